import { remember } from "./remember.ts";
import { runGit } from "./run-git.ts";

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

/** What changed from one commit or tree to another (by full id), by file, in the order of their names. */
export const readDifferences = remember(async (folder: string, from: string, to: string) => {
  const args = ["diff-tree", "-r", "-M", "-z", "--raw", "-p", "--no-color", "--full-index", "--no-abbrev"];
  const text = (await runGit(folder, [...args, from, to])).output.toString("utf8");
  const middle = text.indexOf("\0\0");
  const parts = text
    .slice(0, Math.max(0, middle))
    .split("\0")
    .filter((part) => part !== "");
  // Lines of a file stand behind a sign, so no file can look like the head of another.
  const sections = text.slice(middle + 2).split(/^(?=diff --git )/mu);
  const found: FileDifference[] = [];
  while (parts.length > 0) {
    const [, , before = "", after = "", letter = ""] = (parts.shift() ?? "").split(" ");
    const path = parts.shift() ?? "";
    const renamed = letter.startsWith("R");
    const newPath = renamed ? (parts.shift() ?? "") : path;
    const section = sections.shift() ?? "";
    // A file that becomes a link is shown as gone and come.
    if (letter === "T") sections.shift();
    const start = section.indexOf("\n@@ ");
    const patch = start === -1 ? undefined : section.slice(start + 1).replace(/\n$/u, "");
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
});
