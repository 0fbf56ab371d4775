import type { Step } from "./steps.ts";
import type { Fellow } from "./together/link.ts";

/** Where a person is, in offsets of the source. */
export interface Place {
  anchor: number;
  head: number;
  /** What stands `height` pixels below the upper edge of the text: the cursor where it can be seen, else the first line. */
  seen: number;
  height: number;
}

/** One way of editing a chapter, as the editor around it knows it. */
export interface Mode {
  /** Hand on the last edits at once. */
  flush(): void;
  /** Take over what was done elsewhere, each step one that can be undone. `source` is what comes of it, whatever happens. */
  take(steps: readonly Step[], source: string): void;
  /** Whether nothing may be changed under the hands now: an input method is in the middle of a word, a click not read. */
  busy(): boolean;
  /** Show what others wrote; no step of this person's. `before` is the text that was handed on last. */
  receive(before: string, source: string): void;
  /** The selection, as offsets of `text`, which was handed on last. */
  selection(text: string): { anchor: number; head: number };
  /** Mark where others are in `text`. */
  mark(fellows: readonly Fellow[], text: string): void;
  place(): Place | null;
  /** Go to a place; with `focus` the keyboard goes along. */
  show(place: Place, focus: boolean): void;
}
