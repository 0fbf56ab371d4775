import { type BookSurroundings, renderContext } from "#lib/core/book/index.ts";
import { canonicalJson, sha256Hex } from "#lib/core/licence/index.ts";
import { rendererVersion } from "#lib/core/text/render/index.ts";
import type { RenderingRecord } from "../ports/index.ts";
import type { Examined, SyncRun } from "./sync-run.ts";

/** Draw what has no page for its text, number and surroundings yet. */
export async function drawPages(
  run: SyncRun,
  chapters: Examined[],
  book: BookSurroundings,
  head: string,
): Promise<RenderingRecord[]> {
  const { renderer, bookKeeping, syncs } = run.ports;
  const wanted = chapters.flatMap((chapter) => {
    const { record, uses } = chapter;
    if (record.state !== "ready" || record.source === null || !uses) return [];
    const context = renderContext(uses, book, record);
    return [
      {
        chapter,
        context,
        source: record.source,
        key: sha256Hex(canonicalJson([rendererVersion, record.blob, context])),
      },
    ];
  });
  const { renderings: have } = await bookKeeping.known({
    renderings: wanted.map((each) => each.key),
    assets: [],
  });
  const missing = wanted.filter((each) => !have.has(each.key));
  const pages: RenderingRecord[] = [];
  let done = 0;
  await Promise.all(
    wanted.map(async ({ chapter, context, source, key }) => {
      const { record } = chapter;
      if (!have.has(key)) {
        const drawn = await renderer.run({ kind: "chapter", source, context });
        await syncs.progress(run.id, "Drawing pages", ++done, missing.length);
        if (!drawn.ok) {
          await syncs.note(run.id, "error", `${record.path}: ${drawn.problem.message}`);
          chapter.record = { ...record, state: "failed", problem: drawn.problem.message };
          chapter.undrawn = true;
          return;
        }
        const { title: _, labels: __, ...page } = drawn.value;
        pages.push({ key, ...page });
        if (page.warnings.length > 0) {
          await syncs.note(
            run.id,
            "warning",
            `${record.path}: ${page.warnings.length} things to look at, the first in line ${page.warnings[0]?.line}: ${page.warnings[0]?.message}`,
          );
        }
      }
      if (record.rendering !== key) chapter.changed = true;
      chapter.record = { ...record, rendering: key, commit: record.commit ?? head };
    }),
  );
  return pages;
}
