import { authorsOf, type ChapterRevision, proposalOf } from "#lib/core/book/index.ts";
import { trailersOf } from "./commit-history.ts";
import { inside, type Mirror } from "./mirror.ts";
import { objectId } from "./ref-name.ts";
import { mustGit } from "./run-git.ts";

/** Begins each record, before its commit. */
const mark = "\u0001";
const format = "%x01%H%x00%aN%x00%ct%x00%s%x00%(trailers:only=yes,unfold=yes)%x00";

/**
 * The revisions of a file, newest first, under its earlier names too (`git log --follow`: a file of which at least half
 * stayed). A revision that took the file away is left out.
 * @param query.before look back from the commit before this one
 */
export async function readFileHistory(
  mirror: Pick<Mirror, "dir">,
  query: { from: string; before?: boolean; path: string; limit: number },
): Promise<ChapterRevision[]> {
  const start = `${objectId(query.from)}${query.before ? "^@" : ""}`;
  const args = [
    "--follow",
    "-M50%",
    "--raw",
    "--no-abbrev",
    `--max-count=${Math.max(1, Math.trunc(query.limit))}`,
  ];
  const output = await mustGit(
    [
      "log",
      "-z",
      "--no-show-signature",
      "--use-mailmap",
      `--format=${format}`,
      ...args,
      start,
      "--",
      query.path,
    ],
    inside(mirror),
  );
  return output
    .toString("utf8")
    .split(mark)
    .flatMap((record) => revisionOf(record) ?? []);
}

function revisionOf(record: string): ChapterRevision | null {
  const [commit = "", author = "", at, subject = "", trailers = "", ...rest] = record.split("\0");
  const change = rest.findIndex((part) => /^\n?:/u.test(part));
  const [, , , blob = "", status = ""] = (rest[change] ?? "").trim().split(" ");
  const renamed = status.startsWith("R");
  const path = rest[change + (renamed ? 2 : 1)];
  if (change === -1 || status === "D" || path === undefined) return null;
  const lines = trailersOf(trailers);
  return {
    commit,
    blob,
    path,
    authors: authorsOf(author, lines),
    at: new Date(Number(at) * 1000).toISOString(),
    subject,
    proposal: proposalOf(lines),
    renamedFrom: renamed ? (rest[change + 1] ?? null) : null,
  };
}
