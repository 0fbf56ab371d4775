import { randomInt } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Actor } from "#lib/core/policy/index.ts";
import { colours, readClientMessage, roomLimits, roomPath } from "#lib/core/together/index.ts";
import { Member } from "./member.ts";
import { refuseUpgrade } from "./refuse-upgrade.ts";
import { closingCode, Room, type RoomNews, type RoomPlace, type RoomPorts } from "./room.ts";

/** What the site has to say of a connection before there is one. */
export interface DoorPorts extends RoomPorts {
  /** Who asks, by the cookies of the request. */
  identify(request: IncomingMessage): Promise<Actor>;
  /** Whether a page of this origin is one of ours. */
  isOurs(origin: string, host: string): boolean;
}

const pingEvery = 25_000;
const recheckEvery = 60_000;

/** All texts that are open in this process. */
export class Rooms {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: roomLimits.frame,
    perMessageDeflate: false,
    clientTracking: false,
  });
  private readonly rooms = new Map<string, Room>();
  private readonly ports: DoorPorts;
  private readonly timers: NodeJS.Timeout[];
  /** Numbers of connections begin elsewhere in each process. */
  private readonly process = randomInt(2 ** 24);
  private lastId = this.process * 2 ** 24;
  private all = 0;

  constructor(ports: DoorPorts) {
    this.ports = ports;
    this.timers = [
      setInterval(() => this.ping(), pingEvery).unref(),
      setInterval(() => void this.recheck(() => true), recheckEvery).unref(),
    ];
  }

  /** Take an upgrade to `roomPath`: same site, signed in, invited. Anything else is answered and closed. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on("error", () => socket.destroy());
    try {
      const refused = await this.admit(request, socket, head);
      if (refused) refuseUpgrade(socket, refused);
    } catch (error) {
      this.ports.report(error);
      refuseUpgrade(socket, "503 Service Unavailable");
    }
  }

  /** Hear of a draft. A text that changed is told on; where rights changed, they are asked for again. */
  hear({ proposal, path, here }: RoomNews): void {
    if (here && path !== null) this.rooms.get(keyOf({ id: proposal, path }))?.hearPeople(here);
    else if (path === null) void this.recheck((room) => proposal === "*" || room.place.id === proposal);
    else this.rooms.get(keyOf({ id: proposal, path }))?.stir(0);
  }

  /** What was said meanwhile was not heard: look everywhere. */
  hearAgain(): void {
    for (const room of this.rooms.values()) room.stir(0);
    void this.recheck(() => true);
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const room of this.rooms.values()) for (const { socket } of room.members) socket.close(1012);
  }

  private async admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<string | null> {
    const address = new URL(request.url ?? "/", "http://localhost");
    const { origin, host = "" } = request.headers;
    if (address.pathname !== roomPath) return "404 Not Found";
    // A browser says which page asks; cookies alone would let any site's page in.
    if (!origin || !this.ports.isOurs(origin, host)) return "403 Forbidden";
    const place = { id: address.searchParams.get("id") ?? "", path: address.searchParams.get("path") ?? "" };
    const actor = await this.ports.identify(request);
    if (actor.id === null) return "401 Unauthorized";
    const may = await this.ports.enter(actor, place);
    if (!may.ok && closingCode(may.problem) === 1008) return "400 Bad Request";
    if (this.isFull(actor, place)) return "503 Service Unavailable";
    if (socket.destroyed) return null;
    this.server.handleUpgrade(request, socket, head, (connection) => {
      // In words the page understands: a refused handshake tells it nothing.
      if (!may.ok) connection.close(closingCode(may.problem));
      else this.join(place, new Member(++this.lastId, this.colourFor(place, actor), connection, actor));
    });
    return null;
  }

  private isFull(actor: Actor, place: RoomPlace): boolean {
    let own = 0;
    for (const { members } of this.rooms.values())
      for (const member of members) if (member.actor.id === actor.id) own++;
    const here = this.rooms.get(keyOf(place))?.members.size ?? 0;
    return this.all >= roomLimits.all || here >= roomLimits.perDraft || own >= roomLimits.perPerson;
  }

  /** One person has one colour; several have several, as long as there are any. */
  private colourFor(place: RoomPlace, actor: Actor): number {
    const members = [...(this.rooms.get(keyOf(place))?.members ?? [])];
    const same = members.find((each) => each.actor.id === actor.id);
    if (same) return same.colour;
    const free = Array.from({ length: colours }, (_, colour) => colour).find(
      (colour) => !members.some((each) => each.colour === colour),
    );
    return free ?? this.lastId % colours;
  }

  private join(place: RoomPlace, member: Member): void {
    const { socket } = member;
    const key = keyOf(place);
    const room = this.rooms.get(key) ?? new Room(place, this.process, this.ports);
    this.rooms.set(key, room);
    this.all++;
    let first = true;
    socket.on("error", () => socket.terminate());
    socket.on("pong", () => {
      member.alive = true;
    });
    socket.on("close", () => {
      this.all--;
      room.leave(member);
      if (room.members.size === 0 && this.rooms.get(key) === room) this.rooms.delete(key);
    });
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (!member.meter.spend(data.length, Date.now())) {
        socket.close(1008, "too much");
        return;
      }
      if (isBinary && first) {
        first = false;
        room.admit(member, new Uint8Array(data)).catch((error: unknown) => {
          this.ports.report(error);
          socket.close(1011);
        });
      } else if (isBinary && member.backlog === null) room.take(member, new Uint8Array(data));
      else {
        const message = isBinary ? null : readClientMessage(data.toString());
        if (!message || member.backlog) {
          socket.close(1008);
          return;
        }
        member.place = message.place;
        room.tellPlace(member);
      }
    });
  }

  private async recheck(which: (room: Room) => boolean): Promise<void> {
    for (const room of [...this.rooms.values()]) {
      if (which(room)) await room.recheck().catch((error: unknown) => this.ports.report(error));
    }
  }

  private ping(): void {
    for (const room of this.rooms.values()) {
      // Other processes believe who is here for a while only.
      room.tellPeople();
      for (const member of room.members) {
        if (!member.alive) member.socket.terminate();
        member.alive = false;
        member.socket.ping();
      }
    }
  }
}

function keyOf({ id, path }: RoomPlace): string {
  return `${id}\n${path}`;
}
