import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createJobProcess, type JobProcess } from "./index.ts";

const attempt = { isLast: false };
let jobs: JobProcess;
function begin(idleMs = 60_000): JobProcess {
  jobs = createJobProcess({
    file: join(import.meta.dirname, "job-process.fixture.ts"),
    settings: { book: "b" },
    idleMs,
  });
  return jobs;
}
afterEach(() => jobs.stop());

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const pidOf = (told: unknown) => (told as { process: number }).process;

describe("a job process", () => {
  it("does jobs with the settings, one process for all of them", async () => {
    const { run } = begin();
    const [one, two] = await Promise.all([run("a", { n: 1 }, attempt), run("b", { n: 2 }, attempt)]);
    expect(one).toMatchObject({ task: "a", payload: { n: 1 }, settings: { book: "b" } });
    expect(pidOf(two)).toBe(pidOf(one));
    expect(pidOf(one)).not.toBe(process.pid);
  });

  it("passes a failure on, and goes on", async () => {
    const { run } = begin();
    await expect(run("fail", {}, attempt)).rejects.toThrow("It cannot be done.");
    expect(await run("a", {}, attempt)).toMatchObject({ task: "a" });
  });

  it("fails the job whose process died, and does the next in another", async () => {
    const { run } = begin();
    const first = pidOf(await run("a", {}, attempt));
    await expect(run("die", {}, attempt)).rejects.toThrow("SIGKILL");
    expect(pidOf(await run("a", {}, attempt))).not.toBe(first);
  });

  it("ends when there is nothing to do, and is there again for the next job", async () => {
    const { run } = begin(0);
    const first = pidOf(await run("a", {}, attempt));
    await vi.waitFor(() => expect(isAlive(first)).toBe(false), 10_000);
    expect(pidOf(await run("a", {}, attempt))).not.toBe(first);
  });
});
