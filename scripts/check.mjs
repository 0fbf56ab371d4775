// `npm run check`: the part of `npm test` that takes seconds: lint, types, unit and architecture tests.
import { switchRuntime } from "./bootstrap/runtime.mjs";
import { lint, tests, types } from "./test/steps.mjs";

await switchRuntime(import.meta.url);
const clean = [await lint(), await types()].every(Boolean);
const { ok, line } = await tests(["--project", "unit", ...process.argv.slice(2)]);
if (!clean) process.stdout.write("Lint or types failed; see above.\n");
process.stdout.write(`${line}\n`);
process.exit(clean && ok ? 0 : 1);
