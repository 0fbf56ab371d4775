import { spawn } from "node:child_process";
import { EditorState } from "@tiptap/pm/state";
import { documentSchema, openDocument, writeDocument } from "#lib/editor/index.ts";
import { root } from "../../bootstrap/runtime.mjs";
import { benchBook, longest } from "../book.ts";
import { median } from "../measure.ts";
import { type Row, row } from "../row.ts";

/** What opening, typing and saving cost on the longest chapter, and whether the book comes back byte for byte. */
export async function run(): Promise<Row[]> {
  const book = await benchBook();
  const { source, bytes } = longest(book);
  const schema = documentSchema;
  const opened = openDocument(source, schema);
  const size = `longest chapter (${Math.round(bytes / 1000)} kB)`;
  const opening = await median(5, () => openDocument(source, schema));
  const writing = await median(5, () => writeDocument(opened, opened.doc));

  const state = EditorState.create({ doc: opened.doc });
  const places: number[] = [];
  opened.doc.descendants((node, pos) => {
    if (node.isTextblock && node.textContent.length > 40) places.push(pos + 20);
    return true;
  });
  const middle = places[Math.floor(places.length / 2)] ?? 1;
  const typing = await median(5, () => writeDocument(opened, state.tr.insertText("a", middle).doc));

  const files = book.chapters.map((chapter) => chapter.file);
  const trip = await command("roundtrip", files);
  const edits = await command("edit-fidelity", [...files, "--edits", "40", "--seed", "1"]);
  const exactly = { bound: 100, good: "above" } as const;
  return [
    row("editor", `open ${size}`, opening, "ms"),
    row("editor", `write ${size} unchanged`, writing, "ms"),
    row("editor", `write ${size} after one keystroke`, typing, "ms"),
    row(
      "editor",
      `files that come back byte for byte (of ${trip.files})`,
      share(trip.identical, trip.files),
      "%",
      {
        target: exactly,
      },
    ),
    row(
      "editor",
      `single edits that touch nothing else (of ${edits.edits})`,
      share(edits.exact, edits.edits),
      "%",
      {
        target: exactly,
      },
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
