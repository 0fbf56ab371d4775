import { hunksBetween } from "../prose/index.ts";

/** A comment as the host has it. */
export interface HostComment {
  /** "issue:<id>", "review:<id>" (on a line) or "verdict:<id>" (the words of a review). */
  hostId: string;
  author: { id: number; login: string } | null;
  body: string;
  at: Date;
  /** On a line of a file, counted from one; the line is null where it has changed since. */
  place: { path: string; line: number | null; side: "old" | "new" } | null;
}

/** A comment as it is kept here. */
export interface KeptComment {
  id: string;
  /** Where it was written; "private" stays here. */
  origin: "colophon" | "host" | "private";
  hostId: string | null;
  body: string;
}

/** What has to change here so that every comment of the host is here once. */
export interface CommentChanges {
  add: HostComment[];
  edit: { id: string; body: string }[];
  /** Written here, and found at the host: the reply that would have said so was lost. */
  adopt: { id: string; hostId: string }[];
  /** Taken away at the host. */
  remove: string[];
}

/**
 * Compare. What Colophon itself wrote there carries a mark at its end and is not taken for somebody's words; a mark that
 * was copied into another comment means nothing.
 * @param whole whether `atHost` is everything: only then something can be missing there
 */
export function compareComments(
  kept: readonly KeptComment[],
  atHost: readonly HostComment[],
  whole: boolean,
): CommentChanges {
  const byHost = new Map(kept.flatMap((each) => (each.hostId ? [[each.hostId, each] as const] : [])));
  const unsent = new Map(
    kept.flatMap((each) => (each.origin === "colophon" && !each.hostId ? [[each.id, each] as const] : [])),
  );
  const changes: CommentChanges = { add: [], edit: [], adopt: [], remove: [] };
  for (const comment of atHost) {
    const known = byHost.get(comment.hostId);
    const body = wordsOf(comment.body);
    if (known) {
      if (known.origin === "host" && known.body !== body) changes.edit.push({ id: known.id, body });
      continue;
    }
    const mark = markOf(comment.body);
    const own = mark?.startsWith("comment:") ? mark.slice("comment:".length) : null;
    if (own !== null && unsent.delete(own)) changes.adopt.push({ id: own, hostId: comment.hostId });
    else if ((mark === null || own !== null) && body !== "") changes.add.push({ ...comment, body });
  }
  if (whole) {
    const there = new Set(atHost.map(({ hostId }) => hostId));
    changes.remove = kept
      .filter(({ origin, hostId }) => origin === "host" && hostId !== null && !there.has(hostId))
      .map(({ id }) => id);
  }
  return changes;
}

/** The key of the mark that a comment of ours ends with. */
export function markOf(body: string): string | null {
  return /<!-- colophon:([\w.:-]+) -->\s*$/u.exec(body)?.[1] ?? null;
}

/** What people see of a comment, bounded. */
function wordsOf(body: string): string {
  const seen = body
    .toWellFormed()
    .replaceAll("\0", "")
    .replace(/\r\n?/gu, "\n")
    .replace(/<!--[\s\S]*?(?:-->|$)/gu, "")
    .trim();
  return seen.length <= longest ? seen : `${seen.slice(0, longest - 1).toWellFormed()}…`;
}
const longest = 20_000;

/** The change of a file that a line lies in; null where it lies in none. */
export function hunkAt(
  file: { base: string; text: string },
  line: number | null,
  side: "old" | "new",
): string | null {
  if (line === null || line < 1) return null;
  const lines = (side === "new" ? file.text : file.base).split("\n");
  if (line > lines.length) return null;
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const end = start + (lines[line - 1]?.length ?? 0);
  const found = hunksBetween(file.base, file.text).find((hunk) => {
    const span = side === "new" ? hunk.revisedSpan : hunk.baseSpan;
    return span.start <= end && span.end > start;
  });
  return found?.id ?? null;
}

/** A comment from here as the host shows it: whose it is, then what they said. Nobody is called by it. */
export function commentForHost(comment: { authorName: string; body: string; path: string | null }): string {
  const name = comment.authorName.replace(/[\p{Cc}\p{Cf}]/gu, "").replace(/[\\`*_{}[\]<>#|!~@]/gu, "\\$&");
  const where = comment.path === null ? "" : ` on \`${comment.path.replaceAll("`", "")}\``;
  return `**${name}** wrote${where}:\n\n${callNobody(comment.body.replace(/<!--|-->/gu, ""))}`;
}

/** `@fig-one` is a reference of a book and nobody's name: outside of code it is kept from being one at the host. */
function callNobody(text: string): string {
  return text
    .split(/(```[\s\S]*?```|`[^`\n]*`)/u)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/@(?=[\w-])/gu, "@\u200b")))
    .join("");
}
