import { afterAll, describe, expect, it } from "vitest";
import { createRenderer } from "./index.ts";

const context = {
  chapter: { slug: "c", path: "c.qmd", number: "1" },
  labels: {},
  works: {},
  files: {},
  sizes: {},
  links: {},
  includes: {},
};
const renderer = createRenderer({ threads: 1, timeoutMs: 20_000 });
const hurried = createRenderer({ threads: 1, timeoutMs: 1 });
const narrow = createRenderer({ threads: 1, timeoutMs: 20_000, outputLimit: 10 });
afterAll(() => Promise.all([renderer.close(), hurried.close(), narrow.close()]));

describe("the renderer", () => {
  it("draws a chapter in a thread", async () => {
    const drawn = await renderer.run({ kind: "chapter", source: "# T\n\nHello *there*.\n", context });
    expect(drawn).toMatchObject({ ok: true, value: { title: "T", words: 2 } });
    expect(drawn.ok && drawn.value.html).toContain("<em>there</em>");
  });

  it("formats cited works in the thread", async () => {
    const works = {
      a: {
        id: "a",
        type: "book",
        title: "Notes",
        author: [{ family: "Lovelace" }],
        issued: { "date-parts": [[1843]] },
      },
    };
    const drawn = await renderer.run({
      kind: "chapter",
      source: "See [@a].\n",
      context: { ...context, works },
    });
    expect(drawn.ok && drawn.value.html).toContain("Lovelace, 1843");
  });

  it("stops what takes too long, and goes on with the next", async () => {
    const source = "| a |\n|---|\n".concat("| $x^2$ |\n".repeat(20_000));
    expect(await hurried.run({ kind: "chapter", source, context })).toMatchObject({
      problem: { code: "chapter.unrenderable" },
    });
  });

  it("refuses a page that is too large", async () => {
    expect(await narrow.run({ kind: "fragment", source: "many words here", context })).toMatchObject({
      problem: { code: "chapter.unrenderable" },
    });
  });
});
