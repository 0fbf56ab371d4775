import { describe, expect, it } from "vitest";
import { examineChapter } from "../text/render/index.ts";
import { type IncludedText, usesWithIncludes } from "./index.ts";

const files: Record<string, string> = {
  "one/_part.qmd": "As @knuth1984 said in @sec-x.\n\n![x](x.png)\n\n{{< include ../_more.qmd >}}\n",
  "_more.qmd": "[@ada]\n\n{{< include _part.qmd >}}\n\n{{< include none.qmd >}}\n",
};
const read = (path: string): IncludedText => {
  const text = files[path] ?? "";
  return { text, uses: examineChapter(text, null).uses };
};

describe("what a chapter includes", () => {
  const { uses } = examineChapter("# T\n\n@lovelace\n\n{{< include _part.qmd >}}\n", "1");
  const chapter = { path: "one/one.qmd", uses };

  it("counts as its own, to any depth that is drawn, and paths start from the chapter", () => {
    const known = new Map<string, IncludedText>();
    const asked: string[][] = [];
    for (let missing = ["?"]; missing.length > 0; ) {
      const whole = usesWithIncludes(chapter, "", known);
      missing = whole.missing.filter((path) => path in files);
      asked.push(whole.missing);
      for (const path of missing) known.set(path, read(path));
    }
    expect(asked).toEqual([["one/_part.qmd"], ["_more.qmd"], ["one/none.qmd"]]);
    expect(usesWithIncludes(chapter, "", known).uses).toEqual({
      labels: ["sec-x"],
      works: ["ada", "knuth1984", "lovelace"],
      files: ["x.png"],
      links: [],
      includes: ["../_more.qmd", "_part.qmd", "none.qmd"],
    });
  });

  it("ends where texts include one another, and at the depth that is drawn", () => {
    const self = read("one/_part.qmd");
    const circle = { ...self, uses: { ...self.uses, includes: ["_part.qmd"] } };
    expect(usesWithIncludes(chapter, "", new Map([["one/_part.qmd", circle]])).missing).toEqual([]);
    const chain = new Map(
      Array.from({ length: 9 }, (_, at) => {
        const name = at === 0 ? "one/_part.qmd" : `one/${at}.qmd`;
        return [name, { text: "", uses: { ...uses, includes: [`${at + 1}.qmd`] } }];
      }),
    );
    expect(usesWithIncludes(chapter, "", chain).uses.includes).toEqual([
      "1.qmd",
      "2.qmd",
      "3.qmd",
      "_part.qmd",
    ]);
  });
});
