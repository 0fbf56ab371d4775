export { createHostJobs } from "./host-jobs.ts";
export { createJobProcess, type JobProcess } from "./job-process.ts";
export { type JobHandlers, prepareJobs, runJobs } from "./run-jobs.ts";
export { settleJob } from "./settle-job.ts";
export { type DoJob, takeJobs } from "./take-jobs.ts";
