/** A page's part in a text that several people write: what it writes goes out, what others write comes in. */
import { mergeUpdates } from "yjs";
import { mergeByBlock, settleConflicts } from "#lib/core/prose/index.ts";
import type { Person } from "#lib/core/together/index.ts";
import type { KeepingState } from "../draft-keeper.ts";
import { askServer, type Ended, sendLastWords } from "./ask-server.ts";
import type { EditorLink } from "./link.ts";
import { RoomSocket } from "./room-socket.ts";
import { SharedDraft } from "./shared-draft.ts";
import { Timers } from "./timers.ts";
import type { UnstoredStore } from "./unstored-store.ts";

export interface RoomOptions {
  place: { id: string; path: string };
  /** The text the page began with. */
  opening: string;
  link(): EditorLink | null;
  /** Where what is not stored yet survives the page. */
  store: UnstoredStore;
  /** Told of a text that others changed. */
  onText(text: string): void;
  onState(state: KeepingState): void;
  onPeople(people: readonly Person[]): void;
  onVersion(version: number): void;
  /** Told, once, that this person cannot write here any more. */
  onEnded(why: Ended): void;
}

/** Milliseconds: between changes sent, between changes shown, between questions without a socket. */
const sendPause = 60;
const showPause = 120;
const askPause = 4_000;
const hiddenAskPause = 30_000;
const placePause = 250;
/** How long saving everything may take over the socket, before a request is tried. */
const patience = 6_000;

export class RoomClient {
  private readonly draft = new SharedDraft();
  private readonly options: RoomOptions;
  private readonly socket: RoomSocket;
  private readonly timers = new Timers();
  private ready = false;
  private closed = false;
  /** Typed before the text was here. */
  private early: string | null = null;
  private coming: Uint8Array[] = [];
  private people: Person[] = [];
  private own: number | null = null;
  private asking: Promise<boolean> | null = null;
  private shownAt = 0;
  private settled: (() => void)[] = [];

  constructor(options: RoomOptions) {
    this.options = options;
    this.draft.onWaiting(() => this.waiting());
    this.socket = new RoomSocket({
      place: options.place,
      vector: () => this.draft.vector(),
      onOpen: (id) => {
        this.own = id;
        this.timers.stop("ask");
        this.timers.once("send", sendPause, () => this.send());
      },
      onUpdate: (update) => this.take(update),
      onStored: () => this.isStored(),
      onVersion: options.onVersion,
      onPeople: (people) => this.meet(people),
      onPlace: (id, place) => {
        this.people = this.people.map((each) => (each.id === id ? { ...each, place } : each));
        this.timers.once("mark", sendPause, () => this.mark());
      },
      onLost: (unstored, ended) => this.lost(unstored, ended),
    });
    window.addEventListener("online", this.online);
    window.addEventListener("offline", this.offline);
    window.addEventListener("pagehide", this.leaving);
    void this.ask();
  }

  /** What somebody typed here. */
  write(next: string): void {
    if (this.ready) this.draft.write(next);
    else {
      this.early = next;
      this.options.onState("saving");
    }
  }

  /** Store everything now. True when the server has it. */
  async flush(): Promise<boolean> {
    this.options.link()?.flush();
    if (this.ready && !this.hasUnstored()) return true;
    if (this.socket.live) {
      this.send();
      const stored = new Promise<void>((resolve) => this.settled.push(resolve));
      const late = new Promise<void>((resolve) => setTimeout(resolve, patience));
      await Promise.race([stored, late]);
      if (!this.hasUnstored()) return true;
    }
    await this.ask();
    return this.ready && !this.hasUnstored();
  }

  /** The selection is another one. */
  moved(): void {
    if (this.people.length > 1) this.timers.once("place", placePause, () => this.tellPlace());
  }

  close(): void {
    if (this.closed) return;
    this.leaving();
    this.closed = true;
    this.timers.stopAll();
    window.removeEventListener("online", this.online);
    window.removeEventListener("offline", this.offline);
    window.removeEventListener("pagehide", this.leaving);
    this.socket.close();
  }

  hasUnstored(): boolean {
    return this.early !== null || this.unstored() !== null;
  }

  private readonly online = (): void => {
    void this.ask();
    this.socket.hurry();
  };

  private readonly offline = (): void => this.socket.drop();

  private readonly leaving = (): void => {
    if (this.closed) return;
    this.options.link()?.flush();
    if (this.socket.live) this.send();
    const update = this.unstored();
    if (update && !this.socket.live) sendLastWords(this.options.place, update);
  };

  private unstored(): Uint8Array | null {
    const waiting = this.draft.unstored();
    const all = [...this.socket.flying, ...(waiting ? [waiting] : [])];
    return all.length > 0 ? mergeUpdates(all) : null;
  }

  private waiting(): void {
    this.options.onState("saving");
    this.timers.once("store", 200, () => this.options.store.keep(this.unstored()));
    if (this.socket.live) this.timers.once("send", sendPause, () => this.send());
    else this.timers.later("ask", 800, () => void this.ask());
  }

  private isStored(): void {
    if (this.hasUnstored()) return;
    this.timers.stop("store");
    this.options.store.keep(null);
    this.options.onState("saved");
    for (const resolve of this.settled.splice(0)) resolve();
  }

  private send(): void {
    if (!this.socket.live || !this.ready) return;
    const update = this.draft.take();
    if (!update) return;
    this.socket.send(update);
    this.moved();
  }

  private lost(unstored: Uint8Array[], ended: Ended | null): void {
    if (unstored.length > 0) this.draft.giveBack(mergeUpdates(unstored));
    if (this.closed) return;
    this.own = null;
    this.meet([]);
    if (ended) this.end(ended);
    else this.timers.later("ask", 300, () => void this.ask());
  }

  /** Store what waits and take what is new, by a request. True when it went well. */
  private ask(): Promise<boolean> {
    this.asking ??= this.exchange().finally(() => {
      this.asking = null;
      // Without a socket one has to ask again and again; a page nobody looks at waits.
      const wait = document.visibilityState === "visible" ? askPause : hiddenAskPause;
      if (!this.socket.live && !this.closed) this.timers.later("ask", wait, () => void this.ask());
    });
    return this.asking;
  }

  private async exchange(): Promise<boolean> {
    if (this.closed) return false;
    const update = this.ready ? this.draft.take() : null;
    const answer = await askServer(this.options.place, this.draft.vector(), update);
    if (update && !("update" in answer)) this.draft.giveBack(update);
    if (this.closed) return false;
    if ("update" in answer) {
      this.options.onVersion(answer.version);
      this.take(answer.update);
      if (this.ready) this.isStored();
      return true;
    }
    if ("ended" in answer) this.end(answer.ended);
    else if (!this.socket.live && this.hasUnstored()) this.options.onState("offline");
    return false;
  }

  private end(why: Ended): void {
    if (this.closed) return;
    this.close();
    if (this.hasUnstored()) this.options.onState("offline");
    this.options.onEnded(why);
  }

  private meet(people: readonly Person[]): void {
    const before = new Map(this.people.map((each) => [each.id, each.place]));
    this.people = people.map((each) => ({ ...each, place: each.place ?? before.get(each.id) ?? null }));
    this.options.onPeople(this.people);
    this.mark();
    this.moved();
  }

  private tellPlace(): void {
    const selection = this.ready && this.options.link()?.selection();
    if (selection) this.socket.tellPlace(this.draft.placeOf(selection));
  }

  private mark(): void {
    if (!this.ready) return;
    this.options.link()?.mark(
      this.people.flatMap(({ id, name, colour, place }) => {
        const offsets = id !== this.own && place ? this.draft.offsetsOf(place) : null;
        return offsets ? [{ id, name, colour, ...offsets }] : [];
      }),
    );
  }

  private take(update: Uint8Array): void {
    this.coming.push(update);
    const wait = this.ready ? Math.max(0, this.shownAt + showPause - Date.now()) : 0;
    this.timers.once("show", wait, () => this.show());
  }

  /** Show what others wrote, after what was typed here was handed on. */
  private show(): void {
    const link = this.options.link();
    if (this.closed || this.coming.length === 0) return;
    if (!link?.flush()) {
      this.timers.once("show", showPause, () => this.show());
      return;
    }
    const began = Date.now();
    const before = this.draft.text();
    for (const update of this.coming.splice(0)) this.draft.receive(update);
    if (this.ready) {
      const now = this.draft.text();
      if (now !== before) this.put(link, now);
    } else this.begin(link);
    // A long chapter takes longer to show; it is not to take all the time there is.
    this.shownAt = Date.now() + 4 * (Date.now() - began);
  }

  private put(link: EditorLink, text: string): void {
    link.receive(text);
    this.options.onText(text);
    this.mark();
  }

  /** The first time: bring together what is stored, what was typed meanwhile, and what an earlier page left. */
  private begin(link: EditorLink): void {
    const { opening, store, onState } = this.options;
    const stored = this.draft.text();
    const mine = this.early ?? opening;
    const merged = mergeByBlock(opening, mine, stored);
    const own = merged.conflicts.map(({ ours }) => ours);
    const both = mine === opening ? stored : settleConflicts(merged, own);
    this.ready = true;
    this.early = null;
    this.draft.write(both);
    if (both !== mine) this.put(link, both);
    onState(this.hasUnstored() ? "saving" : "saved");
    void store.left().then((left) => {
      if (this.closed || left.length === 0) return;
      link.flush();
      const before = this.draft.text();
      for (const update of left) this.draft.recover(update);
      const now = this.draft.text();
      if (now !== before) this.put(link, now);
    });
  }
}
