import type { FigureWish } from "./figure-source.ts";

/** Where the answers of the dialogs go: one way of editing, as they know it. All is put in at the cursor. */
export interface Writing {
  focus(): void;
  /** A construct within the line, by its kind (the name of its node) and source. */
  insert(kind: "citation" | "crossReference" | "inlineMath", source: string): void;
  formulaBlock(): void;
  figure(wish: FigureWish): void;
  /** The address of the link the cursor is in; null for none. */
  linkAddress(): string | null;
  /** Set or change the link at the selection; null takes it away. */
  setLink(address: string | null): void;
  /** Labels that the text itself defines, by how it stands now. */
  labels(): ReadonlySet<string>;
}
