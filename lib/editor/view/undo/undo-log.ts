/**
 * What was done to a chapter, step by step and from the end: enough to go back after the page was loaded again, when
 * the editors have forgotten. Pure; texts are sources as they stand.
 */
import { ChangeSet, Text } from "@codemirror/state";
import { changeBetween } from "../steps.ts";

/** One step, from the text after it to the one before. */
interface Back {
  changes: ChangeSet;
  /** How long the text before is, in UTF-16 units. */
  length: number;
  /** When it was done, in milliseconds. */
  at: number;
}

export interface UndoLog {
  text: string;
  /** Oldest first. */
  steps: readonly Back[];
  /** Texts that were gone back from, the next one last. */
  ahead: readonly string[];
}

/** What is done within this time of the last is one step with it, in milliseconds. */
const together = 500;
/** So many steps and so much text are kept; the oldest go first. */
const mostSteps = 300;
const mostText = 1_000_000;
/** So far back is looked for a text that came again: an editor's own undoing. */
const farthest = 40;

export function emptyLog(text: string): UndoLog {
  return { text, steps: [], ahead: [] };
}

/** The log after the text became another at a time. A text that was there before is gone back to. */
export function noted(log: UndoLog, text: string, at: number, ending: string): UndoLog {
  if (text === log.text) return log;
  const again = stepsBackTo(log, text, ending);
  if (again > 0) return { text, steps: log.steps.slice(0, -again), ahead: [] };
  const changes = changeBetween(text, log.text, ending);
  if (!changes) return log;
  const last = log.steps[log.steps.length - 1];
  const joined =
    last && at - last.at < together
      ? [...log.steps.slice(0, -1), { changes: changes.compose(last.changes), length: last.length, at }]
      : [...log.steps, { changes, length: log.text.length, at }];
  return { text, steps: bounded(joined), ahead: [] };
}

/** The log one step earlier; null when there is none. */
export function backOne(log: UndoLog, ending: string): UndoLog | null {
  const last = log.steps[log.steps.length - 1];
  if (!last) return null;
  const text = applied(last.changes, log.text, ending);
  return { text, steps: log.steps.slice(0, -1), ahead: [...log.ahead, log.text] };
}

/** The log one step later, after going back; null when nothing was gone back from. */
export function forwardOne(log: UndoLog, at: number, ending: string): UndoLog | null {
  const text = log.ahead[log.ahead.length - 1];
  const changes = text === undefined ? null : changeBetween(text, log.text, ending);
  if (text === undefined || !changes) return null;
  return {
    text,
    steps: bounded([...log.steps, { changes, length: log.text.length, at: at - together }]),
    ahead: log.ahead.slice(0, -1),
  };
}

/** How many steps back the text was this one; 0 when it was not lately. */
function stepsBackTo({ text, steps }: UndoLog, wanted: string, ending: string): number {
  const near = steps.slice(-farthest);
  if (!near.some((step) => step.length === wanted.length)) return 0;
  let now = Text.of(text.split(ending));
  for (let count = 1; count <= near.length; count++) {
    const step = near[near.length - count];
    if (!step) return 0;
    now = step.changes.apply(now);
    if (step.length === wanted.length && now.sliceString(0, now.length, ending) === wanted) return count;
  }
  return 0;
}

function bounded(steps: readonly Back[]): Back[] {
  let kept = 0;
  let size = 0;
  while (kept < Math.min(steps.length, mostSteps)) {
    size += weight(steps[steps.length - 1 - kept]);
    if (size > mostText) break;
    kept++;
  }
  return steps.slice(steps.length - kept);
}

function weight(step: Back | undefined): number {
  let length = 40;
  step?.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    length += inserted.length;
  });
  return length;
}

function applied(changes: ChangeSet, text: string, ending: string): string {
  const after = changes.apply(Text.of(text.split(ending)));
  return after.sliceString(0, after.length, ending);
}

/** A log as it is stored: the text by its fingerprint alone, since the draft holds it. */
export interface StoredLog {
  text: string;
  steps: readonly { changes: unknown; length: number; at: number }[];
}

export function storedLog({ text, steps }: UndoLog): StoredLog {
  return {
    text: fingerprint(text),
    steps: steps.map((step) => ({ ...step, changes: step.changes.toJSON() })),
  };
}

/** A stored log again, for the text it was stored with; null when it is of another one or cannot be read. */
export function readLog(stored: StoredLog, text: string): UndoLog | null {
  if (stored.text !== fingerprint(text)) return null;
  try {
    const steps = stored.steps.map((step) => ({ ...step, changes: ChangeSet.fromJSON(step.changes) }));
    return { text, steps, ahead: [] };
  } catch {
    return null;
  }
}

/** Tells texts apart as well as 53 bits can (cyrb53, by bryc, public domain), and by their length. */
function fingerprint(text: string): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 2654435761);
    two = Math.imul(two ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return `${text.length}:${4294967296 * (2097151 & two) + (one >>> 0)}`;
}
