import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { anonymous } from "#lib/core/policy/index.ts";
import { proposeUndo } from "#lib/features/propose-undo.ts";
import { readHistory } from "#lib/features/read-history.ts";
import { takeHistory } from "#lib/features/take-history.ts";
import { propose, publish } from "./propose.ts";
import { must, openSmallBook, refusal, type SmallBook, smallBook } from "./small-book.ts";

let book: SmallBook;
beforeEach(async () => {
  book = await openSmallBook();
});
afterEach(() => book.close());

const path = "chapters/two.qmd";
const two = String(smallBook[path]);
const manifest = String(smallBook["_quarto.yml"]);

/** The worker's part, done at once. */
const histories = {
  async find(id: string, commit: string) {
    const known = await book.ports.histories.find(id);
    if (known?.commit !== commit)
      must(await takeHistory({ ...book.ports, archive: book.archive }, { chapter: id }));
    return book.ports.histories.find(id);
  },
};

/** The history page. */
async function read(wish: { page?: number; from?: string; to?: string } = {}, at = path) {
  const { chapter } = await book.chapter(at);
  return must(
    await readHistory({ ...book.ports, histories }, anonymous, {
      book: await book.slug(),
      chapter: chapter.slug,
      page: wish.page ?? 1,
      from: wish.from ?? null,
      to: wish.to ?? null,
      origin: "here",
    }),
  );
}
const subjects = ({ revisions }: Awaited<ReturnType<typeof read>>) => revisions.map(({ subject }) => subject);

describe("a chapter's history", () => {
  it("tells who changed what and when, and by which proposal", async () => {
    must(await book.sync());
    book.commit({ "index.qmd": "# Preface {.unnumbered}\n\nElse.\n" }, "Change another chapter");
    book.commit({ [path]: `${two}\nMore.\n` }, "Say more");
    must(await book.sync());
    const proposal = await propose(book, path, (text) => text.replace("One change", "A single change"));
    must(await book.finish(must(await publish(book, proposal)).id));
    must(await book.sync());
    const view = await read();
    expect(view.revisions).toMatchObject([
      { subject: "Say it better", authors: ["Cem Contributor"], proposal: proposal.number },
      { subject: "Say more", authors: ["Ada"], proposal: null, at: "2026-01-01T00:03:00.000Z" },
      { subject: "Begin the book", path, renamedFrom: null },
    ]);
    expect(view).toMatchObject({ page: 1, pages: 1, more: false, read: true, compared: null });
  });

  it("goes on under the names a file had, also where git sees only a file come and another go", async () => {
    must(await book.sync());
    const better = two.replace("One change", "Just one change");
    book.commit({ "_quarto.yml": manifest.replace(path, "parts/better.qmd"), [path]: null }, "Take it away");
    book.commit({ "parts/better.qmd": better }, "Put it elsewhere");
    must(await book.sync());
    book.commit(
      {
        "_quarto.yml": manifest.replace(path, "parts/best.qmd"),
        "parts/better.qmd": null,
        "parts/best.qmd": `${better}\nBest.\n`,
      },
      "Call it best",
    );
    must(await book.sync());
    const view = await read({}, "parts/best.qmd");
    expect(subjects(view)).toEqual(["Call it best", "Put it elsewhere", "Begin the book"]);
    expect(view.revisions.map(({ renamedFrom }) => renamedFrom)).toEqual(["parts/better.qmd", path, null]);
  });

  it("compares any two revisions, by commit or by what was read, and says when it cannot", async () => {
    must(await book.sync());
    const before = (await book.chapter(path)).chapter.blob ?? "";
    book.commit({ [path]: two.replace("One change", "A change") }, "First");
    book.commit({ [path]: two.replace("One change", "Any change") }, "Second");
    must(await book.sync());
    const [second, first] = (await read()).revisions;
    const words = (view: Awaited<ReturnType<typeof read>>) =>
      view.compared?.hunks.map((hunk) => [hunk.before, hunk.after].map((text) => text.split(" change")[0]));
    expect(words(await read({ to: first?.commit }))).toEqual([["One", "A"]]);
    expect(words(await read({ from: first?.commit, to: second?.commit }))).toEqual([["A", "Any"]]);
    expect(words(await read({ from: second?.commit, to: first?.commit }))).toEqual([["A", "Any"]]);
    expect(words(await read({ from: before }))).toEqual([["One", "Any"]]);
    expect((await read({ from: "0".repeat(40) })).problem).toContain("not in this chapter’s history");
    expect((await read({ to: (await read()).revisions[2]?.commit })).problem).not.toBeNull();
  });

  it("comes in pages, and is read again only when the chapter changed", async () => {
    for (let at = 0; at < 27; at++) book.commit({ [path]: `${two}\n${at}.\n` }, `Change ${at}`);
    must(await book.sync());
    const view = await read();
    expect(view).toMatchObject({ page: 1, pages: 2 });
    expect(view.revisions).toHaveLength(25);
    expect(subjects(await read({ page: 2 }))).toEqual(["Change 1", "Change 0", "Begin the book"]);
    expect(await read({ page: 99 })).toMatchObject({ page: 2 });
    const { id } = (await book.chapter(path)).chapter;
    const stored = await book.db.chapterHistory.findUniqueOrThrow({ where: { chapterId: id } });
    book.commit({ "index.qmd": "# Preface {.unnumbered}\n\nElse.\n" });
    must(await book.sync());
    await read();
    expect(await book.db.chapterHistory.findUniqueOrThrow({ where: { chapterId: id } })).toEqual(stored);
  });
});

describe("undoing a change", () => {
  const undo = async (commit: string, actor = book.actors.contributor) => {
    const { chapter } = await book.chapter(path);
    const wish = { book: await book.slug(), chapter: chapter.slug, commit };
    return proposeUndo({ ...book.ports, histories }, actor, wish);
  };
  const draft = async () =>
    (await book.ports.drafts.findOpen(book.bookId, book.actors.contributor.id ?? "", path))?.files[0]?.text;

  it("makes a draft without it that keeps what came since, and that can be sent like any other", async () => {
    must(await book.sync());
    const proposal = await propose(book, path, (text) => text.replace("One change", "A single change"));
    const { commit } = must(await book.finish(must(await publish(book, proposal)).id));
    const since = two.replace("One change", "A single change").replace("can be improved", "can get better");
    book.commit({ [path]: since });
    must(await book.sync());
    expect(must(await undo(commit))).toMatchObject({ kept: 0 });
    expect(await draft()).toBe(since.replace("A single change", "One change"));
    expect(await book.ports.proposals.list({ states: ["draft"], limit: 9 })).toMatchObject([
      { title: "Undo “Say it better”", rationale: `Takes proposal #${proposal.number} out again.` },
    ]);
    // What is written and not sent is not written over.
    expect(refusal(await undo(commit))).toBe("draft.stale");
  });

  it("says so where later changes are in the same words, where there is nothing to undo, and to strangers", async () => {
    must(await book.sync());
    const words = (say: string) => two.replace("One change at a time", say);
    for (const say of ["A single change at a time", "Change by change"]) {
      book.commit({ [path]: words(say) }, say);
      must(await book.sync());
    }
    const [, first, begun] = (await read()).revisions;
    expect(refusal(await undo(first?.commit ?? ""))).toBe("proposal.conflict");
    expect(refusal(await undo(begun?.commit ?? ""))).toBe("not-found");
    expect(refusal(await undo("0".repeat(40)))).toBe("not-found");
    expect(refusal(await undo(first?.commit ?? "", anonymous))).toBe("actor.signed-out");
  });
});
