import { Extension, type Extensions, Mark, Node } from "@tiptap/core";
import { history, redo, undo } from "@tiptap/pm/history";
import { keymap } from "@tiptap/pm/keymap";
import { markDefinitions, type NodeDefinition, nodeDefinitions } from "../chapter/index.ts";
import { divView } from "./div-view.ts";
import { islandView } from "./island-view.ts";
import { pieceView } from "./piece-view.ts";

/** What views need of the page around them. */
export interface ViewOptions {
  /** Draw a passage as it would look in the book; null when it cannot be drawn now. */
  draw(source: string): Promise<string | null>;
  readOnly: boolean;
}

/** How pasted HTML is understood; all else becomes its text. */
const pasted: Record<string, { tag: string; attrs?: Record<string, unknown> }[]> = {
  paragraph: [{ tag: "p" }],
  heading: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(2, level) } })),
  blockquote: [{ tag: "blockquote" }],
  bulletList: [{ tag: "ul" }],
  orderedList: [{ tag: "ol" }],
  listItem: [{ tag: "li" }],
  strong: [{ tag: "strong" }, { tag: "b" }],
  emphasis: [{ tag: "em" }, { tag: "i" }],
  code: [{ tag: "code" }],
};

/** The editor's constructs for Tiptap: the same schema as `createSchema`, with views and keys. */
export function createExtensions(options: ViewOptions): Extensions {
  const nodes = nodeDefinitions.map((definition) => toNode(definition, options));
  const marks = markDefinitions.map(({ name, tag, open, close }) =>
    Mark.create({
      name,
      addAttributes: () => ({
        open: { default: open, rendered: false },
        close: { default: close, rendered: false },
      }),
      parseHTML: () => pasted[name] ?? [],
      renderHTML: () => [tag, { class: `ed-${name}` }, 0],
    }),
  );
  return [...nodes, ...marks, editingKeys];
}

function toNode(definition: NodeDefinition, options: ViewOptions) {
  const { name, attributes = {}, tag } = definition;
  const views: Record<string, () => ReturnType<typeof pieceView>> = {
    piece: () => pieceView(options),
    island: () => islandView(options),
    div: () => divView(options),
  };
  const view = views[name];
  return Node.create({
    name,
    ...(name === "doc" ? { topNode: true } : {}),
    ...(definition.group ? { group: definition.group } : {}),
    ...(definition.content ? { content: definition.content } : {}),
    ...(definition.marks === undefined ? {} : { marks: definition.marks }),
    inline: definition.inline ?? false,
    atom: definition.atom ?? false,
    code: definition.code ?? false,
    defining: definition.defining ?? false,
    isolating: definition.isolating ?? false,
    ...(name === "doc" || name === "text"
      ? {}
      : {
          addAttributes: () =>
            Object.fromEntries(
              Object.entries(attributes).map(([key, value]) => [key, { default: value, rendered: false }]),
            ),
          parseHTML: () => pasted[name] ?? [],
          renderHTML: ({ node }: { node: { attrs: Record<string, unknown> } }) => {
            const [element, className] = tag(node.attrs);
            return definition.atom
              ? [element, { class: className }, String(node.attrs.source ?? "")]
              : [element, { class: className }, 0];
          },
        }),
    ...(view ? { addNodeView: view } : {}),
  });
}

const editingKeys = Extension.create({
  name: "editingKeys",
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem("listItem"),
      Tab: () => this.editor.commands.sinkListItem("listItem"),
      "Shift-Tab": () => this.editor.commands.liftListItem("listItem"),
      "Mod-b": () => this.editor.commands.toggleMark("strong"),
      "Mod-i": () => this.editor.commands.toggleMark("emphasis"),
      "Mod-e": () => this.editor.commands.toggleMark("code"),
    };
  },
  addProseMirrorPlugins() {
    return [history(), keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo })];
  },
});
