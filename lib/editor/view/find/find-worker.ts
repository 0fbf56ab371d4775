/** Runs a reader's own regular expression where it can be stopped: one that never ends would stop the page. */
import { type FindQuery, matchesIn, mostMatches, patternOf } from "./matches.ts";

/** What the worker is asked: the texts to search. */
export interface FindRequest {
  query: FindQuery;
  texts: readonly string[];
}

/** Each match with the index of its text. */
export type FindAnswer = readonly (readonly [
  text: number,
  start: number,
  end: number,
  groups: readonly (string | undefined)[],
])[];

self.addEventListener("message", ({ data }: MessageEvent<FindRequest>) => {
  const pattern = patternOf(data.query);
  const answer: FindAnswer[number][] = [];
  for (const [index, text] of data.texts.entries()) {
    if (!pattern || answer.length >= mostMatches) break;
    for (const { start, end, groups } of matchesIn(
      text,
      pattern,
      data.query.wholeWord,
      mostMatches - answer.length,
    ))
      answer.push([index, start, end, groups]);
  }
  self.postMessage(answer);
});
