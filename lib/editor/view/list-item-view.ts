import type { NodeViewRenderer } from "@tiptap/core";
import { element, inField } from "./element.ts";
import type { ViewOptions } from "./view-options.ts";

/** A list item; one of a task list has its box. */
export function listItemView({ readOnly }: ViewOptions): NodeViewRenderer {
  return ({ node, getPos, editor }) => {
    let current = node;
    const content = element("div", { class: "ed-item-content" });
    const dom = element("li", {});
    const box = element("input", {
      type: "checkbox",
      "aria-label": "Done",
      contenteditable: "false",
      "data-field": "",
    });
    box.disabled = readOnly;
    box.addEventListener("change", () => {
      const pos = getPos();
      if (typeof pos === "number")
        editor.view.dispatch(
          editor.state.tr.setNodeMarkup(pos, null, { ...current.attrs, checked: box.checked }),
        );
    });
    const task = node.attrs.checked !== null;
    dom.append(...(task ? [box] : []), content);
    dom.classList.toggle("ed-task", task);
    box.checked = node.attrs.checked === true;
    return {
      dom,
      contentDOM: content,
      update(next) {
        if (next.type !== current.type || (next.attrs.checked === null) === task) return false;
        current = next;
        box.checked = next.attrs.checked === true;
        return true;
      },
      stopEvent: inField,
      ignoreMutation: (mutation) => mutation.type !== "selection" && !content.contains(mutation.target),
    };
  };
}
