import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Sentence } from "./sentence.ts";

/** A process, known by when it began as well: numbers are given away again. */
export interface Mark {
  pid: number;
  began: string;
}

/** What `<dataDir>/run.json` says about the run that uses the folder; tests and tools read it too. */
export interface Run {
  supervisor: Mark;
  children: Record<string, Mark>;
  url: string;
  databaseUrl?: string;
  bookRemote?: string;
  bookId?: string;
  /** Nobody named a book, so what was set up on the page /setup goes before it. */
  bookSample?: boolean;
  /** True from the moment it was asked to stop. */
  stopping?: boolean;
}

/**
 * Take the folder for this run. A run that is just stopping is waited for, one that lives on is respected
 * (throws a Sentence), and what is left of one that was killed is ended: politely, then firmly.
 */
export async function takeFolder(dataDir: string, run: Run, say: (line: string) => void): Promise<void> {
  const path = join(dataDir, "run.json");
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const taken = await writeFile(path, JSON.stringify(run), { flag: "wx", mode: 0o600 }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") return false;
        throw error;
      },
    );
    if (taken) return;
    const earlier = await readRun(dataDir);
    if (earlier !== undefined && isAlive(earlier.supervisor)) {
      if (earlier.stopping !== true) {
        throw new Sentence(
          `Colophon is already running from this folder at ${earlier.url} (process ${earlier.supervisor.pid}). Stop that one with Ctrl-C, or give this one a folder of its own with COLOPHON_DATA_DIR.`,
        );
      }
      await delay(250);
      continue;
    }
    for (const [name, mark] of Object.entries(earlier?.children ?? {})) {
      if (isAlive(mark)) say(`Ending the ${name} process that an earlier start left behind`);
      await endProcess(mark);
    }
    await rm(path, { force: true });
  }
  throw new Sentence("An earlier start of Colophon is still stopping. Try again in a moment.");
}

export async function readRun(dataDir: string): Promise<Run | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, "run.json"), "utf8")) as Run;
  } catch {
    return undefined;
  }
}

/** At once, so that two changes in a row cannot overtake each other. */
export function writeRun(dataDir: string, run: Run): void {
  const path = join(dataDir, "run.json");
  writeFileSync(`${path}.new`, JSON.stringify(run), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export async function leaveFolder(dataDir: string): Promise<void> {
  await rm(join(dataDir, "run.json"), { force: true });
}

export function markOf(pid: number): Mark {
  return { pid, began: beganAt(pid) };
}

export function isAlive(mark: Mark): boolean {
  const began = beganAt(mark.pid);
  return began !== "" && began === mark.began;
}

/** Ask a process to end, and end it after ten seconds if it has not. Returns when it is gone. */
export async function endProcess(mark: Mark): Promise<void> {
  for (let attempt = 0; isAlive(mark); attempt += 1) {
    if (attempt === 0) signal(mark.pid, "SIGTERM");
    if (attempt === 100) signal(mark.pid, "SIGKILL");
    if (attempt === 200)
      throw new Sentence(`Process ${mark.pid} of an earlier start cannot be ended. End it by hand.`);
    await delay(100);
  }
}

/** Children lead a process group of their own, so that what they started ends with them. */
export function signal(pid: number, name: NodeJS.Signals): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, name);
      return;
    } catch {
      // Not the leader of a group, or gone.
    }
  }
}

/** When a process began, as this system tells it; empty when it is gone or only waits to be collected. */
function beganAt(pid: number): string {
  return process.platform === "linux" ? beganAtByProc(pid) : beganAtByPs(pid);
}

/** proc_pid_stat(5): after the name in brackets, the state is the first field and the start the twentieth. */
function beganAtByProc(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return fields[0] === "Z" || fields[0] === "X" ? "" : `${boot} ${fields[19]}`;
  } catch {
    return "";
  }
}

function beganAtByPs(pid: number): string {
  try {
    const told = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
    const [state = "", ...began] = told.split(/\s+/);
    return state.startsWith("Z") ? "" : began.join(" ");
  } catch {
    return "";
  }
}
