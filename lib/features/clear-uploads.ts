import { carriedAdditions } from "#lib/core/proposal/index.ts";
import type { Additions, BookTexts, Clock } from "./ports/index.ts";

/** How long what nobody uses is kept, in milliseconds: 30 days. */
const kept = 30 * 24 * 60 * 60 * 1000;

/**
 * Take away what was added to drafts long ago and is not in their text, then images that no open proposal carries; says
 * how many images. Texts of the book that nobody read since go too.
 */
export async function clearUploads(ports: {
  additions: Pick<Additions, "clear" | "remove" | "resting">;
  texts: Pick<BookTexts, "clear">;
  clock: Clock;
}): Promise<number> {
  const before = new Date(ports.clock.now().getTime() - kept);
  for (const { id, additions, files, bookRoot } of await ports.additions.resting(before)) {
    // Where no text changed, they are what is proposed.
    if (files.every((file) => file.base === file.text)) continue;
    const used = new Set(carriedAdditions(additions, files, bookRoot));
    const unused = additions.filter((each) => !used.has(each));
    if (unused.length > 0) await ports.additions.remove(id, unused, before);
  }
  await ports.texts.clear(before);
  return ports.additions.clear(before);
}
