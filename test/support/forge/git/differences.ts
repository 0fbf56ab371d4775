import { git, runGit } from "./run-git.ts";

export interface FileDifference {
  path: string;
  previousPath: string | null;
  status: "added" | "removed" | "modified" | "renamed" | "changed";
  additions: number;
  deletions: number;
  /** The blob after, or before where the file is gone. */
  blob: string;
  /** Hunks as GitHub gives them; undefined for what is binary. */
  patch: string | undefined;
}

const statusWords: Record<string, FileDifference["status"]> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  T: "changed",
};

/** What changed from one tree to another, by file, in the order of their names. */
export async function readDifferences(folder: string, from: string, to: string): Promise<FileDifference[]> {
  const raw = await git(folder, ["diff-tree", "-r", "-M", "-z", "--raw", "--no-abbrev", from, to]);
  const parts = raw.split("\0").filter((part) => part !== "");
  const found: FileDifference[] = [];
  while (parts.length > 0) {
    const [, , before = "", after = "", letter = ""] = (parts.shift() ?? "").split(" ");
    const path = parts.shift() ?? "";
    const renamed = letter.startsWith("R");
    const newPath = renamed ? (parts.shift() ?? "") : path;
    const paths = renamed ? [path, newPath] : [path];
    const text = (
      await runGit(
        folder,
        ["diff-tree", "-p", "-M", "--no-color", "--full-index", from, to, "--", ...paths],
        {
          env: { GIT_LITERAL_PATHSPECS: "1" },
        },
      )
    ).output.toString("utf8");
    const start = text.indexOf("\n@@ ");
    const patch = start === -1 ? undefined : text.slice(start + 1).replace(/\n$/u, "");
    const lines = patch?.split("\n") ?? [];
    found.push({
      path: newPath,
      previousPath: renamed ? path : null,
      status: statusWords[letter.charAt(0)] ?? "modified",
      additions: lines.filter((line) => line.startsWith("+")).length,
      deletions: lines.filter((line) => line.startsWith("-")).length,
      blob: letter === "D" ? before : after,
      patch,
    });
  }
  return found;
}
