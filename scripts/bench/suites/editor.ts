import { spawn } from "node:child_process";
import { EditorState } from "@tiptap/pm/state";
import { documentSchema, openDocument, writeDocument } from "#lib/editor/index.ts";
import { root } from "../../bootstrap/runtime.mjs";
import { benchBook } from "../book.ts";
import { type CorpusFile, corpus } from "../corpus.ts";
import { median } from "../measure.ts";
import { type Row, row } from "../row.ts";
import { countStructuralEdits } from "../structure.ts";
import { typingInBrowser } from "../typing.ts";

/** Within this a keystroke is not felt. */
const keystroke = { bound: 5, good: "below" } as const;
const exactly = { bound: 100, good: "above" } as const;
const nearly = { bound: 99.9, good: "above" } as const;

/** What opening, typing and saving cost on the longest chapter, and whether books come back byte for byte. */
export async function run(): Promise<Row[]> {
  const files = await corpus();
  const structure = await countStructuralEdits(2_000, 20_261_124);
  const trip = await command(
    "roundtrip",
    files.map(({ path }) => path),
  );
  const chapters = (await benchBook()).chapters.map((chapter) => chapter.file);
  const words = await command("edit-fidelity", [...chapters, "--edits", "200", "--seed", "1"]);
  const percent = { target: nearly };
  return [
    ...(await typing(files)),
    ...(await typingInBrowser(await benchBook())),
    row(
      "editor",
      `files that come back byte for byte (of ${trip.files})`,
      share(trip.identical, trip.files),
      "%",
      { target: exactly },
    ),
    row(
      "editor",
      `words replaced that touch nothing else (of ${words.edits})`,
      share(words.exact, words.edits),
      "%",
      percent,
    ),
    row(
      "editor",
      `edits of structure that read back and touch nothing else (of ${structure.edits})`,
      share(structure.exact, structure.edits),
      "%",
      percent,
    ),
  ];
}

/** One keystroke in the longest file: as it was opened, and after a hundred other paragraphs were changed. */
async function typing(files: readonly CorpusFile[]): Promise<Row[]> {
  const { source } = files.reduce((most, each) => (each.source.length > most.source.length ? each : most));
  const size = `the longest chapter (${Math.round(Buffer.byteLength(source) / 1000)} kB)`;
  const opened = openDocument(source, documentSchema);
  const opening = await median(10, () => openDocument(source, documentSchema));
  const unchanged = await median(10, () => writeDocument(opened, opened.doc));
  const places: number[] = [];
  opened.doc.descendants((node, pos) => {
    if (node.type.name === "paragraph" && node.textContent.length > 40) places.push(pos + 20);
    return !node.isTextblock;
  });
  const middle = Math.floor(places.length / 2);
  const type = async (state: EditorState): Promise<number> => {
    let now = state;
    return await median(100, () => {
      // Each time one more letter, as somebody types.
      now = now.apply(now.tr.insertText("a", places[middle] ?? 1));
      return writeDocument(opened, now.doc);
    });
  };
  const state = EditorState.create({ doc: opened.doc });
  const others = state.tr;
  const apart = Math.max(1, Math.floor(places.length / 100));
  // From the last to the first, so that no place moves; the one typed at is left out.
  for (let at = places.length - 1; at >= 0; at -= apart)
    if (at > middle) others.insertText("b", places[at] ?? 1);
  return [
    row("editor", `open ${size}`, opening, "ms"),
    row("editor", `write ${size} unchanged`, unchanged, "ms"),
    row("editor", `read again and write ${size} after a keystroke`, await type(state), "ms", {
      target: keystroke,
    }),
    row(
      "editor",
      `the same after ${Math.floor((places.length - middle) / apart)} other paragraphs were changed`,
      await type(state.apply(others)),
      "ms",
      { target: keystroke },
    ),
  ];
}

function share(part = 0, whole = 0): number {
  return (100 * part) / whole;
}

/** The answer of one of the book commands, which exits with 1 when something differs. */
function command(name: string, args: string[]): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["scripts/book/main.ts", name, ...args, "--json"], {
      cwd: root,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("error", reject);
    child.once("close", () => {
      try {
        resolve(JSON.parse(output) as Record<string, number>);
      } catch {
        reject(new Error(`The command ${name} gave no answer.`));
      }
    });
  });
}
