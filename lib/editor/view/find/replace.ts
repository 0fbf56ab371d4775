/** Replacing what was found, each time as one step to undo. */

import { closeHistory } from "@tiptap/pm/history";
import { Fragment, type Node as ProseNode } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { atomSign, replacementFor } from "./matches.ts";
import { findState, type Match } from "./plugin.ts";

/** How many of the matches stay: those that go across a citation, a formula or the like. */
export function keptMatches(state: EditorState): number {
  return findState(state).matches.filter((match) => holdsAtom(state.doc, match)).length;
}

/** Replace the current match; null when there is none or it must stay. The cursor goes behind the new words. */
export function replaceCurrent(state: EditorState, replacement: string): Transaction | null {
  const { query, matches, current } = findState(state);
  const match = matches[current];
  if (!query || !match || holdsAtom(state.doc, match)) return null;
  const tr = closeHistory(state.tr);
  const words = newWords(state.doc, match, replacement, query.regexp);
  tr.replaceWith(match.from, match.to, words);
  return tr.setSelection(TextSelection.create(tr.doc, match.from + words.size));
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

function holdsAtom(doc: ProseNode, { from, to }: Match): boolean {
  return doc.textBetween(from, to, "", atomSign).includes(atomSign);
}
