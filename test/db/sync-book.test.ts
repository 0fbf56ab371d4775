import { renameSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reportOn } from "./report-on.ts";
import { must, openSmallBook, refusal, type SmallBook, smallBook } from "./small-book.ts";

let book: SmallBook;
beforeEach(async () => {
  book = await openSmallBook();
});
afterEach(() => book.close());

const one = String(smallBook["chapters/one.qmd"]);
const two = String(smallBook["chapters/two.qmd"]);

describe("syncBook", () => {
  it("takes in chapters with their parts, numbers, images, works and quizzes", async () => {
    expect(must(await book.sync())).toMatchObject({ changed: 3, failed: 0 });
    const [record] = await book.ports.shelf.books();
    expect(record).toMatchObject({
      slug: "a-small-book",
      title: "A Small Book",
      head: book.git("rev-parse", "HEAD"),
    });
    const entries = await book.ports.shelf.chapters(book.bookId);
    expect(entries.map(({ path, title, number, part, state }) => [path, title, number, part, state])).toEqual(
      [
        ["index.qmd", "Preface", null, null, "ready"],
        ["chapters/one.qmd", "Measuring", "1", "Foundations", "ready"],
        ["chapters/two.qmd", "Improving", "2", "Foundations", "ready"],
      ],
    );
    const { chapter, page } = await book.chapter("chapters/one.qmd");
    expect(page?.html).toContain("Knuth");
    expect(page?.html).toMatch(/<img[^>]+src="\/assets\/[0-9a-f]{40}\/gauge\.png"/u);
    expect(chapter.quizzes?.sections[0]?.questions[0]).toMatchObject({
      questionHtml: expect.stringContaining("What does a number need?"),
      choices: [{ correct: true }, { correct: false }],
    });
    expect(page?.html).toMatch(/<img[^>]+width="1" height="1"/u);
    const image = /\/assets\/([0-9a-f]{40})\//u.exec(page?.html ?? "")?.[1] ?? "";
    expect(await book.ports.assets.find(image)).toMatchObject({ mediaType: "image/png" });
  });

  it("measures images that were stored unmeasured when it draws a page with them again", async () => {
    must(await book.sync());
    await book.db.asset.updateMany({ data: { width: null, height: null } });
    book.commit({ "chapters/one.qmd": `${one}\nMore.\n` });
    must(await book.sync());
    expect((await book.chapter("chapters/one.qmd")).page?.html).toMatch(/<img[^>]+width="1" height="1"/u);
    expect([...(await book.ports.facts.sizes(book.bookId)).values()]).toEqual([{ width: 1, height: 1 }]);
  });

  it("resolves references into other chapters, and draws those anew when a number moves", async () => {
    must(await book.sync());
    const before = await book.chapter("chapters/two.qmd");
    expect(before.page?.html).toContain(`/read/a-small-book/`);
    expect(before.page?.html).toContain("1.1");
    const manifest = String(smallBook["_quarto.yml"]);
    book.commit({
      "_quarto.yml": manifest.replace(
        "        - chapters/one.qmd\n        - chapters/two.qmd",
        "        - chapters/two.qmd\n        - chapters/one.qmd",
      ),
    });
    must(await book.sync());
    const after = await book.chapter("chapters/two.qmd");
    expect(after.chapter.number).toBe("1");
    expect(after.page?.html).toContain("2.1");
  });

  it("draws what a chapter includes with its works and images, and anew when that changes", async () => {
    const part = "[@knuth1984] measured.\n\n![Again](gauge.png)\n";
    book.commit({
      "chapters/two.qmd": `${two}\n{{< include _part.qmd >}}\n`,
      "chapters/_part.qmd": part,
    });
    must(await book.sync());
    const { page } = await book.chapter("chapters/two.qmd");
    expect(page?.html).toContain("Knuth");
    expect(page?.html).toMatch(/<img[^>]+gauge\.png"[^>]* width="1"/u);
    expect(page?.warnings).toEqual([]);
    book.commit({ "chapters/_part.qmd": `${part}\nTwice.\n` });
    expect(must(await book.sync())).toMatchObject({ changed: 1 });
    expect((await book.chapter("chapters/two.qmd")).page?.text).toContain("Twice.");
  });

  it("does nothing while the repository stands still", async () => {
    must(await book.sync());
    expect(must(await book.sync())).toMatchObject({ changed: 0, failed: 0 });
    expect(await book.ports.syncs.recent(book.bookId, 10)).toHaveLength(1);
  });

  it("reads and draws only what changed", async () => {
    must(await book.sync());
    const preface = await book.chapter("index.qmd");
    book.commit({ "chapters/two.qmd": `${two}\nMore.\n` });
    expect(must(await book.sync())).toMatchObject({ changed: 1, failed: 0 });
    expect((await book.chapter("chapters/two.qmd")).page?.text).toContain("More.");
    expect((await book.chapter("index.qmd")).chapter.commit).toBe(preface.chapter.commit);
  });

  it("writes only what changed, and keeps the list of files as it is now", async () => {
    must(await book.sync());
    const written = () =>
      book.db.$queryRaw<{ path: string; row: string }[]>`
        SELECT "path", xmin::text AS "row" FROM "chapter" UNION ALL SELECT "path", xmin::text FROM "book_file"`;
    const rows = (all: { path: string; row: string }[]) =>
      all.map(({ path, row }) => `${path} ${row}`).sort();
    const before = rows(await written());
    book.commit({ "chapters/one.qmd": `${one}\nMore.\n`, "refs.bib": null, "new.txt": "new" });
    must(await book.sync());
    const changed = rows(await written()).filter((row) => !before.includes(row));
    expect(changed.map((row) => row.split(" ")[0])).toEqual([
      "chapters/one.qmd",
      "chapters/one.qmd",
      "new.txt",
    ]);
    expect([...(await book.ports.facts.files(book.bookId)).keys()].sort()).toEqual(
      [...Object.keys(smallBook), "new.txt"].filter((path) => path !== "refs.bib").sort(),
    );
  });

  it("knows a renamed chapter again", async () => {
    must(await book.sync());
    const before = await book.chapter("chapters/two.qmd");
    const manifest = String(smallBook["_quarto.yml"]).replace("chapters/two.qmd", "chapters/better.qmd");
    book.commit({ "_quarto.yml": manifest, "chapters/two.qmd": null, "chapters/better.qmd": two });
    must(await book.sync());
    const after = await book.chapter("chapters/better.qmd");
    expect(after.chapter.id).toBe(before.chapter.id);
    expect(await book.ports.shelf.chapter(book.bookId, { path: "chapters/two.qmd" })).toBeNull();
  });

  it("knows a chapter again that was taken out and put back, and keeps when it left until then", async () => {
    must(await book.sync());
    const before = await book.chapter("chapters/two.qmd");
    const manifest = String(smallBook["_quarto.yml"]);
    book.commit({ "_quarto.yml": manifest.replace("        - chapters/two.qmd\n", "") });
    must(await book.sync());
    expect(await book.ports.shelf.chapters(book.bookId)).toHaveLength(2);
    const left = await book.db.chapter.findUniqueOrThrow({ where: { id: before.chapter.id } });
    expect(left.removedAt).not.toBeNull();
    book.commit({ "index.qmd": "# Preface {.unnumbered}\n\nThis is where it begins anew.\n" });
    must(await book.sync());
    const still = await book.db.chapter.findUniqueOrThrow({ where: { id: before.chapter.id } });
    expect(still.removedAt).toEqual(left.removedAt);
    book.commit({ "_quarto.yml": manifest });
    must(await book.sync());
    expect((await book.chapter("chapters/two.qmd")).chapter).toMatchObject({
      id: before.chapter.id,
      slug: before.chapter.slug,
    });
  });

  it("keeps the last good page of a chapter that is not UTF-8 any more, and says so", async () => {
    must(await book.sync());
    const before = await book.chapter("chapters/one.qmd");
    book.commit({ "chapters/one.qmd": Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x0a]) });
    expect(must(await book.sync())).toMatchObject({ failed: 1 });
    const broken = await book.chapter("chapters/one.qmd");
    expect(broken.chapter).toMatchObject({
      state: "failed",
      problem: expect.stringContaining("UTF-8"),
      source: one,
    });
    expect(broken.page?.html).toBe(before.page?.html);
    const [latest] = await book.ports.syncs.recent(book.bookId, 1);
    expect(latest?.log.some((line) => line.level === "error" && line.text.includes("chapters/one.qmd"))).toBe(
      true,
    );
    book.commit({ "chapters/one.qmd": one });
    must(await book.sync());
    expect((await book.chapter("chapters/one.qmd")).chapter).toMatchObject({ state: "ready", problem: null });
  });

  it("takes in an empty chapter", async () => {
    must(await book.sync());
    book.commit({ "chapters/two.qmd": "" });
    expect(must(await book.sync())).toMatchObject({ failed: 0 });
    expect((await book.chapter("chapters/two.qmd")).chapter).toMatchObject({ state: "ready", source: "" });
  });

  it("says which chapter of the manifest is missing, and shows the others", async () => {
    const manifest = `${String(smallBook["_quarto.yml"]).replace("        - chapters/two.qmd\n", "        - chapters/two.qmd\n        - chapters/three.qmd\n")}`;
    book.commit({ "_quarto.yml": manifest });
    expect(must(await book.sync())).toMatchObject({ failed: 0 });
    expect((await book.chapter("chapters/three.qmd")).chapter).toMatchObject({ state: "missing" });
    expect((await book.chapter("chapters/one.qmd")).page?.html).toContain("honest");
  });

  it("keeps the first of two chapters' equal labels", async () => {
    book.commit({ "chapters/two.qmd": two.replace("{#sec-improving}", "{#sec-measuring}") });
    expect(must(await book.sync())).toMatchObject({ failed: 0 });
    const { page } = await book.chapter("chapters/two.qmd");
    expect(page?.html).toContain("improved");
    const [record] = await book.ports.shelf.books();
    const told = [...(record?.shape?.warnings ?? []), ...(page?.warnings ?? [])];
    const log = (await book.ports.syncs.recent(book.bookId, 1))[0]?.log ?? [];
    expect(JSON.stringify([told, log])).toContain("sec-measuring");
  });

  it("follows a history that was rewritten, and says so", async () => {
    must(await book.sync());
    book.git("commit", "-q", "--amend", "-m", "Begin again");
    book.git("push", "-q", "--force", "origin", "HEAD");
    must(await book.sync());
    const [record] = await book.ports.shelf.books();
    expect(record?.head).toBe(book.git("rev-parse", "HEAD"));
    const [latest] = await book.ports.syncs.recent(book.bookId, 1);
    expect(latest?.log.map((line) => line.text).join()).toContain("rewritten");
  });

  it("keeps the last state while the remote is away, and tells it once", async () => {
    must(await book.sync());
    const head = (await book.ports.shelf.books())[0]?.head;
    renameSync(book.remote, `${book.remote}.away`);
    expect(refusal(await book.sync())).toBe("book.unreachable");
    expect(refusal(await book.sync())).toBe("book.unreachable");
    const log = await book.ports.syncs.recent(book.bookId, 10);
    expect(log.map((run) => run.state)).toEqual(["failed", "done"]);
    expect((await book.ports.shelf.books())[0]?.head).toBe(head);
    renameSync(`${book.remote}.away`, book.remote);
    must(await book.sync());
  });

  it("carries the words of a report to where they stand in the new text, and drops them with the words", async () => {
    must(await book.sync());
    const quote = "is is not a number";
    const id = await reportOn(book, quote);
    const longer = one.replace("Numbers keep", "Here something new was written.\n\nNumbers keep");
    book.commit({ "chapters/one.qmd": longer });
    must(await book.sync());
    const carried = (await book.ports.errata.find({ id: id }))?.anchor;
    expect(carried && longer.slice(carried.start, carried.end)).toBe(quote);
    book.commit({ "chapters/one.qmd": "# Measuring {#sec-measuring}\n\nAll of it is new.\n" });
    must(await book.sync());
    expect((await book.ports.errata.find({ id: id }))?.anchor).toBeNull();
  });
});
