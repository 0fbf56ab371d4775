import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A bare repository as the book's remote, and a person's clone of it who changes the book there. */
export interface Remote {
  /** Folder of the bare repository; its branch is main. */
  remote: string;
  /** Run git in the clone; output without the last line break. */
  git(...args: string[]): string;
  gitIn(folder: string, ...args: string[]): string;
  /** Write files (null removes one), commit and push. */
  commit(files: Record<string, string | Buffer | null>, message?: string): void;
}

/** Make both in a folder. Commits carry a fixed person and times a minute apart. */
export function makeRemote(folder: string): Remote {
  const remote = join(folder, "remote.git");
  const clone = join(folder, "clone");
  let clock = Date.UTC(2026, 0, 1) / 1000;
  const gitIn = (where: string, ...args: string[]): string => {
    const date = `@${clock} +0000`;
    const env = {
      PATH: process.env.PATH,
      NODE_ENV: process.env.NODE_ENV,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "Ada",
      GIT_AUTHOR_EMAIL: "ada@example.org",
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: "Ada",
      GIT_COMMITTER_EMAIL: "ada@example.org",
      GIT_COMMITTER_DATE: date,
    };
    return execFileSync("git", args, { cwd: where, env, stdio: ["ignore", "pipe", "pipe"] })
      .toString()
      .replace(/\n$/, "");
  };
  gitIn(folder, "init", "--quiet", "--bare", "--initial-branch=main", remote);
  gitIn(folder, "init", "--quiet", "--initial-branch=main", clone);
  gitIn(clone, "remote", "add", "origin", remote);
  return {
    remote,
    gitIn,
    git: (...args) => gitIn(clone, ...args),
    commit(files, message = "Change") {
      clock += 60;
      // Others publish to the branch as well.
      const branches = gitIn(clone, "ls-remote", "--heads", "origin", "main");
      if (branches !== "") gitIn(clone, "pull", "--quiet", "--ff-only", "origin", "main");
      for (const [path, content] of Object.entries(files)) {
        const full = join(clone, path);
        mkdirSync(dirname(full), { recursive: true });
        if (content === null) rmSync(full);
        else writeFileSync(full, content);
      }
      gitIn(clone, "add", "--all");
      gitIn(clone, "commit", "--quiet", "--message", message);
      gitIn(clone, "push", "--quiet", "origin", "HEAD:main");
    },
  };
}
