import { mergeUpdates } from "yjs";
import type { Outcome, Problem } from "#lib/core/outcome.ts";
import type { Actor } from "#lib/core/policy/index.ts";
import type { Person } from "#lib/core/together/index.ts";
import type { Member } from "./member.ts";

/** One chapter of one draft. */
export interface RoomPlace {
  id: string;
  path: string;
}

/** What a room asks of the rest of the site. */
export interface RoomPorts {
  /** The person as they are now, by their id; somebody signed out where there is no such person. */
  actor(personId: string): Promise<Actor>;
  /** Whether they may write here now. */
  enter(actor: Actor, place: RoomPlace): Promise<Outcome<unknown>>;
  exchange(
    actor: Actor,
    asked: RoomPlace & { vector: Uint8Array | null; update: Uint8Array | null },
  ): Promise<Outcome<{ update: Uint8Array; version: number; at: bigint }>>;
  since(place: RoomPlace, after: bigint): Promise<{ at: bigint; bytes: Uint8Array }[]>;
  /** Tell the other processes who is here in this one. */
  tellPeople(news: RoomNews): Promise<void>;
  report(error: unknown): void;
}

/** News of a draft from this or another process. */
export interface RoomNews {
  proposal: string;
  path: string | null;
  here?: { process: number; people: Person[] };
}

/** Between two storings of what one room is sent, in milliseconds. */
const storePause = 150;
const limitedPause = 1_000;
/** Between two tellings of who is here to other processes, and how long one is believed. */
const peoplePause = 300;
const believed = 60_000;

/** The code a connection is closed with, which the editor puts into words. */
export function closingCode({ code }: Problem): number {
  if (code === "proposal.wrong-state") return 4409;
  return code === "not-found" || code.startsWith("actor.") ? 4403 : 1008;
}

/** The connections of this process to one text. What is stored is told; what is not, nobody sees. */
export class Room {
  readonly place: RoomPlace;
  readonly members = new Set<Member>();
  private readonly ports: RoomPorts;
  /** The last stored change that all have been told. */
  private told: bigint | null = null;
  /** Changes by the connection that sent them, which has them already. */
  private readonly senders = new Map<bigint, Member>();
  private timer: NodeJS.Timeout | null = null;
  /** Who is here in other processes, and when that was said. */
  private readonly elsewhere = new Map<number, { people: Person[]; at: number }>();
  private readonly process: number;
  private telling: NodeJS.Timeout | null = null;
  private working = false;
  private again = false;

  constructor(place: RoomPlace, process: number, ports: RoomPorts) {
    this.place = place;
    this.process = process;
    this.ports = ports;
  }

  /** Let somebody in, who has `vector` already. */
  async admit(member: Member, vector: Uint8Array): Promise<void> {
    this.members.add(member);
    const answer = await this.ports.exchange(member.actor, { ...this.place, vector, update: null });
    if (!answer.ok) {
      member.socket.close(closingCode(answer.problem));
      return;
    }
    this.told ??= answer.value.at;
    member.welcome(answer.value.version, answer.value.update);
    this.tellPeople();
  }

  leave(member: Member): void {
    if (this.members.delete(member)) this.tellPeople();
  }

  take(member: Member, update: Uint8Array): void {
    member.waiting.push(update);
    this.stir(0);
  }

  /** Something was stored, here or elsewhere. */
  stir(pause: number): void {
    if (this.working) this.again = true;
    else this.timer ??= setTimeout(() => void this.work(), pause);
  }

  /** Ask for everybody's rights once more. */
  async recheck(): Promise<void> {
    for (const member of [...this.members]) {
      member.actor = await this.ports.actor(member.actor.id ?? "");
      const may = await this.ports.enter(member.actor, this.place);
      if (!may.ok) member.socket.close(closingCode(may.problem));
    }
  }

  /** Tell everybody here, and the other processes, who is here. */
  tellPeople(): void {
    this.tellHere();
    this.tellElsewhere();
  }

  /** Another process says who is there. */
  hearPeople({ process, people }: { process: number; people: Person[] }): void {
    if (process === this.process) return;
    // Whoever is new wants to know who is here.
    if (!this.elsewhere.has(process) && people.length > 0) this.tellElsewhere();
    if (people.length > 0) this.elsewhere.set(process, { people, at: Date.now() });
    else this.elsewhere.delete(process);
    this.tellHere();
  }

  private present(): Person[] {
    return [...this.members].filter(({ backlog }) => backlog === null).map((each) => each.person());
  }

  private tellHere(): void {
    const since = Date.now() - believed;
    for (const [process, { at }] of this.elsewhere) if (at < since) this.elsewhere.delete(process);
    const people = [...this.present(), ...[...this.elsewhere.values()].flatMap((each) => each.people)];
    for (const member of this.members) member.tell({ kind: "people", people });
  }

  private tellElsewhere(): void {
    this.telling ??= setTimeout(() => {
      this.telling = null;
      const here = { process: this.process, people: this.present() };
      this.ports
        .tellPeople({ proposal: this.place.id, path: this.place.path, here })
        .catch((error: unknown) => this.ports.report(error));
    }, peoplePause);
  }

  tellPlace(from: Member): void {
    for (const member of this.members)
      if (member !== from) member.tell({ kind: "place", id: from.id, place: from.place });
    this.tellElsewhere();
  }

  private async work(): Promise<void> {
    this.timer = null;
    this.working = true;
    this.again = false;
    let pause = storePause;
    try {
      for (const member of [...this.members])
        if (member.waiting.length > 0 && !(await this.store(member))) pause = limitedPause;
      await this.tellStored();
    } catch (error) {
      this.ports.report(error);
      // The database is away: everybody keeps what they have, and comes back.
      for (const { socket } of this.members) socket.close(1013);
    } finally {
      this.working = false;
      if (this.again) this.stir(pause);
    }
  }

  /** Store what somebody sent. False when they have to wait. */
  private async store(member: Member): Promise<boolean> {
    const sent = member.waiting;
    member.waiting = [];
    let update: Uint8Array;
    try {
      update = mergeUpdates(sent);
    } catch {
      member.socket.close(1008);
      return true;
    }
    const answer = await this.ports.exchange(member.actor, { ...this.place, vector: null, update });
    if (!answer.ok && answer.problem.code === "rate.limited") {
      member.waiting = [update, ...member.waiting];
      member.stored += sent.length - 1;
      this.again = true;
      return false;
    }
    if (!answer.ok) {
      member.socket.close(closingCode(answer.problem));
      return true;
    }
    member.stored += sent.length;
    this.senders.set(answer.value.at, member);
    for (const each of this.members)
      each.tell({ kind: "stored", frames: each.stored, version: answer.value.version });
    return true;
  }

  /** Tell everybody what they have not been told. */
  private async tellStored(): Promise<void> {
    if (this.told === null) return;
    for (const { at, bytes } of await this.ports.since(this.place, this.told)) {
      const sender = this.senders.get(at);
      this.senders.delete(at);
      this.told = at;
      for (const member of this.members) if (member !== sender) member.give(bytes);
    }
  }
}
