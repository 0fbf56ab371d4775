import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { revealSource } from "../source-block-view.ts";
import { findState, tell } from "./plugin.ts";

/** Select a match by its index and bring it into view; the keyboard stays where it is. */
export function goToMatch(view: EditorView, index: number): void {
  const match = findState(view.state).matches[index];
  if (!match) return;
  const { tr } = view.state;
  const selection = match.inside
    ? NodeSelection.create(tr.doc, match.from)
    : TextSelection.create(tr.doc, match.from, match.to);
  view.dispatch(tell(tr.setSelection(selection), { current: index }));
  const { node } = view.domAtPos(match.from);
  revealSource(node instanceof Element ? node : node.parentElement);
  view.dom.querySelector(".ed-found-current")?.scrollIntoView({ block: "center" });
}

/** Which match comes after the selection (`1`) or before it (`-1`), going round at the ends; -1 when there are none. */
export function matchBeside(
  matches: readonly { from: number; to: number }[],
  selection: { from: number; to: number },
  step: 1 | -1,
): number {
  if (matches.length === 0) return -1;
  const next =
    step === 1
      ? matches.findIndex((match) => match.from >= selection.to)
      : matches.findLastIndex((match) => match.to <= selection.from);
  if (next !== -1) return next;
  return step === 1 ? 0 : matches.length - 1;
}

/** Go on from the selection, forwards or backwards. */
export function goToMatchBeside(view: EditorView, step: 1 | -1): void {
  const { matches, current } = findState(view.state);
  const { selection } = view.state;
  const here = matches[current];
  // One construct can hold several matches, and is selected for each of them.
  const stands = here?.inside && here.from === selection.from && here.to === selection.to;
  goToMatch(
    view,
    stands ? (current + step + matches.length) % matches.length : matchBeside(matches, selection, step),
  );
}
