import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Node as PmNode } from "@tiptap/pm/model";
import { EditorState } from "@tiptap/pm/state";
import { createSchema, type OpenDocument, openDocument, writeDocument } from "#lib/editor/chapter/index.ts";
import { markdownFiles } from "./markdown-files.ts";

/** A word that can be replaced: its place in the document and in the source. */
interface Place {
  kind: string;
  from: number;
  to: number;
  start: number;
  end: number;
}

/**
 * Replace single words, spread over every kind of block in turn, each as one ProseMirror transaction on the opened
 * document, and compare with the same word replaced in the source. Inexact ones are explained on standard error.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      edits: { type: "string", default: "20" },
      seed: { type: "string", default: "1" },
      json: { type: "boolean" },
    },
  });
  const files = await markdownFiles(positionals);
  const schema = createSchema();
  const random = seeded(Number(values.seed));
  const kinds: Record<string, { edits: number; exact: number }> = {};
  for (const file of files) {
    const source = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readFile(file));
    const opened = openDocument(source, schema);
    const state = EditorState.create({ doc: opened.doc });
    for (const place of choose(placesOf(opened), Number(values.edits), random)) {
      const word = `word${Math.floor(random() * 1e6)}`;
      const { doc } = state.tr.insertText(word, place.from, place.to);
      const written = writeDocument(opened, doc);
      const expected = source.slice(0, place.start) + word + source.slice(place.end);
      kinds[place.kind] ??= { edits: 0, exact: 0 };
      const count = kinds[place.kind]!;
      count.edits++;
      if (written === expected) count.exact++;
      else process.stderr.write(`${file}:${place.start}: ${place.kind}: ${difference(written, expected)}\n`);
    }
  }
  const edits = Object.values(kinds).reduce((sum, kind) => sum + kind.edits, 0);
  const exact = Object.values(kinds).reduce((sum, kind) => sum + kind.exact, 0);
  if (values.json) process.stdout.write(`${JSON.stringify({ files: files.length, edits, exact, kinds })}\n`);
  else {
    for (const [kind, count] of Object.entries(kinds))
      process.stdout.write(`${kind}: ${count.exact} of ${count.edits}\n`);
    process.stdout.write(`${edits} edits, ${exact} exact\n`);
  }
  return exact === edits ? 0 : 1;
}

/** Every word of the document that stands in the source letter by letter. */
function placesOf(opened: OpenDocument): Place[] {
  const places: Place[] = [];
  const visit = (node: PmNode, pos: number, above: string) => {
    const origin = opened.origins[(node.attrs.at as number | null) ?? -1];
    const kind = node.type.name === "paragraph" && above !== "doc" ? `paragraph in ${above}` : node.type.name;
    if (origin?.inline) {
      let at = pos + 1;
      const letters = origin.inline.segments.map((segment) => {
        const from = at;
        at += segment.piece ? 1 : segment.value.length;
        return { ...segment, from_: from, to_: at };
      });
      for (let first = 0; first < letters.length; first++) {
        const letter = letters[first]!;
        if (
          letter.piece ||
          !/\p{L}/u.test(letter.value) ||
          (first > 0 && /[\p{L}\p{N}]/u.test(letters[first - 1]!.value))
        )
          continue;
        let last = first;
        while (
          last + 1 < letters.length &&
          !letters[last + 1]!.piece &&
          /[\p{L}\p{N}]/u.test(letters[last + 1]!.value) &&
          letters[last + 1]!.from === letters[last]!.to
        )
          last++;
        const end = letters[last]!;
        const inMark = letter.marks.at(-1)?.name;
        if (
          opened.source.slice(letter.from, end.to) !==
          letters
            .slice(first, last + 1)
            .map((each) => each.value)
            .join("")
        )
          continue;
        places.push({
          kind: inMark ? `${inMark} in ${kind}` : kind,
          from: letter.from_,
          to: end.to_,
          start: letter.from,
          end: end.to,
        });
        first = last;
      }
      return;
    }
    if (origin?.code) {
      for (const match of node.textContent.matchAll(/\p{L}+/gu)) {
        places.push({
          kind,
          from: pos + 1 + match.index,
          to: pos + 1 + match.index + match[0].length,
          start: origin.code.start + match.index,
          end: origin.code.start + match.index + match[0].length,
        });
      }
      return;
    }
    node.forEach((child, offset) => {
      visit(child, pos + offset + (node.type.name === "doc" ? 0 : 1), node.type.name);
    });
  };
  visit(opened.doc, 0, "");
  return places;
}

/** `count` places, taking the kinds in turn. */
function choose(places: Place[], count: number, random: () => number): Place[] {
  const byKind = new Map<string, Place[]>();
  for (const place of places) {
    const group = byKind.get(place.kind);
    if (group) group.push(place);
    else byKind.set(place.kind, [place]);
  }
  const groups = [...byKind.values()];
  const chosen: Place[] = [];
  for (let turn = 0; groups.length > 0 && chosen.length < count; turn++) {
    const group = groups[turn % groups.length]!;
    chosen.push(group[Math.floor(random() * group.length)]!);
  }
  return chosen;
}

/** Where two texts begin to differ. */
function difference(written: string, expected: string): string {
  let at = 0;
  while (at < written.length && written[at] === expected[at]) at++;
  return `${JSON.stringify(written.slice(Math.max(0, at - 30), at + 40))} instead of ${JSON.stringify(expected.slice(Math.max(0, at - 30), at + 40))}`;
}

/** mulberry32: the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
