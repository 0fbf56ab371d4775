import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createGitBook, type GitBook, type GitBookOptions } from "./git-book.ts";

/** Real repositories in a temporary folder, for tests: a bare remote, a person's clone of it, and books on it. */
export interface Scratch {
  root: string;
  remote: string;
  clone: string;
  /** Run git in the clone (or elsewhere) as the person; output without the last line break. */
  git(...args: string[]): string;
  gitIn(folder: string, ...args: string[]): string;
  /** Write files in the clone, commit and push; returns the commit. */
  commit(files: Record<string, string | Buffer | null>, message?: string): string;
  /** A hook of the remote, as a shell script. */
  hook(name: string, script: string): void;
  /** A book on the remote with its own mirror. */
  book(options?: Partial<GitBookOptions>): GitBook;
  remove(): void;
}

export function scratchRepository(): Scratch {
  const root = mkdtempSync(join(tmpdir(), "colophon-git-test-"));
  const remote = join(root, "remote.git");
  const clone = join(root, "clone");
  const books: GitBook[] = [];
  let clock = Date.UTC(2026, 0, 1) / 1000;
  const gitIn = (folder: string, ...args: string[]): string => {
    const env = {
      NODE_ENV: process.env.NODE_ENV,
      PATH: process.env.PATH,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "Ada",
      GIT_AUTHOR_EMAIL: "ada@example.org",
      GIT_COMMITTER_NAME: "Ada",
      GIT_COMMITTER_EMAIL: "ada@example.org",
      GIT_AUTHOR_DATE: `@${clock} +0000`,
      GIT_COMMITTER_DATE: `@${clock} +0000`,
    };
    return execFileSync("git", args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] })
      .toString()
      .replace(/\n$/, "");
  };
  // Only what a repository needs to be one: starting git three times for each test would cost more than the tests.
  for (const gitDir of [remote, join(clone, ".git")]) {
    for (const folder of ["objects", "refs/heads"]) mkdirSync(join(gitDir, folder), { recursive: true });
    writeFileSync(join(gitDir, "HEAD"), "ref: refs/heads/main\n");
    const bare = gitDir === remote;
    const origin = `[remote "origin"]\n\turl = ${remote}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`;
    writeFileSync(
      join(gitDir, "config"),
      `[core]\n\trepositoryformatversion = 0\n\tbare = ${bare}\n[gc]\n\tauto = 0\n[receive]\n\tautogc = false\n[maintenance]\n\tauto = false\n${bare ? "" : origin}`,
    );
  }
  return {
    root,
    remote,
    clone,
    gitIn,
    git: (...args) => gitIn(clone, ...args),
    commit(files, message = "Change") {
      clock += 60;
      for (const [path, content] of Object.entries(files)) {
        const full = join(clone, path);
        mkdirSync(dirname(full), { recursive: true });
        if (content === null) rmSync(full);
        else writeFileSync(full, content);
      }
      writeFileSync(join(root, "message"), message);
      const steps =
        "add -A; git commit -q --allow-empty -F ../message; git push -q origin HEAD; git rev-parse HEAD";
      return gitIn(clone, "-c", `alias.all=!set -e; git ${steps}`, "all").trim();
    },
    hook(name, script) {
      const path = join(remote, "hooks", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `#!/bin/sh\n${script}\n`);
      chmodSync(path, 0o755);
    },
    book(options = {}) {
      const mirrorDir = join(root, `mirror-${books.length}.git`);
      const made = createGitBook({ mirrorDir, remote, timeoutMs: 20_000, ...options });
      if (!made.ok) throw new Error(made.problem.message);
      books.push(made.value);
      return made.value;
    },
    remove() {
      for (const book of books) book.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A test body with repositories of its own. */
export function scratched(body: (scratch: Scratch) => Promise<void>): () => Promise<void> {
  return async () => {
    const scratch = scratchRepository();
    try {
      await body(scratch);
    } finally {
      scratch.remove();
    }
  };
}
