// A program for the test beside it: does jobs as scripts/workshop.ts does.
import { takeJobs } from "./index.ts";

takeJobs(async (settings) => ({
  async doJob(task, payload) {
    if (task === "fail") throw new Error("It cannot be done.");
    if (task === "die") process.kill(process.pid, "SIGKILL");
    if (task === "die") await new Promise(() => undefined);
    return { task, payload, settings, process: process.pid };
  },
  close: async () => undefined,
}));
