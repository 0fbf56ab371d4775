import type { OrderedChapter } from "#lib/core/book/index.ts";
import type { Problem } from "#lib/core/outcome.ts";
import type { ChapterRecord, RepositoryEntry } from "../ports/index.ts";
import { fileTitle, placed } from "./place-chapter.ts";
import type { Examined, SyncRun } from "./sync-run.ts";
import { decode, type Texts } from "./texts.ts";

/** Chapters longer than this are not drawn. */
const chapterLimit = 2_000_000;

/** Read the text of every chapter whose blob is new, number it, and see what it uses of the book. */
export async function examineChapters(
  run: SyncRun,
  order: OrderedChapter[],
  files: ReadonlyMap<string, RepositoryEntry>,
  read: Texts,
  known: ChapterRecord[],
  head: string,
): Promise<Examined[]> {
  const byPath = new Map(known.map((chapter) => [chapter.path, chapter]));
  const renamed = run.book.head ? await run.ports.repository.renames(run.book.head, head) : [];
  const former = new Map(renamed.map(({ from, to }) => [to, from]));
  let done = 0;
  return Promise.all(
    order.map(async (chapter): Promise<Examined> => {
      const old = byPath.get(chapter.path) ?? byPath.get(former.get(chapter.path) ?? "") ?? null;
      const record = placed(chapter, old, run.book.id, run.ports.ids);
      const entry = files.get(chapter.path);
      if (!entry)
        return {
          record: {
            ...record,
            state: "missing",
            problem: "The manifest names this file, but it is not in the repository.",
          },
          uses: record.uses,
          changed: false,
        };
      const same = old?.blob === entry.blob && old.number === chapter.number && old.state === "ready";
      if (same) return { record, uses: record.uses, changed: false };
      const text = decode((await read.bytes([entry.blob])).get(entry.blob), entry, chapterLimit);
      const seen = text.ok
        ? await run.ports.renderer.run({ kind: "examine", source: text.value, number: chapter.number })
        : text;
      await run.ports.syncs.progress(run.id, "Reading chapters", ++done, order.length);
      if (!text.ok || !seen.ok) {
        const problem = !text.ok ? text.problem : (seen as { problem: Problem }).problem;
        await run.ports.syncs.note(run.id, "error", `${chapter.path}: ${problem.message}`);
        const failed = { ...record, state: "failed" as const, problem: problem.message };
        return { record: failed, uses: record.uses, changed: true, undrawn: text.ok };
      }
      return {
        record: {
          ...record,
          title: chapter.title ?? (seen.value.title || fileTitle(chapter.path)),
          state: "ready",
          problem: null,
          labels: seen.value.labels,
          uses: seen.value.uses,
          source: text.value,
          blob: entry.blob,
          commit: head,
          changedAt: run.ports.clock.now(),
        },
        uses: seen.value.uses,
        changed: true,
      };
    }),
  );
}
