// Does the jobs that touch the book, for the worker that started it (lib/adapters/jobs/job-process.ts).
import type { Environment } from "#lib/adapters/env/index.ts";
import { takeJobs } from "#lib/adapters/jobs/index.ts";
import { openJobs } from "#lib/workshop.ts";

takeJobs((settings) => openJobs(settings as Environment));
