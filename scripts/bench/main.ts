/** `npm run -s bench -- [suite…] [--json]`: figures, side by side with others where they are installed. Never a test. */
import { parseArgs } from "node:util";
import { note } from "./measure.ts";
import { type Row, table } from "./row.ts";

const suites: Record<string, () => Promise<{ run(): Promise<Row[]> }>> = {
  sync: () => import("./suites/sync.ts"),
  render: () => import("./suites/render.ts"),
  text: () => import("./suites/text.ts"),
  editor: () => import("./suites/editor.ts"),
  serve: () => import("./suites/serve.ts"),
  github: () => import("./suites/github.ts"),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(suites, name));
if (unknown.length > 0) {
  note(`There is no suite ${unknown.join(", ")}. There are: ${Object.keys(suites).join(", ")}.`);
  process.exit(1);
}

// Results alone go to standard output; what the parts under measurement say goes beside it.
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;

const rows: Row[] = [];
for (const [name, load] of Object.entries(suites)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  note(`${name} …`);
  try {
    rows.push(...(await (await load()).run()));
  } catch (error) {
    note(`${name} could not be measured: ${(error as Error).stack ?? error}`);
    process.exitCode = 1;
  }
}
print(`${values.json ? JSON.stringify(rows, null, 1) : table(rows)}\n`);
