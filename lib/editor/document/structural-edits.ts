/** Edits that change more than words, as an editor makes them: for measuring what each costs and what it leaves alone. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import { withAttribute } from "../nodes/attribute-source.ts";
import { sameMeaning } from "./meaning.ts";
import { type OpenDocument, openDocument } from "./open.ts";
import {
  type Found,
  inside,
  type Maker,
  pick,
  type Random,
  type StructuralEdit,
  within,
} from "./structural-places.ts";
import { tableMakers } from "./table-edits.ts";
import { writeEdits } from "./write.ts";

export type { StructuralEdit } from "./structural-places.ts";

const sentence = "A sentence that is new, with a word in it.";

function newParagraph(doc: ProseNode, random: Random): ProseNode {
  const { schema } = doc.type;
  const marks = [schema.mark(random() < 0.5 ? "emphasis" : "strong")];
  return schema.node("paragraph", null, [
    schema.text("A paragraph from elsewhere, with "),
    schema.text("some words", marks),
    schema.text(" in it & a - b * c."),
  ]);
}

/** Words of running text that are not code, as ranges of the document. */
function wordRanges({ node, pos }: Found): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  node.forEach((child, offset) => {
    if (!child.isText || child.marks.some((mark) => mark.type.spec.code || mark.type.name === "code")) return;
    for (const match of (child.text ?? "").matchAll(/\p{L}{3,}/gu)) {
      const from = pos + 1 + offset + match.index;
      ranges.push({ from, to: from + match[0].length });
    }
  });
  return ranges;
}

const isRich = ({ node }: Found): boolean => node.isTextblock && !node.type.spec.code;
const isParagraph = ({ node }: Found): boolean => node.type.name === "paragraph" && node.content.size > 0;

const makers: Record<string, Maker> = {
  "bold a word"(found, random) {
    const block = pick(found.filter(isRich), random);
    const range = block && pick(wordRanges(block), random);
    if (!block || !range) return null;
    return {
      construct: within(block),
      touched: inside(block),
      make: (tr) => void tr.addMark(range.from, range.to, tr.doc.type.schema.mark("strong")),
    };
  },
  "add a list item"(found, random) {
    const item = pick(
      found.filter(({ node }) => node.type.name === "listItem"),
      random,
    );
    if (!item) return null;
    return {
      construct: within(item),
      touched: inside(item),
      make(tr) {
        const { schema } = tr.doc.type;
        const text = schema.node("paragraph", null, schema.text(sentence));
        tr.insert(item.pos + item.node.nodeSize, schema.node("listItem", null, text));
      },
    };
  },
  ...tableMakers,
  "change a callout's title"(found, random) {
    const callout = pick(
      found.filter(
        ({ node }) => node.type.name === "div" && String(node.attrs.attributes).includes(".callout-"),
      ),
      random,
    );
    if (!callout) return null;
    const attributes = withAttribute(callout.node.attrs.attributes, "title", 'Another "title"');
    return {
      construct: within(callout),
      touched: inside(callout),
      make: (tr) => void tr.setNodeMarkup(callout.pos, null, { ...callout.node.attrs, attributes }),
    };
  },
  "split a paragraph"(found, random) {
    const block = pick(found.filter(isParagraph), random);
    const range = block && pick(wordRanges(block), random);
    if (!block || !range) return null;
    const at = random() < 0.5 ? range.from : range.to;
    return {
      construct: within(block),
      touched: inside(block),
      make: (tr) => void tr.split(at),
    };
  },
  "split a list item"(found, random) {
    const first = (each: Found): boolean =>
      isParagraph(each) && each.parent.type.name === "listItem" && each.index === 0;
    const block = pick(found.filter(first), random);
    const range = block && pick(wordRanges(block), random);
    if (!block || !range) return null;
    return {
      construct: within(block),
      touched: inside(block),
      make: (tr) => void tr.split(range.from, 2),
    };
  },
  "join two paragraphs"(found, random) {
    const joins = found.filter(
      (each) =>
        isParagraph(each) &&
        each.parent.maybeChild(each.index + 1)?.type.name === "paragraph" &&
        (each.parent.child(each.index + 1).content.size ?? 0) > 0,
    );
    const block = pick(joins, random);
    if (!block) return null;
    const { top } = block;
    return {
      construct: within(block),
      touched: [{ from: top, to: block.parent.type.name === "doc" ? top + 2 : top + 1 }],
      make: (tr) => void tr.join(block.pos + block.node.nodeSize),
    };
  },
  "move a block"(found, random) {
    const tops = found.filter(
      ({ parent, node }) => parent.type.name === "doc" && node.type.name !== "frontMatter",
    );
    const block = pick(tops, random);
    const goal = pick(tops, random);
    if (!block || !goal || goal.top === block.top) return null;
    return {
      construct: within(block),
      touched: [
        { from: block.top, to: block.top + 1 },
        { from: goal.top + 1, to: goal.top + 1 },
      ].sort((a, b) => a.from - b.from),
      make(tr) {
        tr.delete(block.pos, block.pos + block.node.nodeSize);
        tr.insert(tr.mapping.map(goal.pos + goal.node.nodeSize, -1), block.node);
      },
    };
  },
  "paste a paragraph"(found, random, opened) {
    const holds = ({ parent, node }: Found): boolean =>
      node.isBlock &&
      node.type.name !== "frontMatter" &&
      ["doc", "div", "listItem", "blockquote", "footnoteDefinition", "definitionDescription"].includes(
        parent.type.name,
      );
    const block = pick(found.filter(holds), random);
    if (!block) return null;
    const top = block.parent.type.name === "doc";
    const paragraph = newParagraph(opened.doc, random);
    return {
      construct: `after ${within(block)}`,
      touched: top ? [{ from: block.top + 1, to: block.top + 1 }] : inside(block),
      make: (tr) => void tr.insert(block.pos + block.node.nodeSize, paragraph),
    };
  },
};

/** What is done, by name. */
export const structuralKinds: readonly string[] = Object.keys(makers);

/** Every node of an opened document that an edit may be about. */
function nodesOf(opened: OpenDocument): Found[] {
  const found: Found[] = [];
  let top = -1;
  opened.doc.descendants((node, pos, parent, index) => {
    if (parent?.type.name === "doc") top = index;
    if (parent && node.isBlock) found.push({ node, pos, parent, index, top });
    return !node.isTextblock;
  });
  return found;
}

const known = new WeakMap<OpenDocument, Found[]>();

/** An edit of one kind at a place taken at random (`random` gives numbers from 0 to 1); null where there is none. */
export function structuralEdit(
  opened: OpenDocument,
  kind: string,
  random: () => number,
): StructuralEdit | null {
  const found = known.get(opened) ?? nodesOf(opened);
  known.set(opened, found);
  const made = makers[kind]?.(found, random, opened) ?? null;
  return made && { kind, ...made };
}

/** What an edit did that it should not have done, in words; null when it did what was meant and nothing else. */
export function structuralFault(opened: OpenDocument, edit: StructuralEdit): string | null {
  const transform = new Transform(opened.doc);
  edit.make(transform);
  const written = writeEdits(opened, transform.doc);
  if (!sameMeaning(transform.doc.children, openDocument(written.source).doc.children))
    return "reads back as something else";
  if (written.doubts.length > 0) return "is doubted though it reads back";
  return leavesTheRest(opened, edit, written.source) ? null : "changes lines of other blocks";
}

/** Whether the blocks before, between and behind what was touched keep every byte. */
function leavesTheRest(opened: OpenDocument, edit: StructuralEdit, written: string): boolean {
  const tops = opened.origin.children;
  let rest = written;
  let from = 0;
  for (const { from: first, to } of edit.touched) {
    const kept = opened.source.slice(
      from === 0 ? 0 : (tops[from]?.start ?? opened.source.length),
      tops[first - 1]?.end ?? 0,
    );
    const at = from === 0 ? (rest.startsWith(kept) ? 0 : -1) : rest.indexOf(kept);
    if (at === -1) return false;
    rest = rest.slice(at + kept.length);
    from = to;
  }
  return rest.endsWith(opened.source.slice(tops[from]?.start ?? opened.source.length));
}
