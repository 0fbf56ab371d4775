import { describe, expect, it } from "vitest";
import { planPath, readingMinutes } from "./index.ts";

const chapters = [
  { path: "contents/a/a.qmd", slug: "a", title: "A", minutes: 5 },
  { path: "contents/b/b.qmd", slug: "b", title: "B", minutes: 7 },
];
const path = { id: "p", title: "P", audience: "Engineers", description: "", minutes: null };

describe("a reading path", () => {
  it("finds its chapters by path or slug, in its own order", () => {
    const planned = planPath(
      { ...path, steps: [{ chapter: "b" }, { chapter: "contents/a/a.qmd", why: "w" }] },
      chapters,
    );
    expect(planned.steps.map((step) => step.chapter)).toEqual(["b", "a"]);
    expect(planned.minutes).toBe(12);
  });

  it("reports a step that names no chapter", () => {
    expect(planPath({ ...path, steps: [{ chapter: "zzz" }] }, chapters).missing).toEqual(["zzz"]);
  });

  it("believes the time its author states", () => {
    expect(planPath({ ...path, minutes: 90, steps: [{ chapter: "a" }] }, chapters).minutes).toBe(90);
  });
});

describe("reading time", () => {
  it("is at least a minute", () => {
    expect([readingMinutes(0), readingMinutes(2200)]).toEqual([1, 10]);
  });
});
