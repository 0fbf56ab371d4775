import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import type { Mark } from "./earlier-run.ts";
import { endProcess, markOf, signal } from "./earlier-run.ts";

export interface ChildPlan {
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Told of every line it writes. */
  onLine: (line: string) => void;
  /** Told of each new process, the first and those that take its place. */
  onStart: (mark: Mark) => void;
  /** Told once when it died before it ever worked. */
  onGivenUp: () => void;
}

export interface SupervisedChild {
  /** Call when it has shown that it works: from then on a death is answered by starting it again. */
  proven(): void;
  stop(): Promise<void>;
  kill(): void;
}

const pauses = [500, 1_000, 2_000, 4_000, 8_000, 30_000];
const spell = 60_000;

/**
 * Keep a Node process running. One that dies before it was `proven()` is given up; one that worked is started again for
 * ever, after a pause that grows with each death within a minute: what stops it (a full disk) may pass, and the others
 * go on meanwhile.
 */
export function superviseChild(plan: ChildPlan): SupervisedChild {
  let child: ChildProcess | undefined;
  let mark: Mark | undefined;
  let stopping = false;
  let proven = false;
  let deaths: number[] = [];

  const begin = () => {
    // A group of its own: Ctrl-C reaches the supervisor alone, which stops everything in order.
    child = spawn(process.execPath, plan.args, {
      env: plan.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout?.on("data", lines(plan.onLine));
    child.stderr?.on("data", lines(plan.onLine));
    if (child.pid !== undefined) {
      mark = markOf(child.pid);
      plan.onStart(mark);
    }
    child.once("error", (error) => {
      plan.onLine(error.message);
      if (child?.pid === undefined && !stopping) void afterDeath();
    });
    child.once("exit", () => {
      // Its last words may still be on their way; something it started may hold the pipe for ever.
      if (!stopping) void delay(300).then(afterDeath);
    });
  };

  const afterDeath = async () => {
    if (stopping) return;
    const now = Date.now();
    deaths = [...deaths.filter((death) => now - death < spell), now];
    if (!proven) {
      plan.onGivenUp();
      return;
    }
    const pause = pauses[Math.min(deaths.length, pauses.length) - 1] ?? 0;
    plan.onLine(`stopped unexpectedly; starting it again in ${pause / 1000} s`);
    await delay(pause);
    if (!stopping) begin();
  };

  begin();
  return {
    proven: () => {
      proven = true;
    },
    stop: async () => {
      stopping = true;
      if (mark !== undefined && child?.exitCode === null && child.signalCode === null) await endProcess(mark);
    },
    kill: () => {
      stopping = true;
      if (child?.pid !== undefined && child.exitCode === null) signal(child.pid, "SIGKILL");
    },
  };
}

/** Cut a stream of bytes into lines. */
function lines(onLine: (line: string) => void): (chunk: Buffer) => void {
  let rest = "";
  return (chunk) => {
    const parts = (rest + chunk.toString("utf8")).split(/\r?\n/);
    rest = parts.pop() ?? "";
    // Next shows the cursor again when it leaves a terminal, which ours never hid.
    const told = parts.map((part) => part.replaceAll("\u001b[?25h", "").trimEnd());
    for (const part of told) if (part !== "") onLine(part);
  };
}
