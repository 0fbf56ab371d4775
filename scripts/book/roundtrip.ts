import { parseArgs } from "node:util";
import { documentSchema, openDocument, writeDocument } from "#lib/editor/document/index.ts";
import { readSources } from "./read-sources.ts";

/**
 * Each file through the editor's document and back: source, ProseMirror document, source. The document is rebuilt from
 * its JSON on the way, as it is when a browser stores it, so that nothing can be the same object any more.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean" } },
  });
  if (positionals.length === 0) {
    process.stderr.write("roundtrip <files or folders…> [--json]\n");
    return 1;
  }
  const sources = await readSources(positionals);
  if (!sources) return 1;
  const differing: string[] = [];
  for (const { path, source } of sources) {
    if (source === null || !isSame(source)) differing.push(path);
  }
  const files = sources.length;
  const identical = files - differing.length;
  if (values.json) process.stdout.write(`${JSON.stringify({ files, identical, differing })}\n`);
  else {
    for (const path of differing) process.stdout.write(`${path} differs\n`);
    process.stdout.write(`${files} files, ${identical} identical\n`);
  }
  return differing.length > 0 ? 1 : 0;
}

function isSame(source: string): boolean {
  const opened = openDocument(source);
  const rebuilt = documentSchema.nodeFromJSON(JSON.parse(JSON.stringify(opened.doc.toJSON())));
  rebuilt.check();
  return writeDocument(opened, opened.doc) === source && writeDocument(opened, rebuilt) === source;
}
