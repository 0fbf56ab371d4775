/**
 * Reading again after an edit. The scanner's steps follow from what they begin with and from the lines they look at, so
 * those that looked at no edited line stay, and behind the edit reading stops where a known step begins.
 */
import type { RootContent } from "mdast";
import { buildPart, type CutPart, cutPart, Reading, read, type Stretch } from "./reading.ts";
import { type Edit, splice } from "./splice.ts";

/** What edits made of a reading. */
export interface Reread {
  reading: Reading;
  /** How many top-level nodes at the head and at the tail are what they were. */
  head: number;
  tail: number;
  /** Those between, as they read now. */
  nodes: readonly RootContent[];
}

/** So many steps behind the edit are looked at first; then eight times as many, and so on. */
const firstLook = 8;

/** A reading with the place of an edit in it. */
interface Place {
  source: string;
  stretches: readonly Stretch[];
  /** Stretches before the edit that it cannot have changed. */
  kept: number;
  /** Where the edit ends in the source as it was, and by how much what follows has moved. */
  end: number;
  offset: number;
}

/**
 * Read again after edits in source order that do not overlap, as for `splice`; others throw. The result is what `read`
 * gives for the new source. It costs what the blocks from the first edit to the last cost, but when link definitions
 * come or go every block is read again.
 */
export function reread(previous: Reading, edits: readonly Edit[]): Reread {
  const spliced = splice(previous.source, edits);
  if (!spliced.ok) throw new Error(spliced.problem.message);
  const { stretches } = previous;
  const first = edits[0];
  if (!first) return { reading: previous, head: count(stretches), tail: 0, nodes: [] };
  const start = first.span.start;
  let kept = 0;
  while ((stretches[kept]?.reach ?? start) < start) kept++;
  const place: Place = {
    source: spliced.value,
    stretches,
    kept,
    end: Math.max(start, edits[edits.length - 1]?.span.end ?? start),
    offset: spliced.value.length - previous.source.length,
  };
  const { part, tail, lines } = cutAgain(place);
  const head = stretches.slice(0, kept);
  const behind = stretches.slice(tail);
  const definitions = new Set(
    [...head, ...behind].flatMap((stretch) => stretch.labels).concat(...part.labels),
  );
  if (!sameSet(definitions, previous.definitions)) {
    const reading = read(place.source);
    return { reading, head: 0, tail: 0, nodes: reading.tree.children };
  }
  const fresh = buildPart(place.source, part, definitions);
  const following = behind.map((stretch) => moveStretch(stretch, place.offset, lines));
  return {
    reading: new Reading(place.source, [...head, ...fresh, ...following], definitions),
    head: count(head),
    tail: count(following),
    nodes: fresh.flatMap((stretch) => stretch.nodes),
  };
}

/** Cut what the edit can have changed; `tail` is the first stretch that stays behind it, moved by so many lines. */
function cutAgain(place: Place): { part: CutPart; tail: number; lines: number } {
  const { source, stretches, kept, end, offset } = place;
  // The line above the first is taken along: front matter asks whether it is blank.
  const above = stretches[kept - 1];
  const start = above?.lastLine ?? 0;
  const line = above ? above.endLine - 1 : 0;
  let behind = kept;
  while ((stretches[behind]?.start ?? Number.POSITIVE_INFINITY) <= end) behind++;
  for (let look = firstLook; ; look *= 8) {
    const limit = stretches[behind + look];
    let tail = behind;
    let met: { tail: number; lines: number } | null = null;
    const bounds = { start, end: limit ? limit.start + offset : source.length, line };
    const part = cutPart(source, bounds, above ? 1 : 0, (at, lines) => {
      const here = (lines[at]?.from ?? 0) - offset;
      while ((stretches[tail]?.start ?? Number.POSITIVE_INFINITY) < here) tail++;
      const known = stretches[tail];
      // The line above must be as it was, too.
      if (known?.start !== here || (lines[at - 1]?.from ?? 0) - offset <= end) return false;
      met = { tail, lines: line + at - known.line };
      return true;
    });
    if (!limit) return { part, ...(met ?? { tail: stretches.length, lines: 0 }) };
    // Who looked at the last line of a part cannot know what stands after it.
    if (met && part.steps.every((step) => step.seen + 1 < part.lines.length))
      return { part, ...(met as { tail: number; lines: number }) };
  }
}

function moveStretch(stretch: Stretch, offset: number, lines: number): Stretch {
  return {
    ...stretch,
    start: stretch.start + offset,
    line: stretch.line + lines,
    endLine: stretch.endLine + lines,
    lastLine: stretch.lastLine + offset,
    end: stretch.end + offset,
    reach: stretch.reach + offset,
    shift: { offset: stretch.shift.offset + offset, line: stretch.shift.line + lines },
  };
}

function count(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, stretch) => sum + stretch.nodes.length, 0);
}

function sameSet(one: ReadonlySet<string>, two: ReadonlySet<string>): boolean {
  return one.size === two.size && [...one].every((each) => two.has(each));
}
