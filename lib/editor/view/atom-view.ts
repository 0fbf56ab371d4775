import type { NodeViewRenderer } from "@tiptap/core";
import { drawFormula, formulaOf } from "./draw-formula.ts";
import { element, inField } from "./element.ts";
import type { ViewOptions } from "./view-options.ts";
import { stopWaiting, whenSeen } from "./when-seen.ts";

const names: Record<string, string> = {
  citation: "Citation",
  crossReference: "Reference",
  inlineMath: "Formula",
  footnoteReference: "Footnote mark",
  inlineImage: "Image",
  texCommand: "TeX command",
  inlineShortcode: "Shortcode",
  inlineHtml: "HTML",
  inlineRaw: "Raw text",
  inlineIsland: "Source",
};

/** What a reader would see, in short. */
function shown(kind: string, source: string): string {
  switch (kind) {
    case "citation":
      return source.replace(/[[\]]/gu, "").replaceAll("@", "");
    case "crossReference":
      return source.replace(/^\[|\]$/gu, "");
    case "footnoteReference":
      return source.slice(2, -1);
    case "inlineImage":
      return /^!\[([^\]]*)\]/u.exec(source)?.[1] || "image";
    default:
      return source;
  }
}

/** A construct in running text that is one thing: shown in short, opened to its source by click or Enter. */
export function atomView({ readOnly }: ViewOptions): NodeViewRenderer {
  return ({ node, getPos, editor }) => {
    let current = node;
    const kind = node.type.name;
    const dom = element("span", { class: `ed-atom ed-atom-${kind}`, contenteditable: "false" });
    const face = element("span", { class: "ed-atom-face" });
    dom.append(face);
    if (!readOnly) {
      face.tabIndex = 0;
      face.setAttribute("role", "button");
      face.setAttribute("aria-haspopup", "dialog");
    }
    const source = (): string => String(current.attrs.source);
    const show = (): void => {
      face.setAttribute("aria-label", `${names[kind] ?? "Source"} ${source()}`);
      face.title = source();
      face.textContent = shown(kind, source());
      if (kind !== "inlineMath") return;
      stopWaiting(face);
      whenSeen(face, () => {
        const { tex, display } = formulaOf(source());
        const html = drawFormula(tex, display);
        if (html !== null) face.innerHTML = html;
      });
    };
    let panel: HTMLElement | null = null;
    const close = (focus: boolean): void => {
      const open = panel;
      // Taking a focused field away tells of its blur: by then the panel must be gone.
      panel = null;
      open?.remove();
      if (focus) editor.view.focus();
    };
    const take = (value: string): void => {
      const pos = getPos();
      if (typeof pos !== "number" || value === source()) return;
      const { tr } = editor.state;
      editor.view.dispatch(
        value.trim() === ""
          ? tr.delete(pos, pos + 1)
          : tr.setNodeMarkup(pos, null, { ...current.attrs, source: value }),
      );
    };
    const open = (): void => {
      if (readOnly || panel) return;
      const math = kind === "inlineMath" ? formulaOf(source()) : null;
      const field = element("textarea", {
        rows: "2",
        spellcheck: "false",
        "aria-label": math ? "Formula in TeX" : `${names[kind] ?? "Source"}, source`,
      });
      field.value = math ? math.tex : source();
      const whole = (): string => {
        const sign = math?.display ? "$$" : "$";
        const tail = math ? (/\$(\s*\{[^}]*\})$/u.exec(source())?.[1] ?? "") : "";
        return math && field.value.trim() !== ""
          ? `${sign}${field.value.trim()}${sign}${tail}`
          : field.value.replace(/\s*\n\s*/gu, " ");
      };
      const preview = element("span", { class: "ed-atom-preview", "aria-live": "polite" });
      const draw = (): void => {
        if (!math) return;
        const html = drawFormula(field.value, math.display);
        if (html === null) preview.textContent = "This formula cannot be read yet.";
        else preview.innerHTML = html;
      };
      const done = element("button", { type: "button" }, "Done");
      const remove = element("button", { type: "button" }, "Remove");
      panel = element(
        "span",
        { class: "ed-panel", "data-field": "", role: "dialog", "aria-label": names[kind] ?? "Source" },
        field,
        preview,
        element("span", { class: "ed-panel-row" }, done, remove),
      );
      const finish = (): void => {
        const value = whole();
        close(true);
        take(value);
      };
      done.addEventListener("click", finish);
      remove.addEventListener("click", () => {
        close(true);
        take("");
      });
      field.addEventListener("input", draw);
      panel.addEventListener("keydown", (event) => {
        event.stopPropagation();
        if (event.key === "Escape") close(true);
        if (event.key === "Enter" && !event.shiftKey && event.target === field) {
          event.preventDefault();
          finish();
        }
      });
      panel.addEventListener("focusout", (event) => {
        if (
          panel &&
          !(event.relatedTarget instanceof globalThis.Node && panel.contains(event.relatedTarget))
        ) {
          const value = whole();
          close(false);
          take(value);
        }
      });
      dom.append(panel);
      draw();
      field.focus();
      field.select();
    };
    face.addEventListener("click", open);
    face.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      open();
    });
    show();
    return {
      dom,
      update(next) {
        if (next.type !== current.type) return false;
        const changed = next.attrs.source !== current.attrs.source;
        current = next;
        if (changed) show();
        return true;
      },
      stopEvent: inField,
      ignoreMutation: () => true,
      destroy: () => stopWaiting(face),
    };
  };
}
