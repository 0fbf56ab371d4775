/** The revisions of a chapter, as its history page tells of them. */

/** One revision: what the chapter's file was after one commit. */
export interface ChapterRevision {
  commit: string;
  /** The Git blob of the text. */
  blob: string;
  /** The path it had then. */
  path: string;
  /** Who wrote it, as the commit says; others who wrote along after them. */
  authors: string[];
  /** When it entered the book; ISO 8601. */
  at: string;
  /** What was done, in the words of who did it. */
  subject: string;
  /** The proposal it came from, where it came by Colophon. */
  proposal: number | null;
  /** The path it had before, where this revision gave it another. */
  renamedFrom: string | null;
}

/** So many revisions are read of a chapter; older ones are in the repository. */
export const mostRevisions = 200;

/** The people of a commit: its author, and those its trailers name as co-authors, once each. */
export function authorsOf(author: string, trailers: readonly { name: string; value: string }[]): string[] {
  const others = trailers
    .filter(({ name }) => name.toLowerCase() === "co-authored-by")
    .map(({ value }) => value.replace(/\s*<[^>]*>\s*$/u, "").trim());
  return [...new Set([author, ...others])].filter((name) => name !== "");
}

/** The proposal that a commit's trailers name; null for a commit that Colophon did not make. */
export function proposalOf(trailers: readonly { name: string; value: string }[]): number | null {
  const made = trailers.some(({ name }) => name.toLowerCase() === "publication-id");
  const number = Number(trailers.find(({ name }) => name.toLowerCase() === "proposal")?.value);
  return made && Number.isSafeInteger(number) && number > 0 ? number : null;
}
