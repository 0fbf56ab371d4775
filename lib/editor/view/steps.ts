/**
 * What was done in one mode, for the other to take over in steps that can each be undone. Changes are CodeMirror's:
 * they count a line break as one, however many characters the source ends a line with.
 */
import { ChangeSet, Text } from "@codemirror/state";

export interface Step {
  changes: ChangeSet;
  /** When, in milliseconds. */
  at: number;
}

/** What is done within this time of the last is one step with it, in milliseconds. */
const together = 500;

/** The steps with one more. At most `most` are kept apart; the oldest grow together. */
export function withStep(steps: readonly Step[], step: Step, most: number): Step[] {
  const last = steps[steps.length - 1];
  if (last && step.at - last.at < together)
    return [...steps.slice(0, -1), { changes: last.changes.compose(step.changes), at: step.at }];
  const [first, second, ...rest] = steps;
  if (steps.length < most || !first || !second) return [...steps, step];
  return [{ changes: first.changes.compose(second.changes), at: second.at }, ...rest, step];
}

/** How a source ends its lines: as its first line does. */
export function lineEnding(source: string): "\r\n" | "\n" | "\r" {
  return (/\r\n|\n|\r/u.exec(source)?.[0] ?? "\n") as "\r\n" | "\n" | "\r";
}

const stretch = 4_096;

/** The change from one source to another, from the first character that differs to the last; null without one. */
export function changeBetween(before: string, after: string, ending: string): ChangeSet | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  // Stretches at a time first: a chapter is compared at every change.
  while (head + stretch <= shorter && after.startsWith(before.slice(head, head + stretch), head))
    head += stretch;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail + stretch <= shorter - head &&
    after.endsWith(before.slice(before.length - tail - stretch, before.length - tail), after.length - tail)
  )
    tail += stretch;
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  // A line ending of two characters is never cut in two.
  if (ending === "\r\n") {
    if (head > 0 && before[head - 1] === "\r") head--;
    if (tail > 0 && before[before.length - tail] === "\n") tail--;
  }
  const end = before.length - tail;
  const breaks = (from: number, to: number): number =>
    ending === "\r\n" ? before.slice(from, to).split("\r\n").length - 1 : 0;
  const from = head - breaks(0, head);
  const to = end - breaks(0, head) - breaks(head, end);
  const length = before.length - breaks(0, before.length);
  return ChangeSet.of({ from, to, insert: after.slice(head, after.length - tail) }, length, ending);
}

/** The source after each step; `last` alone when the steps do not lead there. */
export function versionsAfter(
  source: string,
  steps: readonly Step[],
  ending: string,
  last: string,
): string[] {
  let text = Text.of(source.split(ending));
  const versions: string[] = [];
  for (const { changes } of steps) {
    if (changes.length !== text.length) return [last];
    text = changes.apply(text);
    versions.push(text.sliceString(0, text.length, ending));
  }
  return versions[versions.length - 1] === last ? versions : [last];
}

/** The offset in the source of a position that counts line breaks as one. */
export function toOffset(doc: Text, pos: number, ending: string): number {
  return pos + (doc.lineAt(pos).number - 1) * (ending.length - 1);
}

/** The position of an offset in the source, line breaks counted as one. */
export function toPosition(doc: Text, offset: number, ending: string): number {
  if (ending.length === 1) return Math.max(0, Math.min(offset, doc.length));
  let low = 1;
  let high = doc.lines;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (doc.line(middle).from + middle - 1 <= offset) low = middle;
    else high = middle - 1;
  }
  const line = doc.line(low);
  return Math.max(line.from, Math.min(line.to, offset - low + 1));
}
