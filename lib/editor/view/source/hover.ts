import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { ToolbarResources } from "../question.tsx";
import { referenceAt, targetOf, targets } from "./references.ts";

/** What a reference refers to, beside the pointer. */
export function hover(resources: () => ToolbarResources): Extension {
  return hoverTooltip((view, pos) => {
    const line = view.state.doc.lineAt(pos);
    const found = referenceAt(line.text, pos - line.from);
    if (!found) return null;
    const target = targetOf(found.key, targets(resources(), view.state.doc));
    return {
      pos: line.from + found.from,
      end: line.from + found.to,
      create() {
        const dom = document.createElement("div");
        dom.className = "ed-source-hint";
        dom.textContent = target
          ? `${target.kind === "work" ? "Cites: " : "Refers to: "}${target.title || target.key}`
          : `Nothing is called “${found.key}” in this book yet.`;
        return { dom };
      },
    };
  });
}
