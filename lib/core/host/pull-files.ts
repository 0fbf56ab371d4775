import { type OutsideChange, readText } from "../proposal/index.ts";

/** What a pull request does to a path, as Git tells it. */
export type PulledChange =
  | { kind: "added"; path: string }
  | { kind: "modified"; path: string; blob: string; mode: string; oldBlob: string; oldMode: string }
  | { kind: "deleted"; path: string }
  | { kind: "renamed"; path: string; from: string };

/** A larger text is judged at the host. */
export const largestText = 1024 * 1024;
/** So is what goes beyond this many files, or this much text together. */
const mostFiles = 200;
const mostText = 8 * largestText;

/**
 * Part what can be judged here, change by change, from what is judged at the host: files that are no text, come, go, move
 * or are large, and those in hidden folders, which steer the repository and not the book.
 * @param contents by blob; one that is missing was too large to read
 */
export function sortChanges(
  changes: readonly PulledChange[],
  contents: ReadonlyMap<string, Uint8Array>,
): { files: { path: string; base: string; text: string }[]; outside: OutsideChange[] } {
  const files: { path: string; base: string; text: string }[] = [];
  const outside: OutsideChange[] = [];
  let room = mostText;
  for (const change of changes) {
    const { path } = change;
    const from = change.kind === "renamed" ? change.from : null;
    const why = change.kind === "modified" ? judge(change, contents) : change.kind;
    if (typeof why === "string") {
      outside.push({ path, from, change: why });
      continue;
    }
    room -= why.base.length + why.text.length;
    if (files.length >= mostFiles || room < 0) outside.push({ path, from, change: "large" });
    else files.push({ path, ...why });
  }
  return { files, outside };
}

function judge(
  change: Extract<PulledChange, { kind: "modified" }>,
  contents: ReadonlyMap<string, Uint8Array>,
): OutsideChange["change"] | { base: string; text: string } {
  if (change.path.split("/").some((part) => part.startsWith("."))) return "other";
  if (!isFile(change.mode) || !isFile(change.oldMode)) return "other";
  if (change.blob === change.oldBlob) return "mode";
  const [old, now] = [contents.get(change.oldBlob), contents.get(change.blob)];
  if (!old || !now || old.byteLength > largestText || now.byteLength > largestText) return "large";
  const [base, text] = [readText(old), readText(now)];
  // The database keeps no NUL, and no text has one.
  if (base === null || text === null || base.includes("\0") || text.includes("\0")) return "binary";
  return { base, text };
}

/** A file of the usual kind, executable or not; no link and no submodule. */
const isFile = (mode: string) => mode === "100644" || mode === "100755";
