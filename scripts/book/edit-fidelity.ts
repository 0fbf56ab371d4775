import { parseArgs } from "node:util";
import { EditorState } from "@tiptap/pm/state";
import {
  inexact as expectedInstead,
  openDocument,
  sameMeaning,
  type WordPlace,
  wordPlaces,
  writeEdits,
} from "#lib/editor/document/index.ts";
import { readSources } from "./read-sources.ts";
import { seeded } from "./seeded.ts";

/** Words put in: shorter, longer, not ASCII, with a digit. */
const replacements = ["misprint", "x", "Überraschung", "h2o"];

interface Count {
  edits: number;
  exact: number;
}

/**
 * Replace single words, taking every kind of construct of a file in turn, each word as one ProseMirror transaction on
 * the opened document. What is written is compared with the source in which the same word was replaced as plain text (in grid tables, see `inexact`).
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
  const wanted = Number(values.edits);
  const seed = Number(values.seed);
  if (positionals.length === 0 || !Number.isInteger(wanted) || wanted < 1 || !Number.isInteger(seed)) {
    process.stderr.write("edit-fidelity <files or folders…> [--edits K] [--seed S] [--json]\n");
    return 1;
  }
  const sources = await readSources(positionals);
  if (!sources) return 1;
  const random = seeded(seed);
  const kinds = new Map<string, Count>();
  const inexact: { path: string; line: number; kind: string; difference: string }[] = [];
  for (const { path, source } of sources) {
    if (source === null) continue;
    const opened = openDocument(source);
    const state = EditorState.create({ doc: opened.doc });
    for (const place of choose(wordPlaces(opened), wanted, random)) {
      const word = replacements[Math.floor(random() * replacements.length)] ?? "x";
      const { tr } = state;
      place.replace(tr, word);
      const written = writeEdits(opened, tr.doc).source;
      const expected = expectedInstead(opened, place, word, written);
      const count = kinds.get(place.kind) ?? { edits: 0, exact: 0 };
      kinds.set(place.kind, count);
      count.edits++;
      if (expected === null) count.exact++;
      else {
        const line = source.slice(0, place.start).split("\n").length;
        // A word can make something else of its line, such as `x.` at its start; then another way to write it is right.
        const plain = sameMeaning(openDocument(expected).doc.children, tr.doc.children);
        const why = plain ? "" : " (replaced as plain text it would read as something else)";
        inexact.push({ path, line, kind: place.kind, difference: difference(written, expected) + why });
      }
    }
  }
  for (const each of inexact)
    process.stderr.write(`${each.path}:${each.line}: ${each.kind}: ${each.difference}\n`);
  const counts = [...kinds.values()];
  const edits = counts.reduce((sum, count) => sum + count.edits, 0);
  const exact = counts.reduce((sum, count) => sum + count.exact, 0);
  if (values.json) {
    const byKind = Object.fromEntries([...kinds].sort(([a], [b]) => (a < b ? -1 : 1)));
    process.stdout.write(
      `${JSON.stringify({ files: sources.length, edits, exact, kinds: byKind, inexact })}\n`,
    );
  } else {
    const rows = [...kinds].sort(([, a], [, b]) => b.edits - a.edits);
    for (const [kind, count] of rows) process.stdout.write(`${kind}: ${count.exact} of ${count.edits}\n`);
    process.stdout.write(`${edits} edits, ${exact} exact\n`);
  }
  return exact === edits ? 0 : 1;
}

/** `count` words, the kinds of construct in turn; no word twice while a kind has others. */
function choose(places: readonly WordPlace[], count: number, random: () => number): WordPlace[] {
  const byKind = new Map<string, WordPlace[]>();
  for (const place of places) {
    const group = byKind.get(place.kind);
    if (group) group.push(place);
    else byKind.set(place.kind, [place]);
  }
  let groups = [...byKind.values()];
  const chosen: WordPlace[] = [];
  while (groups.length > 0 && chosen.length < count) {
    for (const group of groups) {
      if (chosen.length >= count) break;
      const [place] = group.splice(Math.floor(random() * group.length), 1);
      if (place) chosen.push(place);
    }
    groups = groups.filter((group) => group.length > 0);
  }
  return chosen;
}

/** Where two texts begin to differ. */
function difference(written: string, expected: string): string {
  let at = 0;
  while (at < written.length && written[at] === expected[at]) at++;
  const around = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 30), at + 40));
  return `${around(written)} instead of ${around(expected)}`;
}
