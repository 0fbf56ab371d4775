/** Places at which an edit of structure can be made. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Transform } from "@tiptap/pm/transform";
import type { OpenDocument } from "./open.ts";

/** One edit that can be made in a document. */
export interface StructuralEdit {
  /** What is done. */
  kind: string;
  /** What it is done to, as `paragraph in listItem`. */
  construct: string;
  /** The top-level blocks it touches, as indices `[from, to)` of the opened document; for a move the block and its new place. */
  touched: { from: number; to: number }[];
  make(transform: Transform): void;
}

/** A node with its place. */
export interface Found {
  node: ProseNode;
  pos: number;
  parent: ProseNode;
  index: number;
  /** Index of the top-level block around it. */
  top: number;
}

export type Random = () => number;

/** Makes one edit of its kind somewhere in the document; null where the document has no place for it. */
export type Maker = (
  found: readonly Found[],
  random: Random,
  opened: OpenDocument,
) => Omit<StructuralEdit, "kind"> | null;

export const pick = <T>(list: readonly T[], random: Random): T | undefined =>
  list[Math.floor(random() * list.length)];
export const within = (each: Found): string =>
  each.parent.type.name === "doc"
    ? each.node.type.name
    : `${each.node.type.name} in ${each.parent.type.name}`;
export const inside = (each: Found): StructuralEdit["touched"] => [{ from: each.top, to: each.top + 1 }];
