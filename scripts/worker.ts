// Takes jobs in a process of its own. `npm start` runs one; `npm run worker` adds another to the same database.
import { join } from "node:path";
import { readEnvironment } from "#lib/adapters/env/index.ts";
import { runningPostgres } from "#lib/adapters/postgres/index.ts";
import { readRun } from "./start/earlier-run.ts";
import { runJobs } from "./start/run-jobs.ts";

const stopped = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
});
// Nothing else may be waiting when there is no job.
const awake = setInterval(() => undefined, 60_000);

const outcome = readEnvironment(process.env);
if (!outcome.ok) leave(outcome.problem.message);
const environment = outcome.value;
// The book that the running site settled on, where none is named.
if (environment.book.remote === undefined) {
  const run = await readRun(environment.dataDir);
  environment.book.remote = run?.bookRemote;
  environment.book.id ??= run?.bookId;
  environment.book.sample = run?.bookSample ?? true;
}
const databaseUrl = environment.databaseUrl ?? (await runningPostgres(join(environment.dataDir, "postgres")));
if (databaseUrl === undefined)
  leave("There is no database to take jobs from. Run npm start first, or set DATABASE_URL.");

const jobs = await runJobs(environment, databaseUrl);
await stopped;
clearInterval(awake);
await jobs.stop();

function leave(sentence: string): never {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}
