import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Mark, Run } from "./earlier-run.ts";
import { isAlive, leaveFolder, markOf, readRun, takeFolder, writeRun } from "./earlier-run.ts";

let folder: string;
const said: string[] = [];
const own: Run = { supervisor: markOf(process.pid), children: {}, url: "http://localhost:3000" };
const gone: Mark = { pid: 2 ** 22, began: "long ago" };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "colophon-run-"));
});
beforeEach(async () => {
  said.length = 0;
  await leaveFolder(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function take(): Promise<void> {
  return takeFolder(folder, own, (line) => said.push(line));
}

/** A process that lives until it is ended. */
function sleeper(): Mark {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    detached: true,
    stdio: "ignore",
  });
  child.unref();
  return markOf(child.pid ?? 0);
}

describe("takeFolder", () => {
  it("takes a folder nobody uses", async () => {
    await take();
    expect(await readRun(folder)).toEqual(own);
  });

  it("respects a run that lives, and says how to go on", async () => {
    writeRun(folder, { ...own, url: "http://localhost:3333" });
    await expect(take()).rejects.toThrow(
      /already running from this folder at http:\/\/localhost:3333 .*COLOPHON_DATA_DIR\.$/,
    );
  });

  it("ends what a killed run left behind, and says so", async () => {
    const orphan = sleeper();
    expect(isAlive(orphan)).toBe(true);
    writeRun(folder, { ...own, supervisor: gone, children: { web: orphan, worker: gone } });
    await take();
    expect(isAlive(orphan)).toBe(false);
    expect(said).toEqual(["Ending the web process that an earlier start left behind"]);
  });

  it("leaves alone a process that only has the number of an earlier one", async () => {
    const other = sleeper();
    writeRun(folder, {
      ...own,
      supervisor: gone,
      children: { web: { pid: other.pid, began: "another time" } },
    });
    await take();
    expect(isAlive(other)).toBe(true);
    process.kill(other.pid, "SIGKILL");
  });

  it("waits for a run that is stopping", async () => {
    const stopping = sleeper();
    writeRun(folder, { ...own, supervisor: stopping, stopping: true });
    const taken = take();
    process.kill(stopping.pid, "SIGKILL");
    await taken;
    expect((await readRun(folder))?.supervisor.pid).toBe(process.pid);
  });

  it("is not stopped by a file that was half written", async () => {
    await writeFile(join(folder, "run.json"), '{"supervisor":');
    await take();
    expect(await readRun(folder)).toEqual(own);
  });
});
