// Does the jobs that touch the book, for the worker that started it (lib/adapters/jobs/job-process.ts).
import type { Environment } from "#lib/adapters/env/index.ts";
import { takeJobs } from "#lib/adapters/jobs/index.ts";
import { jobsOf, openWorkshop } from "#lib/workshop.ts";

takeJobs((settings) => {
  const opened = openWorkshop(settings as Environment);
  if (!opened.ok) throw new Error(opened.problem.message);
  const workshop = opened.value;
  return { doJob: jobsOf(workshop), close: () => workshop.close() };
});
