import type { Editor } from "@tiptap/core";
import { Fragment, type Node as ProseNode } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { Transform } from "@tiptap/pm/transform";
import { splicesBetween } from "#lib/core/together/index.ts";
import { type OpenDocument, openDocument } from "../document/index.ts";
import { changedRegions, type Region } from "../document/regions.ts";

/**
 * Show what somebody else wrote: only what differs is replaced, within a paragraph only the words. It is no step of this
 * person's history, and what they have not finished (an empty paragraph) stays.
 * @param before the source that the document was written as
 */
export function receiveSource(
  editor: Editor,
  opened: OpenDocument,
  before: string,
  source: string,
): OpenDocument {
  const { next, tr } = sourceReceived(editor.state, opened, before, source);
  if (tr.docChanged) editor.view.dispatch(tr.setMeta("addToHistory", false).setMeta("preventUpdate", true));
  return next;
}

/** The same as a transaction, for a state that no editor shows. */
export function sourceReceived(
  state: EditorState,
  opened: OpenDocument,
  before: string,
  source: string,
): { next: OpenDocument; tr: Transaction } {
  const { doc, schema, selection, tr } = state;
  const base = before === opened.source ? opened : openDocument(before, schema);
  const next = openDocument(source, schema);
  const starts = startsOf(doc);
  const cursor = selection.empty ? selection.head : -1;
  for (const region of regionsOf(doc, base.doc, next.doc).reverse())
    replaceFinely(
      tr,
      starts[region.a] ?? 0,
      doc.children.slice(region.a, region.b),
      [...next.doc.children.slice(region.c, region.d)],
      cursor,
    );
  if (tr.docChanged && selection instanceof TextSelection) {
    // What others write at the very place of the cursor comes after it.
    const place = (pos: number) => tr.doc.resolve(tr.mapping.map(pos, -1));
    tr.setSelection(TextSelection.between(place(selection.anchor), place(selection.head)));
  }
  return { next, tr };
}

/** What of the document is to become what, by its top-level blocks: what the others changed, and nothing else. */
function regionsOf(doc: ProseNode, base: ProseNode, next: ProseNode): Region[] {
  const own = changedRegions(doc.children, base.children);
  const theirs = changedRegions(base.children, next.children);
  const moved: Region[] = [];
  for (const { a, b, c, d } of theirs) {
    let shift = 0;
    for (const each of own) {
      // Both changed it: then what is written counts.
      if (each.c < b && each.d > a) return changedRegions(doc.children, next.children);
      if (each.c > a && each.c < b) return changedRegions(doc.children, next.children);
      if (each.d <= a) shift += each.b - each.a - (each.d - each.c);
    }
    moved.push({ a: a + shift, b: b + shift, c, d });
  }
  return moved;
}

function startsOf(doc: ProseNode): number[] {
  const starts = [0];
  for (const child of doc.children) starts.push((starts[starts.length - 1] ?? 0) + child.nodeSize);
  return starts;
}

/** Replace blocks by others (at places before all that were replaced already), where it can be by no more than what differs within. */
function replaceFinely(
  tr: Transform,
  at: number,
  olds: readonly ProseNode[],
  news: readonly ProseNode[],
  cursor: number,
): void {
  if (olds.length === news.length && olds.every((old, index) => old.sameMarkup(news[index] as ProseNode))) {
    let end = at + olds.reduce((sum, { nodeSize }) => sum + nodeSize, 0);
    for (let index = olds.length - 1; index >= 0; index--) {
      const [old, now] = [olds[index] as ProseNode, news[index] as ProseNode];
      end -= old.nodeSize;
      if (!old.eq(now)) replaceWithin(tr, end, old, now, cursor);
    }
  } else replaceStretch(tr, at, olds, news);
}

/** Make one block another one of its kind. */
function replaceWithin(tr: Transform, at: number, old: ProseNode, now: ProseNode, cursor: number): void {
  if (old.isLeaf) {
    tr.replaceWith(at, at + old.nodeSize, now);
    return;
  }
  if (!old.isTextblock) {
    replaceFinely(tr, at + 1, old.children, now.children, cursor);
    return;
  }
  const [all, after] = [flat(old), flat(now)];
  // Spaces behind words are no text in Markdown, and are before the cursor while the next word is on its way.
  const pending = cursor === at + 1 + all.length ? Math.max(0, spacesAfter(all) - spacesAfter(after)) : 0;
  const before = all.slice(0, all.length - pending);
  const trial = new Transform(tr.doc);
  let growth = after.length - before.length;
  for (const { at: from, remove, insert } of splicesBetween(before, after).reverse()) {
    growth -= insert.length - remove;
    const slice = now.slice(from + growth, from + growth + insert.length);
    trial.replace(at + 1 + from, at + 1 + from + remove, slice);
  }
  // Marks and what a text holds besides characters are not seen by that.
  const made = trial.doc.nodeAt(at);
  if (made?.cut(0, made.content.size - pending).eq(now)) for (const step of trial.steps) tr.step(step);
  else replaceStretch(tr, at, [old], [now]);
}

function spacesAfter(text: string): number {
  return text.length - text.trimEnd().length;
}

/** A text with one character for each position. */
function flat(node: ProseNode): string {
  return node.children.map((child) => child.text ?? "\ufffc".repeat(child.nodeSize)).join("");
}

/** From the first position that differs to the last. */
function replaceStretch(
  tr: Transform,
  at: number,
  olds: readonly ProseNode[],
  news: readonly ProseNode[],
): void {
  const before = Fragment.fromArray([...olds]);
  const after = Fragment.fromArray([...news]);
  const start = before.findDiffStart(after, at);
  if (start === null) return;
  const ends = before.findDiffEnd(after, at + before.size, at + after.size);
  const parent = tr.doc.resolve(at).parent;
  if (ends && olds.length > 0 && news.length > 0) {
    const overlap = Math.max(0, start - Math.min(ends.a, ends.b));
    const trial = new Transform(tr.doc);
    try {
      const slice = parent.copy(after).slice(start - at, ends.b + overlap - at);
      trial.replace(start, ends.a + overlap, slice);
      const grown = trial.doc.content.size - tr.doc.content.size;
      const made = trial.doc.slice(at, at + after.size);
      if (grown === after.size - before.size && made.openStart === 0 && made.content.eq(after)) {
        for (const step of trial.steps) tr.step(step);
        return;
      }
    } catch {
      // Cut open where nothing fits; then whole blocks are exchanged.
    }
  }
  tr.replaceWith(at, at + before.size, news);
}
