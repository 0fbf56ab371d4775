/** Lines of a patch, for comments that stand on them. */

export type Side = "LEFT" | "RIGHT";

interface PatchLine {
  /** Counted from the first hunk's heading, as GitHub's `position`. */
  position: number;
  text: string;
  left: number | null;
  right: number | null;
}

function readPatch(patch: string): PatchLine[] {
  let left = 0;
  let right = 0;
  return patch.split("\n").flatMap((text, position): PatchLine[] => {
    const heading = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/u.exec(text);
    if (heading) {
      left = Number(heading[1]);
      right = Number(heading[2]);
      return [{ position, text, left: null, right: null }];
    }
    if (text.startsWith("+")) return [{ position, text, left: null, right: right++ }];
    if (text.startsWith("-")) return [{ position, text, left: left++, right: null }];
    if (text.startsWith("\\")) return [];
    return [{ position, text, left: left++, right: right++ }];
  });
}

/** The part of a hunk that GitHub shows above a comment, and the comment's position; undefined outside the diff. */
export function hunkAt(
  patch: string,
  line: number,
  side: Side,
): { hunk: string; position: number } | undefined {
  const lines = readPatch(patch);
  const at = lines.findIndex((each) => (side === "LEFT" ? each.left : each.right) === line);
  const found = lines[at];
  if (!found) return undefined;
  const start = lines.findLastIndex((each, i) => i <= at && each.left === null && each.right === null);
  const shown = lines.slice(start, at + 1).map((each) => each.text);
  return { hunk: shown.join("\n"), position: found.position };
}

/** Where a line of the old text is in the new one; null when it is gone. A patch without context is all it takes. */
export function carryLine(patch: string, line: number): number | null {
  let shift = 0;
  for (const each of readPatch(patch)) {
    if (each.left === line) return each.right;
    if (each.left !== null && each.left > line) break;
    if (each.left !== null || each.right === null) {
      if (each.right === null && each.left !== null) shift--;
    } else shift++;
  }
  return line + shift;
}
