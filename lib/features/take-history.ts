import { z } from "zod";
import { type ChapterRevision, mostRevisions } from "#lib/core/book/index.ts";
import { identifier, parseInput } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Archive, Histories, Shelf } from "./ports/index.ts";

const TakeHistory = z.object({ chapter: identifier });

/**
 * Read a chapter's revisions from the repository into the store. Where git sees a file appear that a sync knew under
 * another name, its history goes on under that one.
 */
export async function takeHistory(
  ports: {
    archive: Archive;
    histories: Pick<Histories, "store" | "renames">;
    shelf: Pick<Shelf, "books" | "chapter">;
  },
  raw: unknown,
): Promise<Outcome<number>> {
  const input = parseInput(TakeHistory, raw);
  if (!input.ok) return input;
  for (const book of await ports.shelf.books()) {
    const found = await ports.shelf.chapter(book.id, { id: input.value.chapter });
    const commit = found?.chapter.commit;
    if (!found || !commit || !book.head) continue;
    const { id, path } = found.chapter;
    const all = await readAll(ports, id, path, book.head);
    const revisions = all.slice(0, mostRevisions);
    await ports.histories.store(id, { commit, revisions, more: all.length > mostRevisions });
    return ok(revisions.length);
  }
  return refuse("not-found", "There is no such chapter.");
}

async function readAll(
  ports: { archive: Archive; histories: Pick<Histories, "renames"> },
  chapterId: string,
  path: string,
  head: string,
): Promise<ChapterRevision[]> {
  const limit = mostRevisions + 1;
  const all = await ports.archive.revisions({ from: head, path, limit });
  const renames = await ports.histories.renames(chapterId);
  const seen = new Set(all.map((each) => each.path));
  for (let oldest = all.at(-1); oldest && all.length < limit; oldest = all.at(-1)) {
    const earlier = renames.find(({ from, to }) => to === oldest?.path && !seen.has(from));
    if (!earlier) break;
    seen.add(earlier.from);
    const { commit } = oldest;
    const rest = await ports.archive.revisions({
      from: commit,
      before: true,
      path: earlier.from,
      limit: limit - all.length,
    });
    if (rest.length === 0) break;
    all[all.length - 1] = { ...oldest, renamedFrom: earlier.from };
    all.push(...rest);
    for (const each of rest) seen.add(each.path);
  }
  return all;
}
