// Makes a fresh clone ready for one of npm's commands: checks the machine, installs, prepares, builds; what
// is up to date is left alone. Runs on Node 20.19 with nothing installed, so it uses built-ins only.
import { lookAtMachine, whatIsMissing } from "./bootstrap/requirements.mjs";
import { leave, root, Unready } from "./bootstrap/runtime.mjs";
import { build, generate, install, needRuntime } from "./bootstrap/steps.mjs";
import { takeTurns } from "./bootstrap/take-turns.mjs";

const purposes = ["start", "dev", "test", "check", "bench", "worker"];
const purpose = process.argv[2] ?? "";
if (!purposes.includes(purpose)) leave(`Say what to get ready for: one of ${purposes.join(", ")}.`);

const missing = whatIsMissing(lookAtMachine(root));
if (missing !== undefined) leave(missing);

try {
  await takeTurns(root, prepare);
} catch (error) {
  if (error instanceof Unready) leave(error.message);
  throw error;
}

async function prepare() {
  await install();
  needRuntime();
  await generate();
  if (purpose === "start") await build();
}
