import { inside, type Mirror } from "./mirror.ts";
import { objectId } from "./ref-name.ts";
import { mustGit } from "./run-git.ts";

export interface Trailer {
  name: string;
  value: string;
}

export interface CommitRecord {
  commit: string;
  parents: string[];
  /** Names as the book's .mailmap puts them. */
  author: { name: string; email: string };
  /** When it was written, and when it entered the branch. */
  authored: Date;
  committed: Date;
  subject: string;
  trailers: Trailer[];
}

export interface HistoryQuery {
  /** Commit to look back from. */
  from: string;
  /** Only commits that touched this file, under its earlier names too. */
  path?: string;
  /** At most this many, newest first; 100 when not given, 10,000 at most. */
  limit?: number;
  /** Stop before this commit: only what came after it. */
  since?: string;
}

const format = "%H%x00%P%x00%aN%x00%aE%x00%at%x00%ct%x00%s%x00%(trailers:only=yes,unfold=yes)%x00";
const fieldCount = 8;

/** Commits, newest first. */
export async function readHistory(mirror: Pick<Mirror, "dir">, query: HistoryQuery): Promise<CommitRecord[]> {
  const limit = Math.max(1, Math.min(10_000, Math.trunc(query.limit ?? 100)));
  const range = query.since === undefined ? [] : [`^${objectId(query.since)}`];
  const path = query.path === undefined ? [] : ["--follow", "-M50%"];
  const tail = query.path === undefined ? ["--"] : ["--", query.path];
  return log(mirror, [`--max-count=${limit}`, ...path, objectId(query.from), ...range, ...tail]);
}

/** The newest commit, looking back from one, whose message ends with exactly this trailer; null when there is none. */
export async function findByTrailer(
  mirror: Pick<Mirror, "dir">,
  from: string,
  name: string,
  value: string,
): Promise<string | null> {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name) || /[\n\0]/.test(value)) return null;
  // git narrows by text; only a true trailer counts, since anyone may write the words in a paragraph.
  const found = await log(mirror, ["-F", "-i", `--grep=${name}: ${value}`, objectId(from), "--"]);
  const same = (trailer: Trailer) =>
    trailer.name.toLowerCase() === name.toLowerCase() && trailer.value === value;
  return found.find((each) => each.trailers.some(same))?.commit ?? null;
}

/** The trailers of a message, as git lists them: one a line. */
export function trailersOf(text: string): Trailer[] {
  return text.split("\n").flatMap((line) => {
    const colon = line.indexOf(":");
    return colon > 0 ? [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }] : [];
  });
}

async function log(mirror: Pick<Mirror, "dir">, args: string[]): Promise<CommitRecord[]> {
  const output = await mustGit(
    ["log", "-z", "--no-show-signature", "--use-mailmap", `--format=${format}`, ...args],
    inside(mirror),
  );
  const parts = output.toString("utf8").split("\0");
  const records: CommitRecord[] = [];
  // Each record is its fields, each closed by NUL, and the NUL of -z: one part more than there are fields.
  for (let i = 0; i + fieldCount <= parts.length; i += fieldCount + 1) {
    const [
      commit = "",
      parents = "",
      name = "",
      email = "",
      authored,
      committed,
      subject = "",
      trailers = "",
    ] = parts.slice(i, i + fieldCount);
    records.push({
      commit,
      parents: parents === "" ? [] : parents.split(" "),
      author: { name, email },
      authored: new Date(Number(authored) * 1000),
      committed: new Date(Number(committed) * 1000),
      subject,
      trailers: trailersOf(trailers),
    });
  }
  return records;
}
