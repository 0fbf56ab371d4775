/** Replacing what was found, each time as one step to undo. */

import { closeHistory } from "@tiptap/pm/history";
import { Fragment, type Node as ProseNode } from "@tiptap/pm/model";
import { type EditorState, NodeSelection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { openDocument } from "../../document/index.ts";
import { atomSign, replacementFor } from "./matches.ts";
import { findState, type Match } from "./plugin.ts";

/** How many matches replacing all leaves: those in or across a citation, a formula or the like. */
export function keptMatches(state: EditorState): number {
  return findState(state).matches.filter((match) => holdsAtom(state.doc, match)).length;
}

/** Replace the current match; null when there is none or it must stay. The cursor goes behind the new words. */
export function replaceCurrent(state: EditorState, replacement: string): Transaction | null {
  const { query, matches, current } = findState(state);
  const match = matches[current];
  if (!query || !match || whyKept(state, replacement) !== null) return null;
  const tr = closeHistory(state.tr);
  if (match.inside) {
    const source = sourceWith(state.doc, match, replacement, query.regexp) ?? "";
    const { attrs } = state.doc.nodeAt(match.from) ?? {};
    tr.setNodeMarkup(match.from, null, { ...attrs, source });
    return tr.setSelection(NodeSelection.create(tr.doc, match.from));
  }
  const words = newWords(state.doc, match, replacement, query.regexp);
  tr.replaceWith(match.from, match.to, words);
  return tr.setSelection(TextSelection.create(tr.doc, match.from + words.size));
}

/** What a construct's name is no more than: changed without what it names, it would lead nowhere. */
const names = /@[\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:.#$%&+?~/-](?=[\p{L}\p{N}_]))*|^\[\^[^\]]*\]$/gu;

/** Why the current match cannot be replaced, in words for the person; null when it can. */
export function whyKept(state: EditorState, replacement: string): string | null {
  const { query, matches, current } = findState(state);
  const match = matches[current];
  if (!query || !match) return null;
  if (!match.inside)
    return holdsAtom(state.doc, match) ? "This one goes across a citation or formula and stays." : null;
  const node = state.doc.nodeAt(match.from);
  const { start, end } = match.inside;
  const old = String(node?.attrs.source ?? "");
  for (const name of old.matchAll(names))
    if (start < name.index + name[0].length && end > name.index)
      return "This one names something else. Open it in the text to choose another.";
  const source = sourceWith(state.doc, match, replacement, query.regexp);
  return node && source !== null && standsAlone(node, source)
    ? null
    : "With these words it would be something else, so it stays. Open it in the text to change it.";
}

/** A construct's source with the match in it replaced. */
function sourceWith(doc: ProseNode, match: Match, replacement: string, regexp: boolean): string | null {
  const source = doc.nodeAt(match.from)?.attrs.source;
  if (!match.inside || typeof source !== "string") return null;
  const { start, end } = match.inside;
  const words = replacementFor(replacement, source.slice(start, end), match.groups, regexp);
  return source.slice(0, start) + words + source.slice(end);
}

/** Whether a source, read again within a line, is the same kind of construct and nothing besides. */
function standsAlone(node: ProseNode, source: string): boolean {
  const { doc } = openDocument(`a ${source} b\n`, node.type.schema);
  const line = doc.childCount === 1 ? doc.child(0) : null;
  const read = line?.childCount === 3 ? line.child(1) : null;
  return read?.type === node.type && read.attrs.source === source;
}

/** Replace every match; null when there is nothing to replace. */
export function replaceAll(state: EditorState, replacement: string): Transaction | null {
  const { query, matches } = findState(state);
  const { doc } = state;
  const tr = closeHistory(state.tr);
  // A block at a time, from the end: a step each for thousands of matches would copy the document as often.
  for (const group of byBlock(doc, matches).reverse()) {
    const first = group[0];
    const last = group[group.length - 1];
    if (!query || !first || !last) continue;
    const parent = doc.resolve(first.from);
    let content = Fragment.empty;
    let at = first.from;
    for (const match of group) {
      content = content
        .append(parent.parent.content.cut(at - parent.start(), match.from - parent.start()))
        .append(newWords(doc, match, replacement, query.regexp));
      at = match.to;
    }
    tr.replaceWith(first.from, last.to, content);
  }
  return tr.docChanged ? tr : null;
}

/** The matches that may be replaced, those of one block together. */
function byBlock(doc: ProseNode, matches: readonly Match[]): Match[][] {
  const groups: Match[][] = [];
  let end = -1;
  for (const match of matches) {
    if (holdsAtom(doc, match)) continue;
    if (match.from >= end) {
      groups.push([]);
      end = doc.resolve(match.from).end();
    }
    groups[groups.length - 1]?.push(match);
  }
  return groups;
}

function newWords(doc: ProseNode, match: Match, replacement: string, regexp: boolean): Fragment {
  const old = doc.textBetween(match.from, match.to, "", atomSign);
  const written = replacementFor(replacement, old, match.groups, regexp);
  if (written === "") return Fragment.empty;
  const marks = doc.resolve(match.from).marksAcross(doc.resolve(match.to)) ?? [];
  return Fragment.from(doc.type.schema.text(written, marks));
}

function holdsAtom(doc: ProseNode, { from, to, inside }: Match): boolean {
  return inside !== undefined || doc.textBetween(from, to, "", atomSign).includes(atomSign);
}
