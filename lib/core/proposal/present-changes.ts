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

/**
 * Carry a proposed file to the book's present text: what the book has taken in already is gone from it, blocks the
 * book left alone stay as they are, and a change of the same words on both sides is marked as a clash.
 * @param present the book's text now; null where the book has no such file, and then nothing is carried
 */
export function presentFile(file: { base: string; text: string }, present: string | null): PresentFile {
  if (present === null || present === file.base) {
    const hunks = hunksBetween(file.base, file.text).map((hunk) => ({ ...hunk, clash: null }));
    return { base: file.base, text: file.text, hunks, conflicts: [] };
  }
  const merge = mergeByBlock(file.base, file.text, present);
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
