import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { caretOf } from "./caret.ts";

/** Somebody in the document, by positions. */
export interface Mark {
  id: number;
  name: string;
  colour: number;
  anchor: number;
  head: number;
}

export const marksKey = new PluginKey<DecorationSet>("fellows");

/** Draws where others are. A transaction with this key's meta brings new places; others move the old ones along. */
export function visualMarks(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: marksKey,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, before) {
        const marks = tr.getMeta(marksKey) as readonly Mark[] | undefined;
        if (!marks) return before.map(tr.mapping, tr.doc);
        return DecorationSet.create(tr.doc, marks.flatMap(decorationsOf));
      },
    },
    props: { decorations: (state) => marksKey.getState(state) },
  });
}

function decorationsOf({ id, name, colour, anchor, head }: Mark): Decoration[] {
  const from = Math.min(anchor, head);
  const to = Math.max(anchor, head);
  const caret = Decoration.widget(head, () => caretOf(name, colour), {
    key: `fellow-${id}-${name}`,
    side: 10,
    ignoreSelection: true,
  });
  if (from === to) return [caret];
  return [Decoration.inline(from, to, { class: "ed-fellow-range", "data-colour": String(colour) }), caret];
}
