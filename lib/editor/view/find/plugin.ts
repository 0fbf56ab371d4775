/** What was found in the document, kept up to date as it is edited: only blocks that changed are searched again. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { atomSign, type FindQuery, matchesIn, mostMatches, patternOf, type TextMatch } from "./matches.ts";

/** A match by its positions in the document. */
export interface Match {
  from: number;
  to: number;
  /** For a match in the source of a construct within the line, such as a citation: where in it. `from` and `to` are the construct's. */
  inside?: { start: number; end: number };
  groups: TextMatch["groups"];
}

export interface FindState {
  /** Null while nothing is looked for. */
  query: FindQuery | null;
  matches: readonly Match[];
  /** Index of the match gone to, or -1. */
  current: number;
  /** `waiting`: an expression has to be run over the document (again). */
  status: "ready" | "waiting" | "invalid" | "slow";
  shown: DecorationSet;
}

type Told =
  | { query: FindQuery | null }
  | { found: readonly Match[]; at: ProseNode }
  | { status: "slow" }
  | { current: number };

export const findKey = new PluginKey<FindState>("find");

/** So many matches are marked in the text at once, around the current one. */
const mostShown = 1_000;

const nothing: FindState = {
  query: null,
  matches: [],
  current: -1,
  status: "ready",
  shown: DecorationSet.empty,
};

export function findPlugin(): Plugin<FindState> {
  return new Plugin<FindState>({
    key: findKey,
    state: { init: () => nothing, apply: (tr, was, _old, state) => nextState(tr, was, state) },
    props: { decorations: (state) => findKey.getState(state)?.shown },
  });
}

/** The state of a find, for a document. */
export function findState(state: EditorState): FindState {
  return findKey.getState(state) ?? nothing;
}

/** Tell the plugin something by a transaction. */
export function tell(tr: Transaction, told: Told): Transaction {
  return tr.setMeta(findKey, told);
}

function nextState(tr: Transaction, was: FindState, { doc }: EditorState): FindState {
  const told: Told | undefined = tr.getMeta(findKey);
  if (told && "query" in told) return begin(doc, told.query);
  if (!was.query) return was;
  let now = tr.docChanged ? afterEdit(tr, was, doc, was.query) : was;
  if (told && "found" in told && told.at === doc)
    now = show(doc, { ...now, matches: told.found, current: -1, status: "ready" });
  if (told && "status" in told)
    now = { ...now, matches: [], current: -1, status: "slow", shown: DecorationSet.empty };
  if (told && "current" in told) now = show(doc, { ...now, current: told.current });
  return now;
}

function begin(doc: ProseNode, query: FindQuery | null): FindState {
  if (!query || query.text === "") return nothing;
  if (!patternOf(query)) return { ...nothing, query, status: "invalid" };
  if (query.regexp) return { ...nothing, query, status: "waiting" };
  const matches = literalMatches(doc, 0, doc.content.size, query).matches;
  return show(doc, { ...nothing, query, matches });
}

function afterEdit(tr: Transaction, was: FindState, doc: ProseNode, query: FindQuery): FindState {
  const changed = changedRange(tr);
  if (!changed || was.status === "invalid") return was;
  const { from, to, matches: found } = literalMatches(doc, changed.from, changed.to, query);
  const grown = doc.content.size - tr.before.content.size;
  const before = was.matches.filter((match) => match.to <= from);
  const after = was.matches
    .filter((match) => match.from + grown >= to && match.to > from)
    .map((match) => ({ ...match, from: match.from + grown, to: match.to + grown }));
  const between = query.regexp ? [] : found;
  const stale = was.shown.map(tr.mapping, doc);
  const shown = stale.remove(stale.find(from, to)).add(
    doc,
    between.map((match) => mark(match, false)),
  );
  const matches = [...before, ...between, ...after];
  return { query, matches, current: -1, status: query.regexp ? "waiting" : was.status, shown };
}

/** The textblocks that touch a range: where they begin and end, and their literal matches. */
function literalMatches(doc: ProseNode, from: number, to: number, query: FindQuery) {
  const pattern = query.regexp ? null : patternOf(query);
  const matches: Match[] = [];
  let start = from;
  let end = to;
  for (const text of textsToSearch(doc, from, to)) {
    start = Math.min(start, text.start);
    end = Math.max(end, text.start + text.size);
    if (!pattern) continue;
    for (const match of matchesIn(text.text, pattern, query.wholeWord, mostMatches - matches.length))
      matches.push(matchAt(text, match));
  }
  return { from: start, to: end, matches: inOrder(matches) };
}

/** Something with text: a block, or the source of one construct within it. */
export interface SearchText {
  /** The position that the text begins at; for a construct, its own. */
  start: number;
  size: number;
  text: string;
  inside: boolean;
}

/** The texts that touch a range: each block, and after it what it shows as one thing, such as citations and formulas. */
export function textsToSearch(doc: ProseNode, from = 0, to = doc.content.size): SearchText[] {
  const found: SearchText[] = [];
  doc.nodesBetween(Math.max(0, from - 1), Math.min(doc.content.size, to + 1), (node, pos) => {
    if (!node.isTextblock) return true;
    const { text, atoms } = contentOf(node);
    found.push({ start: pos + 1, size: node.content.size, text, inside: false });
    for (const { at, source } of atoms)
      found.push({ start: pos + 1 + at, size: 1, text: source, inside: true });
    return false;
  });
  return found;
}

/** A match of a text by its positions in the document. */
export function matchAt({ start: at, inside }: SearchText, { start, end, groups }: TextMatch): Match {
  return inside
    ? { from: at, to: at + 1, inside: { start, end }, groups }
    : { from: at + start, to: at + end, groups };
}

/** Matches as they are read. */
export function inOrder(matches: Match[]): Match[] {
  return matches.sort((a, b) => a.from - b.from || (a.inside?.start ?? 0) - (b.inside?.start ?? 0));
}

interface Content {
  /** With one sign for each construct, so that offsets are positions. */
  text: string;
  atoms: readonly { at: number; source: string }[];
}
const contents = new WeakMap<ProseNode, Content>();

/** What of a textblock can be searched. */
function contentOf(node: ProseNode): Content {
  const known = contents.get(node);
  if (known) return known;
  const atoms: { at: number; source: string }[] = [];
  node.forEach((child, at) => {
    const { source } = child.attrs;
    if (child.isAtom && !child.isText && typeof source === "string") atoms.push({ at, source });
  });
  const content = { text: node.textBetween(0, node.content.size, "", atomSign), atoms };
  contents.set(node, content);
  return content;
}

/** What a transaction changed, in the new document. */
function changedRange(tr: Transaction): { from: number; to: number } | null {
  let range: { from: number; to: number } | null = null;
  tr.mapping.maps.forEach((map, index) => {
    const rest = tr.mapping.slice(index + 1);
    map.forEach((_start, _end, start, end) => {
      const from = rest.map(start, -1);
      const to = rest.map(end, 1);
      range = { from: Math.min(range?.from ?? from, from), to: Math.max(range?.to ?? to, to) };
    });
  });
  return range;
}

function show(doc: ProseNode, now: FindState): FindState {
  const first = Math.max(0, Math.min(now.current - mostShown / 2, now.matches.length - mostShown));
  const near = now.matches.slice(first, first + mostShown);
  const marks = near.map((match, index) => mark(match, first + index === now.current));
  return { ...now, shown: DecorationSet.create(doc, marks) };
}

function mark({ from, to }: Match, current: boolean): Decoration {
  return Decoration.inline(from, to, { class: current ? "ed-found ed-found-current" : "ed-found" });
}
