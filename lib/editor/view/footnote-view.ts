import type { NodeViewRenderer } from "@tiptap/core";
import { element } from "./element.ts";

/** A footnote with its label beside it. */
export function footnoteView(): NodeViewRenderer {
  return ({ node }) => {
    const label = element("span", { class: "ed-footnote-label", contenteditable: "false" }, node.attrs.label);
    const content = element("div", { class: "ed-footnote-content" });
    const dom = element(
      "aside",
      { class: "ed-footnote", "aria-label": `Footnote ${node.attrs.label}` },
      label,
      content,
    );
    return {
      dom,
      contentDOM: content,
      update(next) {
        if (next.type !== node.type) return false;
        label.textContent = next.attrs.label;
        return true;
      },
      ignoreMutation: (mutation) => mutation.type !== "selection" && !content.contains(mutation.target),
    };
  };
}
