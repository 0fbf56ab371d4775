import { remember } from "./remember.ts";
import { git, runGit } from "./run-git.ts";

export const noCommit = "0".repeat(40);

/** Every ref but those of pull requests, as `refs/…` to the object it names. */
export async function readRefs(folder: string): Promise<Map<string, string>> {
  const lines = await git(folder, [
    "for-each-ref",
    "--format=%(refname) %(objectname)",
    "refs/heads",
    "refs/tags",
  ]);
  return new Map(
    lines
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split(" ") as [string, string]),
  );
}

/** The object a full ref, branch, tag or (short) commit id names, peeled to a commit; undefined for none. */
export async function resolveCommit(folder: string, name: string): Promise<string | undefined> {
  if (name === "" || name.startsWith("-")) return undefined;
  for (const candidate of [`refs/heads/${name}`, `refs/tags/${name}`, name, `refs/${name}`]) {
    const { code, output } = await runGit(
      folder,
      ["rev-parse", "--verify", "-q", "--end-of-options", `${candidate}^{commit}`],
      {
        accept: [1, 128],
      },
    );
    if (code === 0) return output.toString("utf8").trim();
  }
  return undefined;
}

/** The object of a ref by its full name. */
export async function readRef(folder: string, ref: string): Promise<string | undefined> {
  const { code, output } = await runGit(folder, ["show-ref", "--verify", "--hash", "--", ref], {
    accept: [1, 128],
  });
  return code === 0 ? output.toString("utf8").trim() : undefined;
}

/** Move, make or remove a ref when it still names `before`; undefined takes whatever it names. */
export async function writeRef(folder: string, ref: string, after: string, before?: string): Promise<void> {
  const args = after === noCommit ? ["-d", ref] : [ref, after];
  await git(folder, ["update-ref", ...args, ...(before === undefined ? [] : [before])]);
}

/** Both by full id. */
export const isAncestor = remember(async (folder: string, earlier: string, later: string) => {
  const { code } = await runGit(folder, ["merge-base", "--is-ancestor", earlier, later], { accept: [1] });
  return code === 0;
});

/** Where two commits (by full id) parted; undefined where they have nothing in common. */
export const mergeBase = remember(async (folder: string, a: string, b: string) => {
  const { code, output } = await runGit(folder, ["merge-base", a, b], { accept: [1] });
  return code === 0 ? output.toString("utf8").trim() : undefined;
});

export async function objectType(folder: string, sha: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{40}$/u.test(sha)) return undefined;
  const { code, output } = await runGit(folder, ["cat-file", "-t", sha], { accept: [1, 128] });
  return code === 0 ? output.toString("utf8").trim() : undefined;
}

/** How many commits are in the second history and not in the first; both by full id. */
export const countCommits = remember(async (folder: string, from: string, to: string) =>
  Number(await git(folder, ["rev-list", "--count", `${from}..${to}`])),
);
