import type { Hunk } from "./hunk.ts";

/**
 * Let edits of one side follow passages that the other side moved: an edit inside the place a passage left
 * becomes an edit of the passage where it arrived. Both lists come back, the edit gone from the one and
 * worked into the other.
 */
export function carryIntoMoves(ours: Hunk[], theirs: Hunk[]): [Hunk[], Hunk[]] {
  const [ours1, theirs1] = carry(ours, theirs);
  const [theirs2, ours2] = carry(theirs1, ours1);
  return [ours2, theirs2];
}

/** `movers` may hold moves, `editors` the edits to carry along. */
function carry(movers: Hunk[], editors: Hunk[]): [Hunk[], Hunk[]] {
  let moved = movers;
  let edits = editors;
  for (const leaving of movers) {
    const passage = leaving.before.trimEnd();
    if (leaving.kind !== "moved" || passage === "") continue;
    const arriving = movers.filter(
      (hunk) => leaving.needs.includes(hunk.id) && hunk.after.trimEnd() === passage,
    );
    const { start } = leaving.baseSpan;
    const inside = edits.filter(
      (hunk) =>
        hunk.baseSpan.start >= start &&
        hunk.baseSpan.end <= start + passage.length &&
        hunk.baseSpan.end > hunk.baseSpan.start,
    );
    const [place] = arriving;
    if (place === undefined || arriving.length > 1 || inside.length === 0) continue;
    let text = "";
    let reached = 0;
    for (const edit of inside) {
      text += passage.slice(reached, edit.baseSpan.start - start) + edit.after;
      reached = edit.baseSpan.end - start;
    }
    const after = text + passage.slice(reached) + place.after.slice(passage.length);
    moved = moved.map((hunk) => (hunk.id === place.id ? { ...hunk, after } : hunk));
    edits = edits.filter((hunk) => !inside.includes(hunk));
  }
  return [moved, edits];
}
