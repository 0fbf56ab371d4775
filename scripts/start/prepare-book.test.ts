import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bookId, readEnvironment } from "#lib/adapters/env/index.ts";
import { prepareBook } from "./prepare-book.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "colophon-book-"));
  await write(join(folder, "here", "content"));
  await write(join(folder, "elsewhere"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(where: string): Promise<void> {
  await mkdir(where, { recursive: true });
  await writeFile(join(where, "index.qmd"), "# A book\n");
}

/** Prepare the book of the installation in `folder/at`. */
function prepare(at: string, settings: Record<string, string> = {}) {
  const environment = readEnvironment(settings);
  if (!environment.ok) throw new Error(environment.problem.message);
  const installation = join(folder, at);
  return prepareBook(environment.value, join(installation, ".data"), installation);
}

describe("a book in a folder", () => {
  it("has the id its settings make, and keeps it and its copy when the installation is moved", async () => {
    await mkdir(join(folder, "here", ".data"));
    const before = await prepare("here");
    expect(before.id).toBe(bookId({ remote: before.remote }));
    await rename(join(folder, "here"), join(folder, "there"));
    const after = await prepare("there");
    expect(after.id).toBe(before.id);
    expect(after.remote).toBe(before.remote.replace("/here/", "/there/"));
    expect(await readdir(join(folder, "there", ".data", "remotes"))).toHaveLength(1);
    expect(await prepare("there")).toEqual(after);
  });

  it("is another book with another manifest or branch", async () => {
    await mkdir(join(folder, "here", ".data"));
    const one = await prepare("here");
    const two = await prepare("here", { BOOK_MANIFEST: "book.yml" });
    expect(two.id).not.toBe(one.id);
    expect(two.remote).toBe(one.remote);
  });

  it("elsewhere is found by its BOOK_ID when it was moved", async () => {
    await mkdir(join(folder, "here", ".data"));
    const before = await prepare("here", { BOOK_REMOTE: join(folder, "elsewhere") });
    await rename(join(folder, "elsewhere"), join(folder, "anywhere"));
    const moved = { BOOK_REMOTE: join(folder, "anywhere") };
    expect(await prepare("here", { ...moved, BOOK_ID: before.id })).toEqual(before);
    expect((await prepare("here", moved)).id).toBe(before.id);
  });

  it("is the one that BOOK_ID names", async () => {
    await mkdir(join(folder, "here", ".data"));
    expect((await prepare("here", { BOOK_ID: "my-book" })).id).toBe("my-book");
  });
});

describe("a book with an address", () => {
  it("is the same for the same settings, and the one that BOOK_ID names", async () => {
    const settings = { BOOK_REMOTE: "https://example.org/book.git", BOOK_BRANCH: "main" };
    const expected = { remote: "https://example.org/book.git", branch: "main" };
    expect(await prepare("here", settings)).toEqual({ remote: expected.remote, id: bookId(expected) });
    expect((await prepare("here", { ...settings, BOOK_ID: "my-book" })).id).toBe("my-book");
    expect(await readdir(join(folder, "here"))).toEqual(["content"]);
  });
});
