import { git, runGit } from "./run-git.ts";

export interface Signature {
  name: string;
  email: string;
  /** ISO 8601 in UTC. */
  date: string;
}

export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

const format = ["%H", "%T", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%B"].join("%x00");
const end = "\u0001";

function parse(text: string): Commit {
  const [sha = "", tree = "", parents = "", an = "", ae = "", at = "", cn = "", ce = "", ct = "", ...body] =
    text.split("\0");
  const date = (seconds: string) => new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
  return {
    sha,
    tree,
    parents: parents.split(" ").filter((each) => each !== ""),
    author: { name: an, email: ae, date: date(at) },
    committer: { name: cn, email: ce, date: date(ct) },
    message: body.join("\0").replace(/\n+$/u, ""),
  };
}

/** Commits that a range of `git log` names, newest first. */
export async function readCommits(folder: string, range: readonly string[]): Promise<Commit[]> {
  const text = await git(folder, ["log", `--format=tformat:${format}%x01`, ...range]);
  return text
    .split(end)
    .map((each) => each.replace(/^\n/u, ""))
    .filter((each) => each !== "")
    .map(parse);
}

export async function readCommit(folder: string, sha: string): Promise<Commit> {
  const [commit] = await readCommits(folder, ["-1", sha, "--"]);
  if (!commit) throw new Error(`There is no commit ${sha}`);
  return commit;
}

export interface NewCommit {
  tree: string;
  parents: readonly string[];
  message: string;
  author: Signature;
  committer: Signature;
}

export async function writeCommit(folder: string, wanted: NewCommit): Promise<string> {
  const { author, committer } = wanted;
  return git(
    folder,
    ["commit-tree", wanted.tree, ...wanted.parents.flatMap((each) => ["-p", each]), "-F", "-"],
    {
      input: wanted.message,
      env: {
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_AUTHOR_DATE: author.date,
        GIT_COMMITTER_NAME: committer.name,
        GIT_COMMITTER_EMAIL: committer.email,
        GIT_COMMITTER_DATE: committer.date,
      },
    },
  );
}

export interface TreeEntry {
  path: string;
  mode: string;
  type: "blob" | "tree" | "commit";
  sha: string;
  size?: number;
}

export async function readTree(folder: string, sha: string, recursive: boolean): Promise<TreeEntry[]> {
  const { output } = await runGit(folder, ["ls-tree", "-z", "-l", ...(recursive ? ["-r", "-t"] : []), sha]);
  return output
    .toString("utf8")
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => {
      const tab = line.indexOf("\t");
      const [mode = "", type = "", object = "", size = "-"] = line.slice(0, tab).split(/ +/u);
      const entry: TreeEntry = {
        path: line.slice(tab + 1),
        mode,
        type: type as TreeEntry["type"],
        sha: object,
      };
      return size === "-" ? entry : { ...entry, size: Number(size) };
    });
}

export async function writeBlob(folder: string, content: string | Buffer): Promise<string> {
  return git(folder, ["hash-object", "-w", "--stdin"], { input: content });
}

export interface TreeChange {
  path: string;
  mode: string;
  /** Null takes the path out. */
  sha: string | null;
}

let indexes = 0;

/** A tree from another one (or from nothing) with some paths changed. */
export async function writeTree(
  folder: string,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string> {
  const env = { GIT_INDEX_FILE: `${folder}/forge-index-${++indexes}` };
  await git(folder, ["read-tree", base ?? "--empty"], { env });
  const input = changes
    .map(({ path, mode, sha }) =>
      sha === null ? `0 ${"0".repeat(40)}\t${path}\0` : `${mode} ${sha}\t${path}\0`,
    )
    .join("");
  await git(folder, ["update-index", "-z", "--index-info"], { env, input });
  return git(folder, ["write-tree"], { env });
}
