import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bareContext, type CheckContext, checkChapter, type Suggestion } from "#lib/core/revision/index.ts";
import { openFolderBook } from "./folder-book.ts";
import { markdownFiles } from "./markdown-files.ts";

/** Run the rules over files, against the book in `--root` (or the first folder named). Exit 1 when there are errors. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean" }, root: { type: "string" }, manifest: { type: "string" } },
  });
  if (positionals.length === 0) {
    process.stderr.write("check <files or folders…> [--root DIR] [--manifest M] [--json]\n");
    return 1;
  }
  const files = await markdownFiles(positionals);
  const folder = resolve(
    values.root ?? (files[0] === positionals[0] ? dirname(positionals[0] ?? ".") : (positionals[0] ?? ".")),
  );
  const known =
    values.root || files[0] !== positionals[0] ? await openFolderBook(folder, values.manifest) : null;
  const findings: (Suggestion & { path: string })[] = [];
  for (const file of files) {
    const path = relative(folder, resolve(file)).replaceAll("\\", "/");
    const context: CheckContext = known?.ok
      ? {
          ...bareContext,
          path,
          labels: new Set(known.value.surroundings.labels.keys()),
          labelsElsewhere: new Map(
            [...known.value.surroundings.labels]
              .filter(([, target]) => target.path !== path)
              .map(([label, target]) => [label, target.path]),
          ),
          citationKeys: new Set(Object.keys(known.value.surroundings.works)),
          files: new Set(known.value.surroundings.files.keys()),
        }
      : bareContext;
    for (const suggestion of checkChapter(await readFile(file, "utf8"), context))
      findings.push({ ...suggestion, path: file });
  }
  if (values.json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else
    for (const each of findings)
      process.stdout.write(`${each.path}:${each.line}: ${each.severity}: ${each.message} (${each.by})\n`);
  const errors = findings.filter((each) => each.severity === "error").length;
  process.stderr.write(`${files.length} files, ${findings.length} findings, ${errors} errors\n`);
  return errors > 0 ? 1 : 0;
}
