import { diffSequence } from "./sequence.ts";

/** How many lines differ between two texts: a line that was replaced counts once, as one that came or went does. */
export function changedLines(before: string, after: string): number {
  if (before === after) return 0;
  const lines = (text: string): string[] => (text === "" ? [] : text.replace(/\r?\n$/u, "").split(/\r?\n/u));
  return diffSequence(lines(before), lines(after)).reduce(
    (sum, { aStart, aEnd, bStart, bEnd }) => sum + Math.max(aEnd - aStart, bEnd - bStart),
    0,
  );
}
