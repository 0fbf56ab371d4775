/** The chapter's text as several people write it: a Yjs text of the source, and what of it the server has. */
import * as Y from "yjs";
import { fromBase64, type Place, splicesBetween, toBase64 } from "#lib/core/together/index.ts";

/** What came from the server or this browser's own store, not from the hand at the keyboard. */
const received = Symbol("received");

/** A shared text in this page. Everything written is kept in `waiting` until the server has stored it. */
export class SharedDraft {
  private readonly doc = new Y.Doc();
  private readonly shared = this.doc.getText("text");
  private waiting: Uint8Array[] = [];
  private heard: (() => void) | null = null;

  constructor() {
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === received) return;
      this.waiting.push(update);
      this.heard?.();
    });
  }

  /** Told whenever something waits to be stored. */
  onWaiting(listener: () => void): void {
    this.heard = listener;
  }

  text(): string {
    return this.shared.toString();
  }

  /** What somebody wrote here: small changes that leave alone what others write in between. */
  write(next: string): void {
    const splices = splicesBetween(this.text(), next.toWellFormed());
    if (splices.length === 0) return;
    this.doc.transact(() => {
      for (const { at, remove, insert } of splices.reverse()) {
        if (remove > 0) this.shared.delete(at, remove);
        if (insert !== "") this.shared.insert(at, insert);
      }
    });
  }

  /** Take what the server has. */
  receive(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, received);
  }

  /** Take what this browser wrote before and could not store. */
  recover(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, received);
    // It may hang on what is not here yet; the server judges it with everything at hand.
    this.waiting.push(update);
    this.heard?.();
  }

  /** What this page has, for the server to know what it lacks. */
  vector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  /** Everything written here that is not known to be stored; null when there is nothing. */
  unstored(): Uint8Array | null {
    if (this.waiting.length === 0) return null;
    this.waiting = [Y.mergeUpdates(this.waiting)];
    return this.waiting[0] ?? null;
  }

  /** Take out what is about to be sent. It comes back with `giveBack` when it could not be. */
  take(): Uint8Array | null {
    const all = this.unstored();
    this.waiting = [];
    return all;
  }

  giveBack(update: Uint8Array): void {
    this.waiting.unshift(update);
  }

  /** Offsets as a place that moves along with the text. */
  placeOf({ anchor, head }: { anchor: number; head: number }): Place {
    const encode = (offset: number): string =>
      toBase64(
        Y.encodeRelativePosition(
          Y.createRelativePositionFromTypeIndex(this.shared, Math.min(offset, this.shared.length), -1),
        ),
      );
    return { anchor: encode(anchor), head: encode(head) };
  }

  /** Where a place is now; null when it is not one of this text. */
  offsetsOf({ anchor, head }: Place): { anchor: number; head: number } | null {
    const decode = (text: string): number | null => {
      const bytes = fromBase64(text);
      try {
        const place = bytes && Y.decodeRelativePosition(bytes);
        return (place && Y.createAbsolutePositionFromRelativePosition(place, this.doc)?.index) ?? null;
      } catch {
        return null;
      }
    };
    const [one, two] = [decode(anchor), decode(head)];
    return one === null || two === null ? null : { anchor: one, head: two };
  }
}
