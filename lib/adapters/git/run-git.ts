import { spawn } from "node:child_process";
import { type GitEnvironment, gitEnvironment } from "./git-environment.ts";

export interface GitCall extends GitEnvironment {
  /** The bare repository to work in; `GIT_DIR` is always explicit, so no folder is ever searched for one. */
  gitDir?: string;
  /** Folder whose files are added, for imports only. */
  workTree?: string;
  input?: string | Uint8Array;
  /** Milliseconds without any output after which git is stopped; twenty times that is the most in all. */
  timeoutMs?: number;
  /** Bytes of output beyond which git is stopped. */
  maxBytes?: number;
  /** Each line or progress step of the error stream, as it comes. */
  onLine?: (line: string) => void;
}

export interface GitResult {
  /** Exit code; -1 when git was stopped or could not be started. */
  code: number;
  stdout: Buffer;
  /** Last part of the error stream, without progress lines. */
  stderr: string;
  stopped: "timeout" | "too-much" | "not-installed" | null;
}

const defaultTimeoutMs = 60_000;
const defaultMaxBytes = 256 * 1024 * 1024;
const keptErrorChars = 16_000;

/** A git call that must work (reading our own mirror) did not: a bug or a damaged disk, never a person's mistake. */
export class GitFailure extends Error {
  readonly result: GitResult;
  constructor(verb: string, result: GitResult) {
    const why = result.stopped ?? result.stderr.trim().split("\n").at(-1) ?? "";
    super(`git ${verb} failed (${result.code}): ${why}`);
    this.name = "GitFailure";
    this.result = result;
  }
}

/**
 * Run git once, without a shell. A refusal by git is a result, not an exception.
 * The child leads its own process group, so that stopping it also stops the transport helpers it started.
 */
export function runGit(args: readonly string[], call: GitCall = {}): Promise<GitResult> {
  const idleMs = call.timeoutMs ?? defaultTimeoutMs;
  const maxBytes = call.maxBytes ?? defaultMaxBytes;
  const env = gitEnvironment(call, process.env);
  if (call.gitDir) env.GIT_DIR = call.gitDir;
  if (call.workTree) env.GIT_WORK_TREE = call.workTree;
  return new Promise((resolve) => {
    const child = spawn("git", args, {
      env,
      cwd: call.workTree ?? call.gitDir ?? "/",
      detached: process.platform !== "win32",
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    let bytes = 0;
    let stderr = "";
    let partial = "";
    let stopped: GitResult["stopped"] = null;
    const stop = (why: "timeout" | "too-much") => {
      if (stopped) return;
      stopped = why;
      try {
        if (child.pid) process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
      } catch {
        child.kill("SIGKILL");
      }
      // A helper that left the group could hold the pipes open; the answer does not wait for it.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    let idle = setTimeout(() => stop("timeout"), idleMs);
    const most = setTimeout(() => stop("timeout"), Math.min(idleMs * 20, 2 ** 31 - 1));
    const alive = () => {
      clearTimeout(idle);
      idle = setTimeout(() => stop("timeout"), idleMs);
    };
    const finish = (code: number) => {
      clearTimeout(idle);
      clearTimeout(most);
      resolve({
        code: stopped ? -1 : code,
        stdout: Buffer.concat(out),
        stderr: (stderr + partial).slice(-keptErrorChars),
        stopped,
      });
    };
    child.stdout.on("data", (chunk: Buffer) => {
      alive();
      bytes += chunk.length;
      if (bytes > maxBytes) return stop("too-much");
      out.push(chunk);
    });
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (chunk: string) => {
      alive();
      const pieces = (partial + chunk).split(/(?<=[\r\n])/);
      partial = /[\r\n]$/.test(pieces.at(-1) ?? "") ? "" : (pieces.pop() ?? "");
      for (const piece of pieces) {
        call.onLine?.(piece.trimEnd());
        if (piece.endsWith("\n")) stderr = (stderr + piece).slice(-keptErrorChars);
      }
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      stopped = "not-installed";
      stderr = error.message;
      finish(-1);
    });
    child.on("close", (code) => finish(code ?? -1));
    // git may close its input early (a refused push): that shows in its exit code, not here.
    child.stdin.on("error", () => {});
    child.stdin.end(call.input ?? "");
  });
}

/** Run git where failure means something is broken. @throws GitFailure */
export async function mustGit(args: readonly string[], call: GitCall): Promise<Buffer> {
  const result = await runGit(args, call);
  if (result.code !== 0) throw new GitFailure(args[0] ?? "", result);
  return result.stdout;
}
