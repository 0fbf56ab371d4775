// `npm test`: everything that can be checked, on what npm provides and nothing else. Arguments are passed on
// to vitest, so `npm test -- ledger` runs the tests whose file name has that word.
import { switchRuntime } from "./bootstrap/runtime.mjs";
import { lint, tests, types } from "./test/steps.mjs";

await switchRuntime(import.meta.url);
const clean = [await lint(), await types()].every(Boolean);
const { ok, line } = await tests(process.argv.slice(2));
if (!clean) process.stdout.write("Lint or types failed; see above.\n");
process.stdout.write(`${line}\n`);
process.exit(clean && ok ? 0 : 1);
