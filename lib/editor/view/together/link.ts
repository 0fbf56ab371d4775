import type { RefObject } from "react";

/** Somebody else in the chapter, with where they are in the source. */
export interface Fellow {
  id: number;
  name: string;
  colour: number;
  anchor: number;
  head: number;
}

/** The editors as those see them who bring other people's words. */
export interface EditorLink {
  /** Hand on at once what was typed. False while it cannot be, because an input method is at work, or the cursor was just moved. */
  flush(): boolean;
  /** Show the text as it is with what others wrote. */
  receive(source: string): void;
  /** The selection, as offsets of the text; null where there is none. */
  selection(): { anchor: number; head: number } | null;
  /** Mark where others are. */
  mark(fellows: readonly Fellow[]): void;
}

/** Where the editor puts its link, and tells that the selection is another one. */
export interface LinkPlace {
  link: RefObject<EditorLink | null>;
  moved(): void;
}
