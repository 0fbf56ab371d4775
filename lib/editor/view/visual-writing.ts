import type { Editor } from "@tiptap/core";
import { openDocument } from "../document/index.ts";
import { figureSource } from "./figure-source.ts";
import { insertAtom, insertBlock, insertFormulaBlock, setLink } from "./insert-commands.ts";
import type { Writing } from "./writing.ts";

/** The visual editor, for the dialogs. */
export function visualWriting(editor: Editor): Writing {
  return {
    focus: () => void editor.commands.focus(),
    insert: (kind, source) => void insertAtom(editor, kind, source),
    formulaBlock: () => void insertFormulaBlock(editor),
    figure(wish) {
      const made = openDocument(`${figureSource(wish)}\n`, editor.schema).doc.firstChild;
      if (made) insertBlock(editor, made);
    },
    linkAddress: () => editor.getAttributes("link").href ?? null,
    setLink: (address) => void setLink(editor, address),
    labels() {
      const found = new Set<string>();
      editor.state.doc.descendants((node) => {
        const { attributes, source } = node.attrs as { attributes?: unknown; source?: unknown };
        for (const written of [attributes, source])
          if (typeof written === "string")
            for (const [, label] of written.matchAll(/#([a-z]+-[\w:.-]*\w)/gu)) if (label) found.add(label);
      });
      return found;
    },
  };
}
