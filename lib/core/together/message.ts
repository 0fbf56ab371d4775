import { z } from "zod";

/** Somebody who has the draft open, as the server knows them from their session. */
export interface Person {
  /** Of the connection, which only the server gives. */
  id: number;
  personId: string;
  name: string;
  /** 0 to `colours` - 1. */
  colour: number;
  place: Place | null;
}

/** Where somebody is: both ends of their selection, as Yjs encodes a relative position, in base64. */
export interface Place {
  anchor: string;
  head: string;
}

const place = z.strictObject({ anchor: z.string().max(200), head: z.string().max(200) });

const clientMessage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("place"), place: z.nullable(place) }),
]);

/** What a browser says in a frame of text. Changes are frames of bytes. */
export type ClientMessage = z.infer<typeof clientMessage>;

export type ServerMessage =
  | { kind: "welcome"; id: number; version: number }
  /** How many of the frames of bytes of this connection are stored, and the version the draft has with them. */
  | { kind: "stored"; frames: number; version: number }
  | { kind: "people"; people: Person[] }
  | { kind: "place"; id: number; place: Place | null };

/** A frame of text that a browser sent; null when it is not one of ours. */
export function readClientMessage(text: string): ClientMessage | null {
  const read = clientMessage.safeParse(parsed(text));
  return read.success ? read.data : null;
}

/** A frame of text that our own server sent. */
export function readServerMessage(text: string): ServerMessage | null {
  const value = parsed(text);
  return typeof value === "object" && value !== null && "kind" in value ? (value as ServerMessage) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

/** The bytes; null for what is not base64. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
