import type { NodeViewRenderer } from "@tiptap/core";
import type { ViewOptions } from "./extensions.ts";

const names: Record<string, string> = {
  yaml: "Front matter",
  math: "Formula",
  html: "HTML",
  rawBlock: "Raw block",
  shortcode: "Shortcode",
  thematicBreak: "Rule",
  blockTable: "Table",
  definition: "Link target",
  code: "Code",
  lineBlock: "Verse",
  opaque: "Source",
};

/** A passage that is kept as source: shown as it would look, with its source to edit in place. */
export function islandView({ draw, readOnly }: ViewOptions): NodeViewRenderer {
  return ({ node, getPos, editor }) => {
    let current = node;
    const dom = document.createElement("div");
    dom.className = "ed-island";
    const head = document.createElement("div");
    head.className = "ed-island-head";
    const name = document.createElement("span");
    const toggle = document.createElement("button");
    toggle.type = "button";
    toggle.textContent = "Edit source";
    const shown = document.createElement("div");
    shown.className = "ed-island-shown prose";
    const field = document.createElement("textarea");
    field.className = "ed-island-source";
    field.spellcheck = false;
    field.hidden = true;
    head.append(name, ...(readOnly ? [] : [toggle]));
    dom.append(head, shown, field);

    const show = async () => {
      const { kind, source } = current.attrs as { kind: string; source: string };
      name.textContent = names[kind] ?? "Source";
      field.value = source;
      field.rows = Math.min(24, source.split("\n").length + 1);
      field.setAttribute("aria-label", `${name.textContent}, source`);
      if (kind === "yaml" || kind === "definition") {
        shown.textContent = source;
        return;
      }
      shown.textContent = source.length > 400 ? `${source.slice(0, 400)}…` : source;
      const html = await draw(source);
      // Drawn by the same renderer as the book's pages, which sanitises.
      if (html !== null && current.attrs.source === source)
        shown.innerHTML = html || "(not shown to readers)";
    };
    const take = () => {
      const pos = getPos();
      if (typeof pos !== "number" || field.value === current.attrs.source) return;
      editor.view.dispatch(
        editor.state.tr.setNodeMarkup(pos, undefined, { ...current.attrs, source: field.value }),
      );
    };
    toggle.addEventListener("click", () => {
      field.hidden = !field.hidden;
      toggle.textContent = field.hidden ? "Edit source" : "Done";
      if (field.hidden) take();
      else field.focus();
    });
    field.addEventListener("blur", take);
    void show();
    return {
      dom,
      update(next) {
        if (next.type !== current.type) return false;
        current = next;
        void show();
        return true;
      },
      stopEvent: (event) => dom.contains(event.target as globalThis.Node),
      ignoreMutation: () => true,
    };
  };
}
