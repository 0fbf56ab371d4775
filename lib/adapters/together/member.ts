import type { WebSocket } from "ws";
import type { Actor } from "#lib/core/policy/index.ts";
import { type Person, type Place, roomLimits, type ServerMessage } from "#lib/core/together/index.ts";
import { Meter } from "./meter.ts";

/** What a slow reader may leave unread, in bytes. */
const mostUnread = 4 * roomLimits.frame;

/** One connection to a text. Who it is was said by the session. */
export class Member {
  readonly id: number;
  readonly colour: number;
  readonly socket: WebSocket;
  readonly meter = new Meter();
  actor: Actor;
  place: Place | null = null;
  /** What they sent and is not stored. */
  waiting: Uint8Array[] = [];
  stored = 0;
  alive = true;
  /** What was told to others before they had the text; null once they have it. */
  backlog: Uint8Array[] | null = [];

  constructor(id: number, colour: number, socket: WebSocket, actor: Actor) {
    this.id = id;
    this.colour = colour;
    this.socket = socket;
    this.actor = actor;
  }

  tell(message: ServerMessage): void {
    if (this.backlog === null) this.send(JSON.stringify(message));
  }

  /** A change that somebody made. */
  give(update: Uint8Array): void {
    if (this.backlog) this.backlog.push(update);
    else this.send(update);
  }

  welcome(version: number, update: Uint8Array): void {
    const late = this.backlog ?? [];
    this.backlog = null;
    this.tell({ kind: "welcome", id: this.id, version });
    for (const each of [update, ...late]) this.give(each);
  }

  person(): Person {
    const { id, actor, colour, place } = this;
    return { id, personId: actor.id ?? "", name: actor.name, colour, place };
  }

  private send(data: string | Uint8Array): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > mostUnread) this.socket.terminate();
    else this.socket.send(data);
  }
}
