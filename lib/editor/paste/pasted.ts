/** What came out of a clipboard, ready for either editor. */
import { Fragment, type Node as ProseNode, type Schema, Slice } from "@tiptap/pm/model";
import { documentSchema, openDocument, writeDocument } from "../document/index.ts";
import { takeNotes } from "./footnotes.ts";
import { cleanGoogleDocs, isGoogleDocs } from "./google-docs.ts";
import { type HtmlElement, textOf } from "./html.ts";
import { isLatex, latexToMarkdown } from "./latex.ts";
import { isMarkdown, markdownBlocks, proseBlocks } from "./plain-text.ts";
import { stylesAsElements } from "./styles.ts";
import { BlockReader } from "./to-blocks.ts";
import { cleanWeb } from "./web.ts";
import { cleanWord, isWord } from "./word.ts";

export interface Pasted {
  blocks: ProseNode[];
  /** What the person should know, as sentences. */
  notes: string[];
}

/** HTML of any program. `html` is as it came, to tell who made it; `taken` are labels of notes already there. */
export function fromHtml(
  html: string,
  tree: HtmlElement,
  schema: Schema,
  taken: ReadonlySet<string>,
): Pasted {
  const own = isWord(html) ? cleanWord(tree) : isGoogleDocs(html) ? cleanGoogleDocs(tree) : tree;
  const cleaned = cleanWeb(own);
  const { tree: text, notes: footnotes } = takeNotes(
    { ...cleaned, children: stylesAsElements(cleaned) },
    taken,
  );
  if (textOf(text).length > longest) return nothing;
  const reader = new BlockReader(schema);
  const blocks = reader.blocks(text.children);
  for (const { label, content } of footnotes) {
    const inside = reader.blocks(content.children);
    const words = inside.length > 0 ? inside : [schema.node("paragraph")];
    blocks.push(schema.node("footnoteDefinition", { label }, words));
  }
  const { images } = reader;
  const left =
    images === 0
      ? []
      : [
          images === 1
            ? "One picture was left out. Put it in with Figure."
            : `${images} pictures were left out. Put them in with Figure.`,
        ];
  return { blocks, notes: left };
}

/** More characters than this are longer than any chapter, and would hold the editor up. */
export const longest = 1_000_000;
/** What a person is told of them. */
export const tooLong = "This is too long to be pasted at once. Nothing was pasted; please paste it in parts.";
const nothing: Pasted = { blocks: [], notes: [tooLong] };

/** Plain text: LaTeX and Markdown as what they say, prose as prose. */
export function fromText(text: string, schema: Schema): Pasted {
  if (text.length > longest) return nothing;
  if (isLatex(text))
    return {
      blocks: markdownBlocks(latexToMarkdown(text), schema),
      notes: ["LaTeX was turned into the book’s own markup. Please look it over."],
    };
  return { blocks: isMarkdown(text) ? markdownBlocks(text, schema) : proseBlocks(text, schema), notes: [] };
}

/** The words alone. */
export function fromPlainText(text: string, schema: Schema): Pasted {
  if (text.length > longest) return nothing;
  return { blocks: proseBlocks(text, schema), notes: [] };
}

/** For the visual editor: paragraphs at the ends join the text around. */
export function sliceOf({ blocks }: Pasted): Slice {
  const content = Fragment.from(blocks);
  const open = (node: ProseNode | null): number => (node?.type.name === "paragraph" ? 1 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}

/** For the source editor: written as new text of the book is. */
export function sourceOf({ blocks }: Pasted): string {
  if (blocks.length === 0) return "";
  return writeDocument(openDocument(""), documentSchema.node("doc", null, blocks)).replace(/\n+$/u, "");
}
