import type { NodeViewRenderer } from "@tiptap/core";
import type { ViewOptions } from "./extensions.ts";

/** A fenced block with its opening line above its content. */
export function divView(_: ViewOptions): NodeViewRenderer {
  return ({ node }) => {
    const dom = document.createElement("section");
    dom.className = "ed-div";
    const head = document.createElement("div");
    head.className = "ed-div-head";
    head.contentEditable = "false";
    const contentDOM = document.createElement("div");
    dom.append(head, contentDOM);
    const show = (label: string) => {
      const title = /title="([^"]*)"/u.exec(label)?.[1];
      const name = /\.callout-([a-z-]+)|^\{?\.?([a-z-]+)/iu.exec(label);
      head.textContent = [name?.[1] ?? name?.[2] ?? "block", title].filter(Boolean).join(": ");
      head.title = label;
    };
    show(String(node.attrs.label));
    return {
      dom,
      contentDOM,
      update(next) {
        if (next.type !== node.type) return false;
        show(String(next.attrs.label));
        return true;
      },
    };
  };
}
