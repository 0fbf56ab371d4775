/** Every word of a document that stands in its source letter by letter: for measuring how exact edits are. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Transform } from "@tiptap/pm/transform";
import type { Span } from "#lib/core/text/index.ts";
import { outOfCell } from "./cell-lines.ts";
import { inlineOf, type OpenDocument } from "./open.ts";
import type { CellOrigin, Origin } from "./origin.ts";
import { originUnits, type Unit } from "./tokens.ts";

export interface WordPlace {
  /** The constructs around it, as `strong in paragraph in listItem`. */
  kind: string;
  word: string;
  /** In the source. */
  start: number;
  end: number;
  /** In a cell of a grid table: its text with the place there, and where the table stands in the source. */
  cell?: { text: string; start: number; end: number; table: Span | null };
  /** Replace the word, as a person typing would. */
  replace(transform: Transform, by: string): void;
}

const letters = /[\p{L}\p{M}\p{N}]+/gu;

/** The words of an opened document, in source order; cells of grid tables one after another. */
export function wordPlaces(opened: OpenDocument): WordPlace[] {
  const found: WordPlace[] = [];
  visitWords(opened, opened.origin, 0, "", found);
  return found;
}

function visitWords(
  opened: OpenDocument,
  origin: Origin,
  pos: number,
  above: string,
  found: WordPlace[],
): void {
  const { node } = origin;
  const name = node.type.name === "island" ? `${node.attrs.kind} island` : node.type.name;
  if (origin.text) {
    const from =
      origin.text.kind === "rich" ? origin.text.start : (origin.text.lines[0]?.start ?? origin.text.at);
    const kind = above === "doc" ? name : `${name} in ${above}`;
    const inline = inlineOf(opened.source, opened.doc.type.schema);
    collect(opened, originUnits(opened.source, origin.text, inline), from, pos + 1, kind, found);
    return;
  }
  let at = pos + (above === "" ? 0 : 1);
  if (origin.cell) {
    cellWords(origin, origin.cell, at, found);
    return;
  }
  for (const [index, child] of origin.children.entries()) {
    visitWords(opened, child, at, name, found);
    if (child.grid) {
      const lines = child.grid.lines;
      const span = { start: lines[0]?.start ?? 0, end: lines[lines.length - 1]?.end ?? 0 };
      for (const place of found) if (place.cell && !place.cell.table) place.cell.table = span;
    }
    at += node.child(index).nodeSize;
  }
}

function cellWords(origin: Origin, cell: CellOrigin, pos: number, found: WordPlace[]): void {
  const own: WordPlace[] = [];
  for (const child of cell.opened.origin.children) {
    visitWords(cell.opened, child, pos, origin.node.type.name, own);
    pos += child.node.nodeSize;
  }
  for (const place of own) {
    // A table in a table is left to its cell.
    if (place.cell) continue;
    const { start, end } = place;
    found.push({
      ...place,
      start: outOfCell(cell, start),
      end: outOfCell(cell, end),
      cell: { text: cell.opened.source, start, end, table: null },
    });
  }
}

function collect(
  opened: OpenDocument,
  units: readonly Unit[],
  from: number,
  pos: number,
  kind: string,
  found: WordPlace[],
): void {
  // Markup stands before and after units in the source, as their stacks say.
  let offset = from;
  let open: Unit["stack"] = [];
  let word = "";
  let start = 0;
  let first = 0;
  let marks: Unit["stack"] = [];
  const flush = (): void => {
    if (word !== "" && opened.source.slice(start, start + word.length) === word) {
      const range = { from: pos + first, to: pos + first + word.length };
      const mark = marks[marks.length - 1]?.mark.type.name;
      found.push({
        kind: mark ? `${mark} in ${kind}` : kind,
        word,
        start,
        end: start + word.length,
        replace(transform, by) {
          // Typed text takes the markup of the text it replaces.
          const own = transform.doc.nodeAt(range.from)?.marks ?? [];
          transform.replaceWith(range.from, range.to, transform.doc.type.schema.text(by, own));
        },
      });
    }
    word = "";
  };
  for (const [index, unit] of units.entries()) {
    let common = 0;
    while (common < open.length && open[common] === unit.stack[common]) common++;
    const before = offset;
    for (const span of open.slice(common)) offset += span.close?.length ?? 0;
    for (const span of unit.stack.slice(common)) offset += span.open?.length ?? 0;
    open = unit.stack;
    if (offset !== before) flush();
    const letter = !unit.atom && unit.raw === unit.key && /[\p{L}\p{M}\p{N}]/u.test(unit.key);
    if (letter) {
      if (word === "") {
        start = offset;
        first = index;
        marks = unit.stack;
      }
      word += unit.key;
    } else {
      flush();
      if (unit.atom) collectAtom(opened, unit, unit.atom, offset, pos + index, kind, found);
    }
    offset += unit.raw.length;
  }
  flush();
}

function collectAtom(
  opened: OpenDocument,
  unit: Unit,
  atom: ProseNode,
  offset: number,
  pos: number,
  kind: string,
  found: WordPlace[],
): void {
  const { source } = atom.attrs;
  if (typeof source !== "string" || source !== unit.raw) return;
  for (const match of source.matchAll(letters)) {
    const start = offset + match.index;
    if (opened.source.slice(start, start + match[0].length) !== match[0]) continue;
    found.push({
      kind: `${atom.type.name} in ${kind}`,
      word: match[0],
      start,
      end: start + match[0].length,
      replace(transform, by) {
        const after = source.slice(0, match.index) + by + source.slice(match.index + match[0].length);
        transform.setNodeMarkup(pos, null, { ...atom.attrs, source: after });
      },
    });
  }
}
