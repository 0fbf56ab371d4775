/**
 * Reading again after an edit. The scanner's steps follow from what they begin with and from the lines they look at, so
 * those that looked at no edited line stay, and behind the edit reading stops where a known step begins. Only the lines
 * between are taken out of the source, which is never looked at as a whole.
 */
import type { RootContent } from "mdast";
import { type Shift, still } from "./moved.ts";
import { buildStretches, type CutText, cutText, Reading, read, type Stretch } from "./reading.ts";
import { type Edit, splice } from "./splice.ts";

/** What edits made of a reading. */
export interface Reread {
  reading: Reading;
  /** How many top-level nodes at the head and at the tail are what they were. */
  head: number;
  tail: number;
  /** Those between, as they read now; their places are those in `text`. */
  nodes: readonly RootContent[];
  /** The part of the source that was read again, and where it stands. */
  text: string;
  shift: Shift;
}

/** So many steps behind the edit are looked at first; then eight times as many, and so on. */
const firstLook = 8;

/** A reading with the place of edits in it. */
interface Place {
  previous: Reading;
  edits: readonly Edit[];
  /** Stretches before the edits that they cannot have changed. */
  kept: number;
  /** Where the edits end in the source as it was, and by how much what follows has moved. */
  end: number;
  offset: number;
}

/** What was cut again, where it stands, and which stretch is the first that stays behind it, moved by so many lines. */
interface Again {
  cut: CutText;
  shift: Shift;
  tail: number;
  lines: number;
}

/**
 * Read again after edits in source order that do not overlap, as for `splice`; others throw. The result is what `read`
 * gives for the new source. It costs what the blocks from the first edit to the last cost, but when link definitions
 * come or go every block is read again.
 */
export function reread(previous: Reading, edits: readonly Edit[]): Reread {
  const source = spliced(previous.source, edits);
  const { stretches } = previous;
  const first = edits[0];
  if (!first)
    return { reading: previous, head: count(stretches), tail: 0, nodes: [], text: "", shift: still };
  const start = first.span.start;
  let kept = 0;
  while ((stretches[kept]?.reach ?? start) < start) kept++;
  const { cut, shift, tail, lines } = cutAgain({
    previous,
    edits,
    kept,
    end: edits[edits.length - 1]?.span.end ?? start,
    offset: source.length - previous.source.length,
  });
  const head = stretches.slice(0, kept);
  const behind = stretches.slice(tail);
  const definitions = new Set(cut.labels.flat());
  for (const label of previous.around ?? []) definitions.add(label);
  for (const { labels } of head) for (const label of labels) definitions.add(label);
  for (const { labels } of behind) for (const label of labels) definitions.add(label);
  if (!sameSet(definitions, previous.definitions)) {
    const reading = read(source, previous.around);
    return { reading, head: 0, tail: 0, nodes: reading.tree.children, text: source, shift: still };
  }
  const fresh = buildStretches(cut, definitions);
  const nodes = fresh.flatMap((stretch) => stretch.nodes);
  const moves = { offset: source.length - previous.source.length, line: lines };
  const all = head
    .concat(fresh.map((stretch) => moveStretch(stretch, shift)))
    .concat(behind.map((stretch) => moveStretch(stretch, moves)));
  const reading = new Reading(source, all, definitions, previous.around);
  return { reading, head: count(head), tail: count(behind), nodes, text: cut.text, shift };
}

/** Cut what the edits can have changed. */
function cutAgain({ previous, edits, kept, end, offset }: Place): Again {
  const { source, stretches } = previous;
  // The line above the first is taken along: front matter asks whether it is blank.
  const above = stretches[kept - 1];
  const chapter = previous.around === null;
  const shift = { offset: above?.lastLine ?? 0, line: above ? above.endLine - 1 : 0 };
  let behind = kept;
  while ((stretches[behind]?.start ?? Number.POSITIVE_INFINITY) <= end) behind++;
  for (let look = firstLook; ; look *= 8) {
    const limit = stretches[behind + look];
    const text = spliced(
      source.slice(shift.offset, limit?.start),
      edits.map(({ span, text }) => ({
        span: { start: span.start - shift.offset, end: span.end - shift.offset },
        text,
      })),
    );
    let tail = behind;
    const met: number[] = [];
    const cut = cutText(
      text,
      { part: above !== undefined || !chapter, chapter },
      above ? 1 : 0,
      (at, lines) => {
        /** Where a line stood before the edits. */
        const formerly = (index: number): number => (lines[index]?.from ?? 0) + shift.offset - offset;
        while ((stretches[tail]?.start ?? Number.POSITIVE_INFINITY) < formerly(at)) tail++;
        const known = stretches[tail];
        // The line above must be as it was, too.
        if (known?.start !== formerly(at) || formerly(at - 1) <= end) return false;
        met.push(shift.line + at - known.line);
        return true;
      },
    );
    const [lines] = met;
    if (!limit) return { cut, shift, tail: lines === undefined ? stretches.length : tail, lines: lines ?? 0 };
    // Who looked at the last line of a part cannot know what stands after it.
    if (lines !== undefined && cut.steps.every((step) => step.seen + 1 < cut.lines.length))
      return { cut, shift, tail, lines };
  }
}

function spliced(source: string, edits: readonly Edit[]): string {
  const result = splice(source, edits);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function moveStretch(stretch: Stretch, { offset, line }: Shift): Stretch {
  return {
    start: stretch.start + offset,
    line: stretch.line + line,
    endLine: stretch.endLine + line,
    lastLine: stretch.lastLine + offset,
    end: stretch.end + offset,
    reach: stretch.reach + offset,
    labels: stretch.labels,
    nodes: stretch.nodes,
    shift: { offset: stretch.shift.offset + offset, line: stretch.shift.line + line },
  };
}

function count(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, stretch) => sum + stretch.nodes.length, 0);
}

function sameSet(one: ReadonlySet<string>, two: ReadonlySet<string>): boolean {
  return one.size === two.size && [...one].every((each) => two.has(each));
}
