import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readProgress } from "#lib/features/read-progress.ts";
import { reportOn } from "./report-on.ts";
import { must, openSmallBook, refusal, type SmallBook, smallBook } from "./small-book.ts";

/** What people do to a repository, and what becomes of the book. */
let book: SmallBook;
beforeEach(async () => {
  book = await openSmallBook();
});
afterEach(() => book.close());

const one = String(smallBook["chapters/one.qmd"]);
const two = String(smallBook["chapters/two.qmd"]);
const manifest = String(smallBook["_quarto.yml"]);
const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 1234567\n`;
const notes = async () =>
  (await book.ports.syncs.recent(book.bookId, 1))[0]?.log.map(({ text }) => text) ?? [];
const warnings = async () => (await book.ports.shelf.books())[0]?.shape?.warnings ?? [];

describe("a chapter's file", () => {
  it("that is renamed and edited in one commit stays the same chapter, with its reports", async () => {
    must(await book.sync());
    const before = await book.chapter("chapters/one.qmd");
    const quote = "is is not a number";
    const id = await reportOn(book, quote);
    const edited = one.replace("Every system", "Nearly every system");
    book.commit({
      "_quarto.yml": manifest.replace("chapters/one.qmd", "parts/measure.qmd"),
      "chapters/one.qmd": null,
      "parts/measure.qmd": edited.replace("gauge.png", "../chapters/gauge.png"),
    });
    must(await book.sync());
    const after = await book.chapter("parts/measure.qmd");
    expect(after.chapter.id).toBe(before.chapter.id);
    expect(after.page?.text).toContain("Nearly every system");
    const erratum = await book.ports.errata.find({ id });
    expect(erratum?.chapterId).toBe(before.chapter.id);
    const { anchor } = erratum ?? {};
    expect(anchor && after.chapter.source?.slice(anchor.start, anchor.end)).toBe(quote);
  });

  it("with a byte order mark and Windows line ends is read as it is", async () => {
    const text = `\ufeff${two.replaceAll("\n", "\r\n")}`;
    book.commit({ "chapters/two.qmd": text });
    expect(must(await book.sync())).toMatchObject({ failed: 0 });
    const { chapter, page } = await book.chapter("chapters/two.qmd");
    expect(chapter).toMatchObject({ title: "Improving", source: text });
    expect(page?.text).toContain("One change at a time");
  });

  it("that is kept in Git LFS keeps its last good page, and the editor sees why; so with images", async () => {
    must(await book.sync());
    book.commit({ "chapters/two.qmd": lfs, "chapters/gauge.png": lfs });
    expect(must(await book.sync())).toMatchObject({ failed: 1, undrawn: 0 });
    const { chapter, page } = await book.chapter("chapters/two.qmd");
    expect(chapter).toMatchObject({ state: "failed", problem: expect.stringContaining("Git LFS") });
    expect(page?.text).toContain("One change at a time");
    const [read] = must(await readProgress(book.ports, book.actors.editor));
    expect(read?.failed).toMatchObject([{ path: "chapters/two.qmd", problem: chapter.problem }]);
    expect(await warnings()).toContainEqual({
      path: "chapters/gauge.png",
      message: expect.stringContaining("Git LFS"),
      line: null,
    });
  });

  it("that is far too large keeps its last good page, and the others are taken in", async () => {
    must(await book.sync());
    const large = Buffer.alloc(101 * 1024 * 1024, "words ");
    book.commit({ "chapters/two.qmd": large, "index.qmd": "# Preface {.unnumbered}\n\nAnew.\n" });
    expect(must(await book.sync())).toMatchObject({ failed: 1, undrawn: 0 });
    const { chapter, page } = await book.chapter("chapters/two.qmd");
    expect(chapter.problem).toContain("too large");
    expect(page?.text).toContain("One change at a time");
    expect((await book.chapter("index.qmd")).page?.text).toContain("Anew.");
  });

  it("in a submodule is said to be in another repository", async () => {
    book.commit({ "_quarto.yml": manifest.replace("chapters/two.qmd", "other/two.qmd") });
    book.git("update-index", "--add", "--cacheinfo", `160000,${book.git("rev-parse", "HEAD")},other`);
    book.git("commit", "--quiet", "--message", "Add a submodule");
    book.git("push", "--quiet", "origin", "HEAD:main");
    must(await book.sync());
    const entries = await book.ports.shelf.chapters(book.bookId);
    expect(entries.find(({ path }) => path === "other/two.qmd")).toMatchObject({
      state: "missing",
      problem: expect.stringContaining("submodule “other”"),
    });
  });
});

describe("a link in the repository", () => {
  const link = (target: string, path: string) => symlinkSync(target, join(book.remote, "..", "clone", path));

  it("stands for the file it leads to, also as the manifest, and never for one outside", async () => {
    book.commit({ "_quarto.yml": null, "config/book.yml": manifest, "kept.txt": "x" });
    link("config/book.yml", "_quarto.yml");
    link("../../../../../../etc/hostname", "chapters/out.png");
    link("/etc/hostname", "chapters/root.png");
    link("round.png", "chapters/round.png");
    link("gauge.png", "chapters/same.png");
    book.commit({
      "chapters/two.qmd": `${two}\n![A](same.png)\n\n![B](out.png)\n\n![C](root.png)\n\n![D](round.png)\n`,
    });
    expect(must(await book.sync())).toMatchObject({ changed: 3, failed: 0 });
    const { page } = await book.chapter("chapters/two.qmd");
    expect(page?.html).toMatch(/src="\/assets\/[0-9a-f]{40}\/same\.png"/u);
    expect(page?.html.match(/missing-file/gu)).toHaveLength(3);
    expect((await warnings()).map(({ path }) => path)).toEqual(
      expect.arrayContaining(["chapters/out.png", "chapters/root.png"]),
    );
  });
});

describe("the repository", () => {
  it("may be rewritten while our copy of it is lost", async () => {
    must(await book.sync());
    const before = await book.chapter("chapters/two.qmd");
    rmSync(book.mirrorDir, { recursive: true });
    book.git("commit", "--quiet", "--amend", "--message", "Begin anew");
    book.git("push", "--quiet", "--force", "origin", "HEAD:main");
    book.gitIn(book.remote, "reflog", "expire", "--expire=now", "--all");
    book.gitIn(book.remote, "gc", "--quiet", "--prune=now");
    must(await book.sync());
    expect(await notes()).toEqual([expect.stringContaining("rewritten")]);
    expect((await book.chapter("chapters/two.qmd")).chapter.id).toBe(before.chapter.id);
  });

  it("may get another default branch, which the book follows and says", async () => {
    must(await book.sync());
    book.git("push", "--quiet", "origin", "HEAD:refs/heads/next");
    book.gitIn(book.remote, "symbolic-ref", "HEAD", "refs/heads/next");
    book.commit({ "index.qmd": "# Preface {.unnumbered}\n\nOn main.\n" });
    must(await book.sync());
    book.git("push", "--quiet", "--force", "origin", "HEAD:refs/heads/next");
    must(await book.sync());
    expect(await notes()).toEqual([expect.stringContaining("“next” now; it followed “main”")]);
    expect((await book.ports.shelf.books())[0]?.branch).toBe("next");
  });

  it("may lose its branch, and readers keep what they have", async () => {
    must(await book.sync());
    book.gitIn(book.remote, "symbolic-ref", "HEAD", "refs/heads/gone");
    book.gitIn(book.remote, "branch", "--quiet", "-m", "main", "one");
    book.git("push", "--quiet", "origin", "HEAD:refs/heads/other");
    expect(refusal(await book.sync())).toBe("book.unreachable");
    const [latest] = await book.ports.syncs.recent(book.bookId, 1);
    expect(latest).toMatchObject({ state: "failed", problem: expect.stringContaining("branch") });
    expect((await book.chapter("chapters/two.qmd")).page?.text).toContain("One change at a time");
  });

  it("may move, which is said once and read at its new place", async () => {
    must(await book.sync());
    const moved = {
      ...book.ports.repository,
      async fetch() {
        const fetched = await book.ports.repository.fetch();
        return fetched.ok
          ? { ...fetched, value: { ...fetched.value, movedTo: "https://example.org/new" } }
          : fetched;
      },
    };
    const sync = () => book.syncWith({ repository: moved });
    must(await sync());
    expect((await warnings()).map(({ message }) => message)).toEqual([
      expect.stringContaining("moved to https://example.org/new"),
    ]);
    const count = (await book.ports.syncs.recent(book.bookId, 50)).length;
    must(await sync());
    expect(await book.ports.syncs.recent(book.bookId, 50)).toHaveLength(count);
  });
});
