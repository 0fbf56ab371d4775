import type { Hunk } from "./hunk.ts";

/** Shorter than this, a block such as a fence or `***` stands in many places and says nothing. */
const telling = 20;

/**
 * The passages that these hunks replace, as they stand in the base. By their words and not by their places, so that hunks
 * of different bases can be compared. What is only added replaces nothing.
 */
export function passagesOf(hunks: readonly Pick<Hunk, "before">[]): string[] {
  return hunks.map((hunk) => hunk.before.trim()).filter((passage) => passage.length >= telling);
}

/** Whether a hunk changes one of these passages too, wholly or in part of a larger one. */
export function touchesPassage(hunk: Pick<Hunk, "before">, passages: readonly string[]): boolean {
  const [own] = passagesOf([hunk]);
  return own !== undefined && passages.some((passage) => passage.includes(own) || own.includes(passage));
}
