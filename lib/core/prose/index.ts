export { type Anchor, longestQuote, makeAnchor } from "./anchor.ts";
export { type Carried, carryAnchor, carryAnchors } from "./carry.ts";
export { changedLines } from "./changed-lines.ts";
export { applyHunks, type Hunk, hunksBetween, withNeeds } from "./hunk.ts";
export { editDistance, type HunkKind } from "./hunk-kind.ts";
export { type Conflict, type Merge, mergeByBlock, settleConflicts } from "./merge.ts";
export { passagesOf, touchesPassage } from "./passages.ts";
export { locateQuote, type QuotePlace } from "./quote.ts";
export { countWords, diffWords, type WordRun } from "./words.ts";
