import type { EditorView } from "@codemirror/view";
import { toOffset, toPosition } from "../steps.ts";
import type { Pane } from "./pane.ts";

/** What stands at the upper edge of the source, as an offset of it. */
function topOfSource(view: EditorView, ending: string): number {
  const height = view.scrollDOM.getBoundingClientRect().top - view.documentTop;
  const block = view.lineBlockAtHeight(height);
  const share = Math.max(0, Math.min(1, (height - block.top) / Math.max(1, block.height)));
  return toOffset(view.state.doc, block.from + Math.round(share * block.length), ending);
}

function scrollSource(view: EditorView, ending: string, offset: number): void {
  const pos = toPosition(view.state.doc, Math.round(offset), ending);
  const block = view.lineBlockAt(pos);
  const share = block.length > 0 ? (pos - block.from) / block.length : 0;
  view.scrollDOM.scrollTop = block.top + share * block.height + view.documentPadding.top;
}

/**
 * Keep source and picture at the same block while either is scrolled. The one that was last touched leads; the other
 * only follows, so that they never push each other.
 */
export function keepInStep(view: EditorView, ending: string, scroller: HTMLElement, pane: Pane) {
  let lead: "source" | "pane" = "source";
  const follow = (): void => {
    if (lead === "source") pane.scrollTo(topOfSource(view, ending));
    else scrollSource(view, ending, pane.top());
  };
  let frame = 0;
  const soon = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(follow);
  };
  const leads = (name: typeof lead) => (): void => {
    lead = name;
  };
  const scrolled = (name: typeof lead) => (): void => {
    if (lead === name) soon();
  };
  const listeners: [HTMLElement, string, () => void][] = [
    ...["wheel", "touchstart", "pointerdown", "keydown", "focusin"].flatMap((name) => [
      [view.scrollDOM, name, leads("source")] as [HTMLElement, string, () => void],
      [scroller, name, leads("pane")] as [HTMLElement, string, () => void],
    ]),
    [view.scrollDOM, "scroll", scrolled("source")],
    [scroller, "scroll", scrolled("pane")],
  ];
  for (const [target, name, run] of listeners) target.addEventListener(name, run, { passive: true });
  return {
    /** The picture changed, or came into sight: bring it to where the source is. */
    again(): void {
      if (lead === "source") soon();
    },
    stop(): void {
      cancelAnimationFrame(frame);
      for (const [target, name, run] of listeners) target.removeEventListener(name, run);
    },
  };
}
