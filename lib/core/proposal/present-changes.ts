import {
  applyHunks,
  type Conflict,
  type Hunk,
  hunksBetween,
  mergeByBlock,
  settleConflicts,
} from "../prose/index.ts";

/** A change of a proposal as it stands against what the book says now. */
export interface PresentHunk extends Hunk {
  /** The passage as it was when the change was written, where the book has changed in the same words since. */
  clash: { base: string; book: string; proposed: string } | null;
}

/** A proposed file on the book's present text. */
export interface PresentFile {
  /** The book's text that the changes are counted from. */
  base: string;
  /** With all changes; where both changed the same words, the proposal's stand. */
  text: string;
  hunks: PresentHunk[];
  conflicts: Conflict[];
}

/** A proposed file. `done`: ids of changes, counted from the base, that an editor's own words took the place of. */
export interface ProposedFile {
  base: string;
  text: string;
  done?: readonly string[];
}

/** What is still proposed: the text without the changes that other words took the place of. */
export function stillProposed({ base, text, done = [] }: ProposedFile): string {
  if (done.length === 0) return text;
  const hunks = hunksBetween(base, text);
  return applyHunks(
    base,
    hunks,
    hunks.flatMap(({ id }) => (done.includes(id) ? [] : [id])),
  );
}

/**
 * Carry a proposed file to the book's present text: what the book has taken in already is gone from it, blocks the
 * book left alone stay as they are, and a change of the same words on both sides is marked as a clash.
 * @param present the book's text now; null where the book has no such file, and then nothing is carried
 */
export function presentFile(file: ProposedFile, present: string | null): PresentFile {
  const { base } = file;
  const proposed = stillProposed(file);
  if (present === null || present === base) {
    const hunks = hunksBetween(base, proposed).map((hunk) => ({ ...hunk, clash: null }));
    return { base, text: proposed, hunks, conflicts: [] };
  }
  const merge = mergeByBlock(base, proposed, present);
  const { conflicts } = merge;
  const text = settleConflicts(
    merge,
    conflicts.map((conflict) => conflict.ours),
  );
  const places = placesOf(conflicts);
  const hunks = hunksBetween(present, text).map((hunk) => {
    const at = places.findIndex(
      ({ start, end }) => hunk.revisedSpan.start <= end && hunk.revisedSpan.end >= start,
    );
    const clash = conflicts[at];
    return {
      ...hunk,
      clash: clash ? { base: clash.base, book: clash.theirs, proposed: clash.ours } : null,
    };
  });
  return { base: present, text, hunks, conflicts };
}

/** Where each conflict's own wording stands once all are settled for the proposal. */
function placesOf(conflicts: readonly Conflict[]): { start: number; end: number }[] {
  let shift = 0;
  return conflicts.map(({ span, ours }) => {
    const start = span.start + shift;
    shift += ours.length - (span.end - span.start);
    return { start, end: start + ours.length };
  });
}

/**
 * The file with the accepted changes and no others. `wordings` holds an editor's words in place of a change's own, by
 * its id.
 */
export function acceptedText(
  file: Pick<PresentFile, "base" | "hunks">,
  accepted: readonly string[],
  wordings: Readonly<Record<string, string>> = {},
): string {
  const hunks = file.hunks.map((hunk) =>
    Object.hasOwn(wordings, hunk.id) ? { ...hunk, after: wordings[hunk.id] ?? hunk.after } : hunk,
  );
  return applyHunks(file.base, hunks, accepted);
}

/**
 * Which of the file's own changes, counted from its base, stand at some changes of the present file: what is done with
 * when other words take their place.
 */
export function originsOf(file: ProposedFile, present: PresentFile, chosen: readonly string[]): string[] {
  const proposed = stillProposed(file);
  const carrying = hunksBetween(proposed, present.text);
  const places = present.hunks.filter(({ id }) => chosen.includes(id)).map(({ revisedSpan }) => revisedSpan);
  return hunksBetween(file.base, proposed).flatMap(({ id, revisedSpan }) => {
    const span = {
      start: carried(carrying, revisedSpan.start, "start"),
      end: carried(carrying, revisedSpan.end, "end"),
    };
    return places.some((place) => meets(place, span)) ? [id] : [];
  });
}

/** Where an offset of the one text is in the other; within what changed, the side that is asked for. */
function carried(changes: readonly Hunk[], offset: number, side: "start" | "end"): number {
  let shift = 0;
  for (const { baseSpan, revisedSpan } of changes) {
    if (baseSpan.start >= offset) break;
    if (baseSpan.end > offset) return revisedSpan[side];
    shift = revisedSpan.end - baseSpan.end;
  }
  return offset + shift;
}

function meets(one: { start: number; end: number }, other: { start: number; end: number }): boolean {
  const empty = one.start === one.end || other.start === other.end;
  return empty
    ? one.start <= other.end && one.end >= other.start
    : one.start < other.end && one.end > other.start;
}

/**
 * What somebody typed in place of a change, made to fit where it goes: with the line ends of the book, and with the
 * blank lines around it that keep its neighbours apart.
 */
export function fitWording(hunk: Pick<Hunk, "before" | "after">, typed: string): string {
  const model = hunk.after.trim() === "" ? hunk.before : hunk.after;
  const words = typed
    .replace(/\r\n?/gu, "\n")
    .replace(/^(?:[ \t]*\n)+/u, "")
    .trimEnd();
  const inLines = /\r\n/u.test(model) ? words.replace(/\n/gu, "\r\n") : words;
  if (words === "") return hunk.after.trim() === "" ? hunk.after : "";
  const lead = /^(?:[ \t]*\r?\n)*/u.exec(model)?.[0] ?? "";
  const trail = /\s*$/u.exec(model)?.[0] ?? "";
  return lead + inLines + trail;
}
