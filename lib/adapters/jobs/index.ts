export { type JobHandlers, prepareJobs, runJobs } from "./run-jobs.ts";
