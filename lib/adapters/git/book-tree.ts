import { inside, type Mirror } from "./mirror.ts";
import { objectId } from "./ref-name.ts";
import { decodePath } from "./repository-path.ts";
import { mustGit } from "./run-git.ts";

export type EntryKind = "file" | "executable" | "symlink" | "submodule";

export interface TreeEntry {
  path: string;
  /** Six octal digits as git writes them. */
  mode: string;
  blob: string;
  /** Bytes; 0 for a submodule, whose content is elsewhere. */
  size: number;
  /** Symlinks and submodules are reported, never followed. */
  kind: EntryKind;
  /** False when the name is not UTF-8 and `path` only shows it. */
  utf8: boolean;
}

export type Change =
  | { kind: "added"; path: string; blob: string; mode: string }
  | { kind: "modified"; path: string; blob: string; mode: string; oldBlob: string; oldMode: string }
  | { kind: "deleted"; path: string; oldBlob: string; oldMode: string }
  | {
      kind: "renamed";
      path: string;
      /** The path it had. */
      from: string;
      /** 0 to 100; 100 means that not one byte changed. */
      similarity: number;
      blob: string;
      mode: string;
      oldBlob: string;
      oldMode: string;
    };

/** What a mode says an entry is. */
export function entryKind(mode: string): EntryKind {
  if (mode === "120000") return "symlink";
  if (mode === "160000") return "submodule";
  return mode === "100755" ? "executable" : "file";
}

/** Cut output of `-z` into its fields. */
function fields(output: Buffer): Buffer[] {
  const out: Buffer[] = [];
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    if (end < 0) break;
    out.push(output.subarray(start, end));
    start = end + 1;
  }
  return out;
}

/** Every file of a commit, in git's order. */
export async function readTree(mirror: Pick<Mirror, "dir">, commit: string): Promise<TreeEntry[]> {
  const output = await mustGit(
    ["ls-tree", "-r", "-l", "-z", "--full-tree", objectId(commit)],
    inside(mirror),
  );
  return fields(output).map((field) => {
    const tab = field.indexOf(9);
    const [mode = "", , blob = "", size = "-"] = field.subarray(0, tab).toString("latin1").split(/ +/);
    const name = decodePath(field.subarray(tab + 1));
    return { ...name, mode, blob, size: size === "-" ? 0 : Number(size), kind: entryKind(mode) };
  });
}

/** The tree without files, known to git without being stored. */
const emptyTree = {
  40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
};

/**
 * What differs between two commits, renames found when at least half of a file stayed.
 * @param from null compares with an empty book
 */
export async function readChanges(
  mirror: Pick<Mirror, "dir">,
  from: string | null,
  to: string,
): Promise<Change[]> {
  const base = from === null ? emptyTree[objectId(to).length as 40 | 64] : objectId(from);
  const args = [
    "diff-tree",
    "-r",
    "-z",
    "-M50%",
    "-l2000",
    "--raw",
    "--no-abbrev",
    "--no-ext-diff",
    base,
    objectId(to),
  ];
  const parts = fields(await mustGit(args, inside(mirror)));
  const changes: Change[] = [];
  for (let i = 0; i < parts.length; ) {
    const [oldMode = "", mode = "", oldBlob = "", blob = "", status = ""] = parts[i++]!.toString("latin1")
      .slice(1)
      .split(" ");
    const path = decodePath(parts[i++]!).path;
    if (status.startsWith("R")) {
      const to = decodePath(parts[i++]!).path;
      changes.push({
        kind: "renamed",
        path: to,
        from: path,
        similarity: Number(status.slice(1)),
        blob,
        mode,
        oldBlob,
        oldMode,
      });
    } else if (status === "A") changes.push({ kind: "added", path, blob, mode });
    else if (status === "D") changes.push({ kind: "deleted", path, oldBlob, oldMode });
    else changes.push({ kind: "modified", path, blob, mode, oldBlob, oldMode });
  }
  return changes;
}
