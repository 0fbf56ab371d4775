import type { Step } from "./steps.ts";

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
  place(): Place | null;
  /** Go to a place; with `focus` the keyboard goes along. */
  show(place: Place, focus: boolean): void;
}
