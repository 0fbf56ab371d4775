/** The document's constructs as Tiptap extensions: same specs, same names, with their views. */
import { Extension, type Extensions, Mark, Node, type NodeViewRenderer } from "@tiptap/core";
import type { AttributeSpec, DOMOutputSpec, MarkSpec, NodeSpec } from "@tiptap/pm/model";
import { markConstructs } from "../marks/index.ts";
import { atomConstructs, blockConstructs } from "../nodes/index.ts";
import { announcePlugin } from "./announce.ts";
import { atomView } from "./atom-view.ts";
import { blockKeys } from "./blocks/block-keys.ts";
import { divView } from "./div-view.ts";
import { editingKeys } from "./editing-keys.ts";
import { figureView } from "./figure-view.ts";
import { findPlugin } from "./find/plugin.ts";
import { firstLetterPlugin } from "./first-letter.ts";
import { footnoteView } from "./footnote-view.ts";
import { imageDrop } from "./image-drop.ts";
import { insertMenu } from "./insert-menu/plugin.ts";
import { listItemView } from "./list-item-view.ts";
import { visualPaste } from "./paste/visual-paste.ts";
import { sourceBlockView } from "./source-block-view.ts";
import { typingRules } from "./typing-rules.ts";
import type { ViewOptions } from "./view-options.ts";

/** Every extension of the visual editor. */
export function createExtensions(options: ViewOptions): Extensions {
  const views: Record<string, NodeViewRenderer> = {
    div: divView(options),
    figure: figureView(options),
    footnoteDefinition: footnoteView(),
    listItem: listItemView(options),
    island: sourceBlockView(options),
    codeBlock: sourceBlockView(options),
    mathBlock: sourceBlockView(options),
    rawBlock: sourceBlockView(options),
    frontMatter: sourceBlockView(options),
  };
  const first = blockConstructs.filter((each) => each.name === "paragraph");
  const blocks = [...first, ...blockConstructs.filter((each) => each.name !== "paragraph")].map((each) =>
    toNode(each.name, each.spec, views[each.name]),
  );
  const atoms = atomConstructs.map((each) =>
    toNode(each.name, each.spec, each.name === "hardBreak" ? undefined : atomView(options)),
  );
  const marks = markConstructs.map((each) => toMark(each.name, each.spec));
  const doc = Node.create({ name: "doc", topNode: true, content: "block+" });
  const text = Node.create({ name: "text", group: "inline" });
  const tools = options.readOnly ? [] : [blockKeys, insertMenu(options.ask), imageDrop(options.ask)];
  const rest = [specsAsTheyAre, editingKeys(options), typingRules, plugins, pasting(options), ...tools];
  return [doc, ...blocks, text, ...atoms, ...marks, ...rest];
}

const plugins = Extension.create({
  name: "plugins",
  addProseMirrorPlugins: () => [findPlugin(), announcePlugin(), firstLetterPlugin()],
});

const pasting = ({ tell }: ViewOptions) =>
  Extension.create({ name: "pasting", addProseMirrorPlugins: () => [visualPaste(tell)] });

/** What Tiptap does not pass on by itself. */
const specsAsTheyAre = Extension.create({
  name: "specsAsTheyAre",
  extendNodeSchema(extension: { name: string }) {
    const spec = [...blockConstructs, ...atomConstructs].find((each) => each.name === extension.name)?.spec;
    const kept: Record<string, unknown> = {};
    for (const key of ["tableRole", "leafText", "linebreakReplacement"])
      if (spec && key in spec) kept[key] = spec[key];
    return kept;
  },
});

function attributes(attrs: Record<string, AttributeSpec> | undefined) {
  return Object.fromEntries(
    Object.entries(attrs ?? {}).map(([name, spec]) => [name, { default: spec.default, rendered: false }]),
  );
}

function toNode(name: string, spec: NodeSpec, view?: NodeViewRenderer) {
  return Node.create({
    name,
    ...(spec.group ? { group: spec.group } : {}),
    ...(spec.content ? { content: spec.content } : {}),
    ...(spec.marks === undefined ? {} : { marks: spec.marks }),
    inline: spec.inline ?? false,
    atom: spec.atom ?? false,
    code: spec.code ?? false,
    defining: spec.defining ?? false,
    isolating: spec.isolating ?? false,
    selectable: spec.selectable ?? true,
    draggable: spec.draggable ?? false,
    addAttributes: () => attributes(spec.attrs),
    parseHTML: () => spec.parseDOM as never,
    renderHTML: ({ node }) => (spec.toDOM?.(node) ?? ["span"]) as never as DOMOutputSpec as never,
    ...(view ? { addNodeView: () => view } : {}),
  });
}

function toMark(name: string, spec: MarkSpec) {
  return Mark.create({
    name,
    ...(spec.excludes === undefined ? {} : { excludes: spec.excludes }),
    ...(spec.inclusive === undefined ? {} : { inclusive: spec.inclusive }),
    code: spec.code ?? false,
    addAttributes: () => attributes(spec.attrs),
    parseHTML: () => spec.parseDOM as never,
    renderHTML: ({ mark }) => (spec.toDOM?.(mark, true) ?? ["span", 0]) as never as DOMOutputSpec as never,
  });
}
