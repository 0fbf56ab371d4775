import { describe, expect, it } from "vitest";
import { superviseChild } from "./child-process.ts";
import type { Mark } from "./earlier-run.ts";
import { isAlive, markOf } from "./earlier-run.ts";

/** Supervise a script, and wait for what it says and for each of its processes. */
function supervise(script: string) {
  const marks: Mark[] = [];
  const lines: string[] = [];
  const waiting: { fits: () => boolean; resolve: () => void }[] = [];
  let givenUp = false;
  const look = () => {
    for (const each of waiting) if (each.fits()) each.resolve();
  };
  const child = superviseChild({
    args: ["-e", script],
    env: process.env,
    onLine: (line) => {
      lines.push(line);
      look();
    },
    onStart: (mark) => {
      marks.push(mark);
      look();
    },
    onGivenUp: () => {
      givenUp = true;
      look();
    },
  });
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      if (fits()) resolve();
      else waiting.push({ fits, resolve });
    });
  return { child, lines, marks, until, isGivenUp: () => givenUp };
}

describe("superviseChild", () => {
  it("starts a child again that worked and was killed, and stops it for good when asked", async () => {
    const { child, lines, marks, until } = supervise("console.log('ready'); setInterval(() => {}, 1000)");
    await until(() => lines.includes("ready"));
    child.proven();
    process.kill(marks[0]!.pid, "SIGKILL");
    await until(() => marks.length === 2 && lines.filter((line) => line === "ready").length === 2);
    await child.stop();
    expect(marks.map(isAlive)).toEqual([false, false]);
    expect(lines[1]).toBe("stopped unexpectedly; starting it again in 0.5 s");
  });

  it("gives up a child that never worked, after its last words", async () => {
    const { lines, marks, until, isGivenUp } = supervise("console.error('no such table'); process.exit(3)");
    await until(isGivenUp);
    expect({ lines, started: marks.length }).toEqual({ lines: ["no such table"], started: 1 });
  });

  it("ends what its child started as well", async () => {
    const { child, lines, until } = supervise(
      "const c = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']); console.log(c.pid); setInterval(() => {}, 1000)",
    );
    await until(() => lines.length > 0);
    const grandchild = markOf(Number(lines[0]));
    expect(isAlive(grandchild)).toBe(true);
    await child.stop();
    await expect.poll(() => isAlive(grandchild)).toBe(false);
  });
});
