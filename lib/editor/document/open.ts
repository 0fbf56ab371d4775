/** Opening a source as a document. */
import type { Node as ProseNode, Schema } from "@tiptap/pm/model";
import { type Reading, read } from "#lib/core/text/index.ts";
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
  /** The tree it was read from, to be read again where it was edited. */
  reading: Reading;
}

/**
 * Open a chapter as a ProseMirror document. Never throws: what is not understood is an island that holds its
 * source. `schema` is the editor's own when it has one (`buildSchema` and Tiptap build equal ones).
 */
export function openDocument(source: string, schema: Schema = documentSchema): OpenDocument {
  const reading = read(source);
  const eol = source.includes("\r\n") ? "\r\n" : "\n";
  const lead = source === "" || /[\r\n]$/u.test(source) || source === "\ufeff" ? "" : `${eol}${eol}`;
  const hollow = { at: source.length, lead, tail: source === "" ? eol : "" };
  return opened(reading, schema, hollow);
}

/** Open what a cell of a grid table holds, with the labels links may refer to. */
export function openCell(text: string, schema: Schema, labels: ReadonlySet<string>): OpenDocument {
  return opened(read(text, labels), schema, { at: 0, lead: "", tail: "" });
}

function opened(
  reading: Reading,
  schema: Schema,
  { at, ...hollow }: { at: number; lead: string; tail: string },
): OpenDocument {
  const { source } = reading;
  const reader = readerOf(source, schema, reading.definitions);
  const children = reader.blocks(reading.tree.children, "", at, hollow);
  const doc = schema.node(
    "doc",
    null,
    children.map((child) => child.node),
  );
  const origin: Origin = {
    node: doc,
    tree: null,
    start: 0,
    end: source.length,
    prefix: "",
    inner: "",
    children,
    text: null,
  };
  return { source, doc, origin, reading };
}

/** What reads inline constructs of a source. */
export function inlineOf(source: string, schema: Schema): Inline {
  return new Inline(schema, source, markConstructs, atomConstructs);
}

/** Cells that were opened before, by their text. */
export type KnownCells = Map<string, OpenDocument>;

/** What reads blocks of a source, with the labels links may refer to. */
export function readerOf(
  source: string,
  schema: Schema,
  labels: ReadonlySet<string>,
  known?: KnownCells,
): DocumentReader {
  const open = (text: string): OpenDocument => {
    const cell = known?.get(text) ?? openCell(text, schema, labels);
    known?.set(text, cell);
    return cell;
  };
  return new DocumentReader(schema, source, inlineOf(source, schema), blockConstructs, open);
}
