/** Opening a source as a document. */
import type { Node as ProseNode, Schema } from "@tiptap/pm/model";
import { parse } from "#lib/core/text/index.ts";
import { markConstructs } from "../marks/index.ts";
import { atomConstructs, blockConstructs } from "../nodes/index.ts";
import { Inline } from "./inline.ts";
import type { Origin } from "./origin.ts";
import { DocumentReader } from "./read.ts";
import { documentSchema } from "./schema.ts";

/** A document with what is needed to write it back. */
export interface OpenDocument {
  source: string;
  doc: ProseNode;
  origin: Origin;
}

/**
 * Open a chapter as a ProseMirror document. Never throws: what is not understood is an island that holds its
 * source. `schema` is the editor's own when it has one (`buildSchema` and Tiptap build equal ones).
 */
export function openDocument(source: string, schema: Schema = documentSchema): OpenDocument {
  const origin = readSource(source, schema);
  return { source, doc: origin.node, origin };
}

/** What reads inline constructs of a source. */
export function inlineOf(source: string, schema: Schema): Inline {
  return new Inline(schema, source, markConstructs, atomConstructs);
}

/** The whole source as a tree of origins; the root's node is the document. */
export function readSource(source: string, schema: Schema): Origin {
  const tree = parse(source);
  const reader = new DocumentReader(schema, source, inlineOf(source, schema), blockConstructs);
  const at = source.length;
  const eol = source.includes("\r\n") ? "\r\n" : "\n";
  const lead = source === "" || /[\r\n]$/u.test(source) || source === "\ufeff" ? "" : `${eol}${eol}`;
  const children = reader.blocks(tree.children, "", at, { lead, tail: source === "" ? eol : "" });
  const node = schema.node(
    "doc",
    null,
    children.map((child) => child.node),
  );
  return { node, tree: null, start: 0, end: source.length, prefix: "", inner: "", children, text: null };
}
