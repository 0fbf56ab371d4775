/** Sections and divs that fold away. */
import { foldService, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";

/** Where what begins on a line ends; null when nothing does. */
function foldAt(state: EditorState, from: number, to: number): { from: number; to: number } | null {
  const line = state.sliceDoc(from, to);
  const level = /^(#{1,6})\s/u.exec(line)?.[1]?.length;
  const div = /^\s*:{3,}\s*\S/u.test(line);
  if (level === undefined && !div) return null;
  // In code, `#` begins a comment.
  if (/monospace|comment/u.test(syntaxTree(state).resolveInner(from, 1).name)) return null;
  const first = state.doc.lineAt(from).number + 1;
  const last = level === undefined ? endOfDiv(state, first) : endOfSection(state, first, level);
  const end = state.doc.line(last).to;
  return last >= first && end > to ? { from: to, to: end } : null;
}

function endOfSection(state: EditorState, first: number, level: number): number {
  let fence = "";
  let last = first - 1;
  let number = first;
  for (const line of state.doc.iterLines(first, state.doc.lines + 1)) {
    const mark = /^[\s>]*(`{3,}|~{3,})/u.exec(line)?.[1];
    if (mark && (fence === "" || mark.startsWith(fence))) fence = fence === "" ? mark : "";
    const own = fence === "" ? /^(#{1,6})\s/u.exec(line)?.[1]?.length : undefined;
    if (own !== undefined && own <= level) break;
    if (/\S/u.test(line)) last = number;
    number++;
  }
  return last;
}

function endOfDiv(state: EditorState, first: number): number {
  let depth = 1;
  let number = first;
  for (const line of state.doc.iterLines(first, state.doc.lines + 1)) {
    const fence = /^\s*:{3,}\s*(.*)$/u.exec(line);
    if (fence) depth += fence[1] === "" ? -1 : 1;
    if (depth === 0) return number;
    number++;
  }
  return first - 1;
}

export const folding = foldService.of(foldAt);
