import { type Person, type Place, readServerMessage, roomPath } from "#lib/core/together/index.ts";
import type { Ended } from "./ask-server.ts";
import { Timers } from "./timers.ts";

/** How long a socket may take to open and to say that something is stored, in milliseconds. */
const patience = 8_000;
const longestRetry = 60_000;

const endings: Readonly<Record<number, Ended>> = { 4403: "removed", 4409: "sent" };

interface SocketOptions {
  place: { id: string; path: string };
  /** What this page has. */
  vector(): Uint8Array;
  /** The socket can be used: this is the connection's number. */
  onOpen(id: number): void;
  onUpdate(update: Uint8Array): void;
  /** What was sent first is stored; `update` brings the draft's version. */
  onStored(): void;
  onVersion(version: number): void;
  onPeople(people: Person[]): void;
  onPlace(id: number, place: Place | null): void;
  /** It is lost, with what was sent and is not known to be stored; for good where it says why. */
  onLost(unstored: Uint8Array[], ended: Ended | null): void;
}

/** The socket to a room, made again whenever it is lost. */
export class RoomSocket {
  /** Whether it can be used now. */
  live = false;
  /** Sent and not known to be stored. */
  flying: Uint8Array[] = [];
  private acknowledged = 0;
  private socket: WebSocket | null = null;
  private retry = 1_000;
  private closed = false;
  private readonly options: SocketOptions;
  private readonly timers = new Timers();

  constructor(options: SocketOptions) {
    this.options = options;
    this.connect();
  }

  send(update: Uint8Array): void {
    this.flying.push(update);
    this.socket?.send(update as Uint8Array<ArrayBuffer>);
    this.timers.later("stored", patience, () => this.drop());
  }

  tellPlace(place: Place): void {
    if (this.live) this.socket?.send(JSON.stringify({ kind: "place", place }));
  }

  /** There is a connection again: do not wait any longer. */
  hurry(): void {
    this.retry = 1_000;
    if (!this.socket) this.connect();
  }

  /** Give this socket up; another one is tried for. */
  drop(): void {
    const { socket } = this;
    if (!socket) return;
    // A socket without a connection takes long to close.
    socket.onclose = null;
    socket.onmessage = null;
    socket.close();
    this.lost(1006);
  }

  close(): void {
    this.closed = true;
    this.timers.stopAll();
    this.socket?.close(1000);
  }

  private connect(): void {
    if (this.closed || this.socket || !navigator.onLine) return;
    const address = new URL(`${roomPath}?${new URLSearchParams({ ...this.options.place })}`, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.timers.later("open", patience, () => this.drop());
    socket.onopen = () => socket.send(this.options.vector() as Uint8Array<ArrayBuffer>);
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") this.told(data);
      else this.options.onUpdate(new Uint8Array(data as ArrayBuffer));
    };
    socket.onclose = ({ code }) => this.lost(code);
  }

  private lost(code: number): void {
    this.socket = null;
    this.live = false;
    this.timers.stopAll();
    const ended = endings[code] ?? null;
    if (!this.closed && !ended) {
      // Not all at once, when the server begins anew.
      this.timers.later("connect", this.retry * (0.7 + Math.random() * 0.6), () => this.connect());
      this.retry = Math.min(this.retry * 2, longestRetry);
    }
    this.options.onLost(this.flying.splice(0), ended);
  }

  private told(data: string): void {
    const message = readServerMessage(data);
    if (message?.kind === "welcome") {
      this.timers.stop("open");
      this.acknowledged = 0;
      this.live = true;
      this.retry = 1_000;
      this.options.onVersion(message.version);
      this.options.onOpen(message.id);
    } else if (message?.kind === "stored") {
      this.flying.splice(0, message.frames - this.acknowledged);
      this.acknowledged = message.frames;
      if (this.flying.length === 0) this.timers.stop("stored");
      this.options.onVersion(message.version);
      this.options.onStored();
    } else if (message?.kind === "people") this.options.onPeople(message.people);
    else if (message?.kind === "place") this.options.onPlace(message.id, message.place);
  }
}
