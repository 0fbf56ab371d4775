import type { NodeViewRenderer } from "@tiptap/core";
import type { Node as ProseNode } from "@tiptap/pm/model";
import { drawFormula } from "./draw-formula.ts";
import { element, inField } from "./element.ts";
import type { ViewOptions } from "./view-options.ts";
import { stopWaiting, whenSeen } from "./when-seen.ts";

const names: Record<string, string> = {
  comment: "Comment, not shown to readers",
  html: "HTML",
  shortcode: "Shortcode",
  tex: "TeX",
  blockTable: "Table, as text",
  definition: "Link target",
  list: "List",
  div: "Block that is not closed",
  table: "Table, as text",
};

function nameOf(node: ProseNode): string {
  switch (node.type.name) {
    case "frontMatter":
      return "Front matter";
    case "mathBlock":
      return "Formula";
    case "rawBlock":
      return `Only for ${node.attrs.format}`;
    case "codeBlock":
      return node.attrs.info === null ? "Code" : `Code ${node.attrs.info}`.trim();
    default:
      return names[node.attrs.kind] ?? "Source";
  }
}

const reveal = "ed-reveal";

/** Unfold the source that an element of the text is in, if it is folded. */
export function revealSource(inside: Element | null): void {
  inside?.closest(".ed-block")?.dispatchEvent(new Event(reveal));
}

/** Longer text than this is folded until someone wants to see it. */
const folded = 30;

/** Text that is edited as it is written: code, formulas, front matter, and what is not taken apart. */
export function sourceBlockView({ draw, readOnly }: ViewOptions): NodeViewRenderer {
  return ({ node, getPos, editor }) => {
    let current = node;
    const kind = node.type.name;
    const isMath = kind === "mathBlock";
    const isDrawn = kind === "island" && !["comment", "definition"].includes(node.attrs.kind);
    const label = element("span", { class: "ed-block-name" });
    const head = element(
      "div",
      { class: "ed-block-head", contenteditable: "false", "data-field": "" },
      label,
    );
    const content = element("code", { class: "ed-block-source", spellcheck: "false" });
    const pre = element("pre", {}, content);
    const preview = element("div", { class: "ed-block-drawn", contenteditable: "false" });
    const dom = element("section", { class: `ed-block ed-block-${kind}` }, head, preview, pre);
    preview.hidden = true;

    const languageField = element("input", {
      class: "ed-block-info",
      "aria-label": "Language and options of the code",
      spellcheck: "false",
    });
    if (kind === "codeBlock" && node.attrs.info !== null && !readOnly) {
      languageField.value = node.attrs.info;
      languageField.placeholder = "language";
      languageField.addEventListener("change", () => {
        const pos = getPos();
        const info = languageField.value.trim();
        if (typeof pos === "number" && info !== current.attrs.info)
          editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, { ...current.attrs, info }));
      });
      head.append(languageField);
    }
    const lines = node.textContent.split("\n").length;
    const toggle = element("button", { type: "button", class: "ed-block-toggle" });
    let open = lines <= folded && !isDrawn && kind !== "frontMatter" && node.attrs.kind !== "comment";
    const showOpen = (): void => {
      pre.hidden = !open;
      toggle.textContent = open ? "Hide source" : `Show source (${lines} ${lines === 1 ? "line" : "lines"})`;
      toggle.setAttribute("aria-expanded", String(open));
    };
    if (!open || isDrawn) head.append(toggle);
    toggle.addEventListener("click", () => {
      open = !open;
      showOpen();
      const pos = getPos();
      if (open && typeof pos === "number")
        editor
          .chain()
          .focus(pos + 1)
          .run();
    });

    dom.addEventListener(reveal, () => {
      open = true;
      showOpen();
    });

    let drawing: ReturnType<typeof setTimeout> | undefined;
    const redraw = (): void => {
      const text = current.textContent;
      if (isMath) {
        const html = drawFormula(text, true);
        preview.hidden = html === null && text.trim() === "";
        if (html === null) preview.textContent = text.trim() === "" ? "" : "This formula cannot be read yet.";
        else preview.innerHTML = html;
      } else if (isDrawn) {
        void draw(text).then((html) => {
          // Drawn by the renderer of the book's own pages, which sanitises.
          if (html === null || text !== current.textContent) return;
          preview.innerHTML = html;
          preview.hidden = html.trim() === "";
        });
      }
    };
    const show = (): void => {
      label.textContent = nameOf(current);
      if (document.activeElement !== languageField) languageField.value = current.attrs.info ?? "";
    };
    show();
    showOpen();
    if (isMath || isDrawn) whenSeen(dom, redraw);
    return {
      dom,
      contentDOM: content,
      update(next) {
        if (next.type !== current.type || (next.attrs.info === null) !== (current.attrs.info === null))
          return false;
        const changed = next.textContent !== current.textContent;
        current = next;
        show();
        if (changed && (isMath || isDrawn)) {
          clearTimeout(drawing);
          drawing = setTimeout(redraw, 200);
        }
        return true;
      },
      stopEvent: inField,
      ignoreMutation: (mutation) => mutation.type !== "selection" && !content.contains(mutation.target),
      destroy() {
        clearTimeout(drawing);
        stopWaiting(dom);
      },
    };
  };
}
