import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createSchema, openDocument, writeDocument } from "#lib/editor/chapter/index.ts";
import { markdownFiles } from "./markdown-files.ts";

/** Each file through the editor's document model and back, by way of its JSON; a line for each that differs. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean" } },
  });
  const files = await markdownFiles(positionals);
  const schema = createSchema();
  const differing: string[] = [];
  for (const file of files) {
    const bytes = await readFile(file);
    const source = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const opened = openDocument(source, schema);
    // The document is rebuilt from its JSON, as the browser has it, so that nothing is the same object any more.
    const rebuilt = schema.nodeFromJSON(JSON.parse(JSON.stringify(opened.doc.toJSON())));
    rebuilt.check();
    if (writeDocument(opened, rebuilt) !== source) differing.push(file);
  }
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ files: files.length, identical: files.length - differing.length, differing })}\n`,
    );
  else {
    for (const file of differing) process.stdout.write(`${file}\n`);
    process.stdout.write(`${files.length} files, ${files.length - differing.length} identical\n`);
  }
  return differing.length > 0 ? 1 : 0;
}
