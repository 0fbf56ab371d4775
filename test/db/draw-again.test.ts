import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refuse } from "#lib/core/outcome.ts";
import { drawAgain } from "#lib/features/draw-again.ts";
import type { Renderer } from "#lib/features/ports/index.ts";
import { readProgress } from "#lib/features/read-progress.ts";
import { requestSync } from "#lib/features/request-sync.ts";
import { syncBook } from "#lib/features/sync-book/index.ts";
import { must, openSmallBook, refusal, type SmallBook, smallBook } from "./small-book.ts";

let book: SmallBook;
beforeEach(async () => {
  book = await openSmallBook();
});
afterEach(() => book.close());

const one = String(smallBook["chapters/one.qmd"]);
const slow = "Drawing this text needs more time than a page may take.";

/** The renderer on a bad day: it does not draw chapters that hold these words. */
const failing = (words: string): Renderer => ({
  run: async (task) =>
    task.kind === "chapter" && "source" in task && task.source.includes(words)
      ? refuse("chapter.unrenderable", slow)
      : book.ports.renderer.run(task),
});
const sync = (renderer: Renderer, again = false) =>
  syncBook({ ...book.ports, renderer }, { book: book.settings, trigger: "test", again });

describe("a chapter that could not be drawn", () => {
  it("keeps its last good page, says why, and is drawn again although nothing changed", async () => {
    must(await book.sync());
    book.commit({ "chapters/one.qmd": `${one}\nHeavy.\n` });
    expect(must(await sync(failing("Heavy")))).toMatchObject({ failed: 1, undrawn: 1 });
    const { chapter, page } = await book.chapter("chapters/one.qmd");
    expect(chapter).toMatchObject({ state: "failed", problem: slow });
    expect(page?.text).not.toContain("Heavy");
    expect(must(await sync(book.ports.renderer))).toMatchObject({ changed: 0, undrawn: 0 });
    expect(must(await sync(failing("Heavy"), true))).toMatchObject({ undrawn: 1 });
    expect(must(await sync(book.ports.renderer, true))).toMatchObject({ failed: 0, undrawn: 0 });
    const drawn = await book.chapter("chapters/one.qmd");
    expect(drawn.chapter).toMatchObject({ state: "ready", problem: null });
    expect(drawn.page?.text).toContain("Heavy");
    const { syncs } = book.ports;
    const before = (await syncs.recent(book.bookId, 50)).length;
    must(await sync(book.ports.renderer, true));
    expect(await syncs.recent(book.bookId, 50)).toHaveLength(before);
  });

  it("is not tried again for what only an author can mend", async () => {
    book.commit({ "chapters/one.qmd": Buffer.from([0x23, 0x20, 0xff, 0x0a]) });
    expect(must(await book.sync())).toMatchObject({ failed: 1, undrawn: 0 });
  });

  it("is tried again after a minute, ten minutes and an hour, and no more", async () => {
    const now = new Date("2026-01-01T12:00:00Z");
    const ports = { jobs: book.ports.jobs, clock: { now: () => now } };
    const plan = (tries: number, undrawn = 1) => drawAgain(ports, book.bookId, { undrawn, tries });
    const minutes = async (tries: number) => {
      const at = await plan(tries);
      return at && (at.getTime() - now.getTime()) / 60_000;
    };
    expect([await minutes(0), await minutes(1), await minutes(2), await minutes(3)]).toEqual([
      1,
      10,
      60,
      null,
    ]);
    expect(await plan(0, 0)).toBeNull();
    const jobs = await book.db.$queryRaw<{ key: string; run_at: Date }[]>`
      SELECT key, run_at FROM graphile_worker.jobs WHERE key LIKE 'draw-again:%'`;
    expect(jobs).toEqual([{ key: `draw-again:${book.bookId}`, run_at: new Date("2026-01-01T13:00:00Z") }]);
  });

  it("is shown to editors with the reason, who can ask for another try", async () => {
    must(await sync(failing("Every system")));
    const [read] = must(await readProgress(book.ports, book.actors.editor));
    expect(read?.failed).toMatchObject([{ path: "chapters/one.qmd", problem: slow, rendering: null }]);
    const slug = await book.slug();
    expect(refusal(await requestSync(book.ports, book.actors.contributor, slug, true))).toBe(
      "actor.forbidden",
    );
    must(await requestSync(book.ports, book.actors.editor, slug, true));
    const jobs = await book.db.$queryRaw<{ payload: unknown }[]>`
      SELECT payload FROM graphile_worker._private_jobs WHERE key LIKE 'sync:%'`;
    expect(jobs).toMatchObject([{ payload: { trigger: "asked for", tries: 0 } }]);
  });
});
