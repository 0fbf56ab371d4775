import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { gitEnvironment } from "./git-environment.ts";
import { globalConfigOf } from "./mirror.ts";
import { objectId } from "./ref-name.ts";

export interface Blob {
  blob: string;
  /** Bytes of the whole content; -1 when the object is missing. */
  size: number;
  /** The exact bytes; null when missing or larger than the limit. */
  content: Buffer | null;
}

export interface BlobReader {
  /** Blobs in the order asked for. A large one is skipped over without being held in memory. */
  stream(blobs: Iterable<string>): AsyncGenerator<Blob>;
  close(): void;
}

/** How many requests are on their way at once: enough to keep the pipe busy, few enough to stop soon. */
const windowSize = 512;
const idleMs = 15_000;

type Process = ChildProcessByStdio<Writable, Readable, null>;

/**
 * One long-lived `git cat-file --batch`, started at first use, shared by callers one after the other, and let go
 * when idle. It never keeps the program from ending.
 * @param maxBytes content above this many bytes is not returned
 */
export function createBlobReader(mirrorDir: string, maxBytes: number): BlobReader {
  let running: Process | null = null;
  let turn: Promise<void> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  const stop = () => {
    clearTimeout(idle);
    running?.kill("SIGKILL");
    running = null;
  };
  const start = (): Process => {
    const env = gitEnvironment({ globalConfig: globalConfigOf(mirrorDir) }, process.env);
    const child = spawn("git", ["cat-file", "--batch"], {
      env: { ...env, GIT_DIR: mirrorDir },
      cwd: mirrorDir,
      stdio: ["pipe", "pipe", "ignore"],
    });
    child.on("error", () => {});
    child.stdin.on("error", () => {});
    return child;
  };
  return {
    async *stream(blobs) {
      const before = turn;
      let done = () => {};
      turn = new Promise((resolve) => {
        done = resolve;
      });
      await before;
      clearTimeout(idle);
      if (running?.exitCode !== null || running.stdin.destroyed) running = start();
      const child = running;
      hold(child, true);
      let clean = false;
      try {
        yield* talk(child, [...blobs], maxBytes);
        clean = true;
      } finally {
        // A caller that stops early leaves answers in the pipe; the next one gets a fresh process.
        if (!clean) stop();
        else {
          hold(child, false);
          idle = setTimeout(stop, idleMs).unref();
        }
        done();
      }
    },
    close: stop,
  };
}

/** While idle, neither the process nor its pipes keep the program alive. */
function hold(child: Process, on: boolean): void {
  for (const each of [child, child.stdin, child.stdout] as { ref?: () => void; unref?: () => void }[]) {
    if (on) each.ref?.();
    else each.unref?.();
  }
}

async function* talk(child: Process, shas: string[], maxBytes: number): AsyncGenerator<Blob> {
  for (const sha of shas) objectId(sha);
  // The process outlives this conversation, so letting go of the iterator must not close its output.
  const chunks = child.stdout.iterator({ destroyOnReturn: false }) as AsyncGenerator<Buffer>;
  let pending: Buffer = Buffer.alloc(0);
  const more = async (): Promise<Buffer> => {
    const next = await chunks.next();
    if (next.done) throw new Error("git cat-file ended before it answered");
    return next.value;
  };
  const line = async (): Promise<string> => {
    for (;;) {
      const end = pending.indexOf(10);
      if (end >= 0) {
        const text = pending.toString("latin1", 0, end);
        pending = pending.subarray(end + 1);
        return text;
      }
      pending = Buffer.concat([pending, await more()]);
    }
  };
  const take = async (bytes: number, keep: boolean): Promise<Buffer | null> => {
    const parts: Buffer[] = [];
    for (let left = bytes; left > 0; ) {
      if (pending.length === 0) pending = await more();
      const part = pending.subarray(0, left);
      if (keep) parts.push(part);
      left -= part.length;
      pending = pending.subarray(part.length);
    }
    return keep ? Buffer.concat(parts) : null;
  };
  try {
    for (let at = 0; at < shas.length; at += windowSize) {
      const asked = shas.slice(at, at + windowSize);
      child.stdin.write(`${asked.join("\n")}\n`);
      for (const sha of asked) {
        const [, type = "", length = ""] = (await line()).split(" ");
        if (type === "missing" || length === "") {
          yield { blob: sha, size: -1, content: null };
          continue;
        }
        const size = Number(length);
        const content = await take(size, size <= maxBytes && type === "blob");
        await take(1, false);
        yield { blob: sha, size, content };
      }
    }
  } finally {
    await chunks.return(undefined);
  }
}
