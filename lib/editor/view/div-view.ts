import type { NodeViewRenderer } from "@tiptap/core";
import { attributeValue, withAttribute, withClass } from "../nodes/attribute-source.ts";
import { element, inField } from "./element.ts";
import type { ViewOptions } from "./view-options.ts";

const callouts = ["note", "tip", "important", "warning", "caution"];

/** A fenced block: a callout with its type, title and folding, or any other with its attributes. */
export function divView({ readOnly }: ViewOptions): NodeViewRenderer {
  return ({ node, getPos, editor }) => {
    let current = node;
    const head = element("div", { class: "ed-div-head", contenteditable: "false", "data-field": "" });
    const content = element("div", { class: "ed-div-content" });
    const dom = element("section", {}, head, content);
    const written = (): string | null => current.attrs.attributes;
    const set = (attributes: string | null): void => {
      const pos = getPos();
      if (typeof pos === "number" && attributes !== written())
        editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, { ...current.attrs, attributes }));
    };
    const show = (): void => {
      const type = /\.callout-([\w-]+)/u.exec(written() ?? "")?.[1];
      dom.className = type ? `ed-div ed-callout ed-callout-${type}` : "ed-div";
      // While a field of the head is in use, it is not made anew.
      if (head.contains(document.activeElement)) return;
      head.replaceChildren();
      if (!type || readOnly) {
        head.append(
          element("span", { class: "ed-div-name" }, type ? `Callout: ${type}` : (written() ?? "Block")),
        );
        if (!type && !readOnly) head.append(attributesButton());
        return;
      }
      const select = element("select", { "aria-label": "Kind of callout" });
      for (const each of callouts.includes(type) ? callouts : [type, ...callouts])
        select.append(element("option", { value: each }, each));
      select.value = type;
      select.addEventListener("change", () =>
        set(withClass(written(), `callout-${type}`, `callout-${select.value}`)),
      );
      const title = element("input", { "aria-label": "Title of the callout", placeholder: "Title" });
      title.value = attributeValue(written(), "title") ?? "";
      title.addEventListener("change", () =>
        set(withAttribute(written(), "title", title.value.trim() || null)),
      );
      title.addEventListener("keydown", (event) => {
        if (event.key === "Enter") title.blur();
      });
      const folds = element("input", { type: "checkbox" });
      folds.checked = attributeValue(written(), "collapse") === "true";
      folds.addEventListener("change", () =>
        set(withAttribute(written(), "collapse", folds.checked ? "true" : null)),
      );
      head.append(select, title, element("label", {}, folds, " folded at first"), attributesButton());
    };
    const attributesButton = (): HTMLElement => {
      const button = element("button", { type: "button", class: "ed-div-attributes" }, "Attributes");
      button.addEventListener("click", () => {
        const field = element("input", {
          class: "ed-div-field",
          "aria-label": "Attributes, as written",
          spellcheck: "false",
        });
        field.value = written() ?? "";
        const finish = (take: boolean): void => {
          const { value } = field;
          field.remove();
          if (take && value.trim() !== "") set(value.trim());
          show();
        };
        field.addEventListener("keydown", (event) => {
          if (event.key === "Enter") field.blur();
          if (event.key === "Escape") {
            field.value = written() ?? "";
            field.blur();
          }
        });
        field.addEventListener("blur", () => finish(true), { once: true });
        head.replaceChildren(field);
        field.focus();
      });
      return button;
    };
    show();
    return {
      dom,
      contentDOM: content,
      update(next) {
        if (next.type !== current.type) return false;
        const changed = next.attrs.attributes !== current.attrs.attributes;
        current = next;
        if (changed) show();
        return true;
      },
      stopEvent: inField,
      ignoreMutation: (mutation) => mutation.type !== "selection" && !content.contains(mutation.target),
    };
  };
}
