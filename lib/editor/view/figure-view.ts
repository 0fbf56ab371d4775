import type { NodeViewRenderer } from "@tiptap/core";
import { attributeValue, withAttribute } from "../nodes/attribute-source.ts";
import { element, inField } from "./element.ts";
import type { ViewOptions } from "./view-options.ts";

/** An image with its caption as text, and a panel for its address, description and width. */
export function figureView({ readOnly, imageAddress }: ViewOptions): NodeViewRenderer {
  return ({ node, getPos, editor }) => {
    let current = node;
    const image = element("img", { loading: "lazy", alt: "" });
    const missing = element("span", { class: "ed-figure-missing" });
    const caption = element("figcaption", { "data-placeholder": "Caption" });
    const fields = element("div", { class: "ed-figure-fields" });
    const panel = element("details", {
      class: "ed-figure-panel",
      contenteditable: "false",
      "data-field": "",
    });
    panel.append(element("summary", {}, "Description and address"), fields);
    const frame = element("div", { class: "ed-figure-frame", contenteditable: "false" }, image, missing);
    const dom = element("figure", { class: "ed-figure" }, frame, caption, ...(readOnly ? [] : [panel]));
    const set = (attrs: Record<string, unknown>): void => {
      const pos = getPos();
      if (typeof pos === "number")
        editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, { ...current.attrs, ...attrs }));
    };
    const field = (name: string, hint: string, read: () => string, write: (value: string) => void) => {
      const input = element("input", { placeholder: hint });
      input.addEventListener("change", () => write(input.value.trim()));
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter") input.blur();
      });
      fields.append(element("label", {}, name, input));
      return () => {
        if (document.activeElement !== input) input.value = read();
      };
    };
    const attribute = (key: string) => ({
      read: () => attributeValue(current.attrs.attributes, key) ?? "",
      write: (value: string) =>
        set({ attributes: withAttribute(current.attrs.attributes, key, value || null) }),
    });
    const alt = attribute("fig-alt");
    const width = attribute("width");
    const refresh = [
      field(
        "What the picture shows, for those who cannot see it",
        "A line chart that …",
        alt.read,
        alt.write,
      ),
      field(
        "Address",
        "images/picture.png",
        () => current.attrs.target,
        (target) => set({ target }),
      ),
      field("Width", "80%", width.read, width.write),
    ];
    image.addEventListener("error", () => {
      image.hidden = true;
      missing.textContent = current.attrs.target;
    });
    const show = (): void => {
      const target = String(current.attrs.target).replace(/\s+"[\s\S]*"$/u, "");
      const address = imageAddress(target);
      image.hidden = address === null;
      missing.textContent = address === null ? target : "";
      if (address !== null && image.getAttribute("src") !== address) image.src = address;
      image.alt = alt.read();
      dom.classList.toggle(
        "ed-figure-undescribed",
        attributeValue(current.attrs.attributes, "fig-alt") === null && current.content.size === 0,
      );
      for (const each of refresh) each();
    };
    show();
    return {
      dom,
      contentDOM: caption,
      update(next) {
        if (next.type !== current.type) return false;
        current = next;
        show();
        return true;
      },
      stopEvent: inField,
      ignoreMutation: (mutation) => mutation.type !== "selection" && !caption.contains(mutation.target),
    };
  };
}
