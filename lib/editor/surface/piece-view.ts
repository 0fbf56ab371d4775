import type { NodeViewRenderer } from "@tiptap/core";
import { drawMath } from "#lib/core/text/render/index.ts";
import type { ViewOptions } from "./extensions.ts";

const names: Record<string, string> = {
  citation: "Citation",
  crossReference: "Reference",
  inlineMath: "Formula",
  footnoteReference: "Note",
  inlineNote: "Note",
  image: "Image",
  texCommand: "TeX",
  shortcode: "Shortcode",
  inlineCode: "Computed value",
};

/** A piece of syntax in running text: a chip that shows what it is, and opens to its source. */
export function pieceView({ readOnly }: ViewOptions): NodeViewRenderer {
  return ({ node, getPos, editor }) => {
    let current = node;
    const dom = document.createElement("span");
    const show = () => {
      const { kind, source, shown } = current.attrs as { kind: string; source: string; shown: string };
      dom.className = `ed-piece ed-piece-${kind}`;
      dom.title = source;
      const math = kind === "inlineMath" ? drawMath(shown, false) : null;
      if (math) dom.innerHTML = math;
      else dom.textContent = kind === "image" ? `Image: ${shown}` : shown;
      dom.setAttribute("role", "button");
      dom.setAttribute("aria-label", `${names[kind] ?? "Syntax"}: ${source}. Activate to change it.`);
      dom.tabIndex = readOnly ? -1 : 0;
    };
    const edit = () => {
      if (readOnly) return;
      const field = document.createElement("input");
      field.className = "ed-piece-field";
      field.value = String(current.attrs.source);
      field.setAttribute("aria-label", "Source");
      field.size = Math.min(60, Math.max(8, field.value.length + 2));
      let done = false;
      const finish = (take: boolean) => {
        if (done) return;
        done = true;
        const pos = getPos();
        const source = field.value;
        if (take && typeof pos === "number" && source !== current.attrs.source) {
          const transaction = editor.state.tr;
          if (source === "") transaction.delete(pos, pos + 1);
          else
            transaction.setNodeMarkup(pos, undefined, {
              ...current.attrs,
              source,
              shown: source.replace(/^\$(.*)\$$/su, "$1"),
            });
          editor.view.dispatch(transaction);
        }
        show();
        editor.view.focus();
      };
      field.addEventListener("keydown", (event) => {
        event.stopPropagation();
        if (event.key === "Enter") finish(true);
        if (event.key === "Escape") finish(false);
      });
      field.addEventListener("blur", () => finish(true));
      dom.replaceChildren(field);
      field.focus();
    };
    dom.addEventListener("click", (event) => {
      if (event.target === dom || !(event.target instanceof HTMLInputElement)) edit();
    });
    dom.addEventListener("keydown", (event) => event.key === "Enter" && event.target === dom && edit());
    show();
    return {
      dom,
      update(next) {
        if (next.type !== current.type) return false;
        current = next;
        show();
        return true;
      },
      stopEvent: (event) => event.target instanceof HTMLInputElement,
      ignoreMutation: () => true,
    };
  };
}
