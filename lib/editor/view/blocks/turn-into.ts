/** Making another kind of block of the same words. */
import { closeHistory } from "@tiptap/pm/history";
import { Fragment, type NodeRange, type Node as ProseNode, type Schema } from "@tiptap/pm/model";
import { type EditorState, Selection, type Transaction } from "@tiptap/pm/state";
import { announce } from "../announce.ts";
import { blocksOf, selectedBlocks } from "./block-range.ts";

/** A kind of block that others can become. */
interface Kind {
  id: string;
  title: string;
  /** The blocks made of those there are; null when these cannot become it. */
  make(blocks: readonly ProseNode[], schema: Schema): readonly ProseNode[] | null;
}

const heading = (level: number): Kind => ({
  id: `heading-${level}`,
  title: `Heading ${level}`,
  make: (blocks, { nodes }) =>
    texts(blocks)?.map((block, index) => {
      const old = blocks.length === 1 || blocks.every((each) => each.isTextblock) ? blocks[index] : undefined;
      const attributes = old?.type.name === "heading" ? old.attrs.attributes : null;
      return nodes.heading?.create({ level, attributes }, block.content) ?? block;
    }) ?? null,
});

const list = (id: string, title: string, type: string): Kind => ({
  id,
  title,
  make(blocks, { nodes }) {
    const inside = opened(blocks);
    const items = inside.map((block) => nodes.listItem?.createChecked(null, plain(block)));
    const made = nodes[type]?.create(
      null,
      items.filter((item) => item !== undefined),
    );
    return made && inside.every((block) => block.type.name !== "frontMatter") ? [made] : null;
  },
});

const box = (id: string, title: string, type: string, attrs: Record<string, unknown> | null): Kind => ({
  id,
  title,
  make(blocks, { nodes }) {
    if (blocks.some((block) => ["footnoteDefinition", "frontMatter"].includes(block.type.name))) return null;
    const inside = blocks.flatMap((block) => (isBox(block) ? [...block.children] : [block]));
    const made = nodes[type]?.createChecked(attrs, inside);
    return made ? [made] : null;
  },
});

export const kinds: readonly Kind[] = [
  { id: "text", title: "Text", make: (blocks) => texts(blocks)?.map(plain) ?? null },
  ...[2, 3, 4].map(heading),
  list("bullet-list", "List", "bulletList"),
  list("ordered-list", "Numbered list", "orderedList"),
  box("quote", "Quotation", "blockquote", null),
  box("callout", "Callout", "div", { attributes: "{.callout-note}" }),
  {
    id: "code",
    title: "Code",
    // What stands for a source in the words is written as that source.
    make: (blocks, schema) => {
      const text = texts(blocks)
        ?.map((block) => block.textContent)
        .join("\n");
      return text === undefined || !schema.nodes.codeBlock
        ? null
        : [schema.nodes.codeBlock.create(null, text === "" ? null : schema.text(text))];
    },
  },
];

/** What the selected blocks can become. */
export function kindsFor(state: EditorState): readonly Kind[] {
  return kinds.filter((kind) => turnInto(state, kind.id) !== null);
}

/** Turn the selected blocks, or the whole list they are in, into another kind. Null when they are it or cannot be. */
export function turnInto(state: EditorState, id: string): Transaction | null {
  const range = wholeLists(state);
  const kind = kinds.find((each) => each.id === id);
  if (!range || !kind) return null;
  const blocks = blocksOf(range);
  const made = kind.make(blocks, state.schema);
  if (
    !made ||
    made.length === 0 ||
    Fragment.from(made as ProseNode[]).eq(Fragment.from(blocks as ProseNode[]))
  )
    return null;
  const { parent, startIndex, endIndex, start, end } = range;
  const content = Fragment.from(made as ProseNode[]);
  if (!parent.canReplace(startIndex, endIndex, content)) return null;
  const tr = closeHistory(state.tr).replaceWith(start, end, content);
  // The cursor stays at its words, wherever these are now.
  const words = state.selection.from - start;
  const at = Math.max(start, Math.min(start + content.size, start + words));
  tr.setSelection(Selection.near(tr.doc.resolve(at)));
  return announce(tr, `Turned into ${kind.title}`);
}

/** The selected blocks; where these are items, the list of them. */
function wholeLists(state: EditorState): NodeRange | null {
  const range = selectedBlocks(state);
  if (!range || !isList(range.parent)) return range;
  const { doc } = state;
  const $list = doc.resolve(range.$from.before(range.depth));
  return $list.blockRange(doc.resolve(range.$from.after(range.depth)));
}

function isList(node: ProseNode): boolean {
  return node.type.name === "bulletList" || node.type.name === "orderedList";
}

function isBox(node: ProseNode): boolean {
  return node.type.name === "blockquote" || node.type.name === "div";
}

/** Blocks, with what is in lists and boxes instead of these. */
function opened(blocks: readonly ProseNode[]): ProseNode[] {
  return blocks.flatMap((block) => {
    if (isList(block)) return block.children.flatMap((item) => [...item.children]);
    return isBox(block) ? [...block.children] : [block];
  });
}

/** The same as running text, one block for each; null when there is more to them than words. */
function texts(blocks: readonly ProseNode[]): ProseNode[] | null {
  const inside = opened(blocks).map(plain);
  return inside.every((block) => block.type.name === "paragraph" || block.type.name === "heading")
    ? inside
    : null;
}

/** A heading or a block of code as a paragraph; others as they are. */
function plain(block: ProseNode): ProseNode {
  const { schema, name } = block.type;
  const { paragraph } = schema.nodes;
  if (!paragraph) return block;
  if (name === "heading") return paragraph.create(null, block.content);
  if (name !== "codeBlock") return block;
  const words = block.textContent.replace(/\s*\n\s*/gu, " ").trim();
  return paragraph.create(null, words === "" ? null : schema.text(words));
}
