import { describe, expect, it } from "vitest";
import {
  agreedLicence,
  chapterSlugs,
  findLicenceNotices,
  folderManifest,
  formatWorks,
  linkTarget,
  manifestCandidates,
  orderChapters,
  readBibliography,
  readManifest,
  readQuizzes,
  readReadingPaths,
  renderContext,
} from "./index.ts";

function ordered(text: string, path: string, files: string[]) {
  const manifest = readManifest(text, path, new Set(files));
  if (!manifest.ok) throw new Error(manifest.problem.message);
  return {
    manifest: manifest.value,
    chapters: orderChapters(manifest.value).map(({ path, number, part, kind }) =>
      [number, path, part, kind].join(" "),
    ),
  };
}

describe("a manifest", () => {
  it("of a Quarto book numbers chapters through its parts and letters its appendices", () => {
    const text = `book:
  title: "T"
  chapters:
    - index.qmd
    - part: "One"
      chapters: [a/a.qmd, b.qmd]
    - part: "Two"
      chapters:
        - c.qmd
  appendices: [z.qmd]
license: "CC BY-NC-SA 4.0"
bibliography: [refs.bib]
`;
    const { manifest, chapters } = ordered(text, "book/_quarto.yml", [
      "book/index.qmd",
      "book/a/a.qmd",
      "book/b.qmd",
      "book/z.qmd",
    ]);
    expect(chapters).toEqual([
      " book/index.qmd  front",
      "1 book/a/a.qmd One main",
      "2 book/b.qmd One main",
      "3 book/c.qmd Two main",
      "A book/z.qmd Appendices appendix",
    ]);
    expect(manifest.warnings).toEqual([
      { message: "The manifest names “c.qmd”, which is not in the book.", path: "book/_quarto.yml", line: 9 },
    ]);
    expect(manifest).toMatchObject({
      title: "T",
      licence: "CC BY-NC-SA 4.0",
      bibliography: ["book/refs.bib"],
      root: "book",
    });
  });

  it("of a Quarto website takes its order from the sidebar, and its root from where the chapters are", () => {
    const text = `project: { type: website }
website:
  title: Site
  sidebar:
    - contents:
        - text: Home
          href: index.qmd
        - section: "First"
          contents:
            - href: contents/a.qmd
            - contents/b.qmd
        - section: "References"
          contents: [references.qmd]
`;
    const { manifest, chapters } = ordered(text, "book/quarto/config/_quarto-html.yml", [
      "book/quarto/index.qmd",
      "book/quarto/contents/a.qmd",
      "book/quarto/contents/b.qmd",
      "book/quarto/references.qmd",
    ]);
    expect(manifest.root).toBe("book/quarto");
    expect(chapters).toEqual([
      " book/quarto/index.qmd  front",
      "1 book/quarto/contents/a.qmd First main",
      "2 book/quarto/contents/b.qmd First main",
      " book/quarto/references.qmd References back",
    ]);
  });

  it("of Jupyter Book, MyST and mdBook is read the same way", () => {
    const files = [
      "intro.md",
      "one.md",
      "two.md",
      "src/SUMMARY.md",
      "src/one.md",
      "src/two.md",
      "src/end.md",
    ];
    const toc =
      "format: jb-book\nroot: intro\nparts:\n  - caption: P\n    chapters:\n      - file: one\n        sections: [{file: two}]\n";
    expect(ordered(toc, "_toc.yml", files).chapters).toEqual([
      " intro.md  front",
      "1 one.md P main",
      "2 two.md P main",
    ]);
    const myst =
      "project:\n  title: M\n  toc:\n    - title: P\n      children:\n        - file: one.md\n        - file: two.md\n";
    expect(ordered(myst, "myst.yml", files).chapters).toEqual(["1 one.md P main", "2 two.md P main"]);
    const summary =
      "# Summary\n\n# P\n\n- [One](one.md)\n  - [Two](./two.md)\n- [Draft]()\n\n[End](end.md)\n";
    expect(ordered(summary, "src/SUMMARY.md", files).chapters).toEqual([
      "1 src/one.md P main",
      "2 src/two.md P main",
      " src/end.md P back",
    ]);
  });

  it("of MyST may nest chapters as deep as it likes", () => {
    const myst =
      "project:\n  toc:\n    - file: a.md\n      children:\n        - file: b.md\n          children:\n            - file: c.md\n";
    expect(ordered(myst, "myst.yml", ["a.md", "b.md", "c.md"]).chapters).toEqual([
      "1 a.md  main",
      "2 b.md  main",
      "3 c.md  main",
    ]);
  });

  it("of a website takes the licence from its footer, without what surrounds it", () => {
    const text =
      'website:\n  sidebar: {contents: [a.qmd]}\n  page-footer:\n    left: |\n      © <a href="https://creativecommons.org/licenses/by-nc-sa/4.0/">CC-BY-NC-SA 4.0</a>\n';
    expect(ordered(text, "_quarto.yml", ["a.qmd"]).manifest.licence).toBe(
      "creativecommons.org/licenses/by-nc-sa/4.0/",
    );
  });

  it("is chosen nearest the top, and followed where it only names another file", () => {
    expect(manifestCandidates(["a/b/_quarto.yml", "a/_toc.yml", "a/_quarto.yml", "x.md"])).toEqual([
      "a/_quarto.yml",
      "a/_toc.yml",
      "a/b/_quarto.yml",
    ]);
    expect(
      linkTarget("config/_quarto-html.yml\n", "q/_quarto.yml", new Set(["q/config/_quarto-html.yml"])),
    ).toBe("q/config/_quarto-html.yml");
    expect(linkTarget("../../etc/passwd.yml", "_quarto.yml", new Set())).toBeNull();
  });

  it("that is broken says in which line", () => {
    expect(readManifest("book:\n  - [", "_quarto.yml", new Set())).toMatchObject({
      problem: { code: "book.manifest-invalid", at: expect.stringMatching(/^_quarto\.yml:\d+$/) },
    });
  });

  it("may be missing: then the folder is the book, unless it has no text", () => {
    const folder = folderManifest(new Set(["b.md", "a.md", "README.md", "x.png", "LICENSE.md"]));
    expect(folder.ok && folder.value.parts[0]?.chapters.map((chapter) => chapter.path)).toEqual([
      "README.md",
      "a.md",
      "b.md",
    ]);
    expect(folderManifest(new Set(["x.png"]))).toMatchObject({ problem: { code: "book.manifest-missing" } });
  });
});

describe("addresses of chapters", () => {
  it("are short, and tell apart what would clash", () => {
    expect(
      chapterSlugs([
        "c/core/training/training.qmd",
        "c/core/intro/intro.qmd",
        "c/adv/intro/intro.qmd",
        "index.qmd",
      ]),
    ).toEqual(["training", "core-intro", "adv-intro", "index"]);
    expect(chapterSlugs(["a.md", "a.qmd"])).toEqual(["a", "a-2"]);
  });
});

describe("the book around a chapter", () => {
  it("leads links to a chapter's own file or to the page of it to the chapter", () => {
    const links = ["../two/two.qmd#sec-x", "../two/two.html", "../two/none.html"];
    const context = renderContext(
      { labels: [], works: [], files: links.slice(1), links: links.slice(0, 1), includes: [] },
      {
        slug: "b",
        root: "",
        labels: new Map(),
        works: {},
        files: new Map(),
        sizes: new Map(),
        slugs: new Map([["two/two.qmd", "two"]]),
        includes: new Map(),
      },
      { path: "one/one.qmd", slug: "one", number: "1" },
    );
    expect(context.links).toEqual({
      "../two/two.qmd#sec-x": "/read/b/two#sec-x",
      "../two/two.html": "/read/b/two",
    });
  });
});

describe("a bibliography", () => {
  it("loses only the entry that is broken", () => {
    const { entries, warnings } = readBibliography(
      "@article{good,\n author={Ada Lovelace and Charles Babbage}, title={Notes}, year={1843}}\n@article{bad,\n title={{{}\n@book{good, title={again}}\n@misc{last, author={A and B and C}, title={<b>x</b>}, year=2001}",
      "r.bib",
    );
    expect([...entries.keys()]).toEqual(expect.arrayContaining(["good", "last"]));
    expect(warnings.some((warning) => warning.message.includes("“good” stands twice"))).toBe(true);
    const works = formatWorks([...entries.values()].filter((entry) => entry.id !== "bad"));
    expect(works.good).toMatchObject({ author: "Lovelace & Babbage", year: "1843" });
    expect(works.last?.author).toBe("B et al.".replace("B", "A"));
    expect(works.last?.html).not.toContain("<b>x</b>&lt;");
  });
});

describe("licence notices", () => {
  it("are found as SPDX identifiers with their line", () => {
    expect(findLicenceNotices("x\nlicense: CC BY-NC-SA 4.0", "a")).toEqual([
      { path: "a", line: 2, licence: "CC-BY-NC-SA-4.0" },
    ]);
    expect(
      findLicenceNotices(
        "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International (CC BY-NC-SA 4.0)",
        "a",
      ),
    ).toEqual([{ path: "a", line: 1, licence: "CC-BY-NC-SA-4.0" }]);
  });

  it("give a licence only when they agree", () => {
    const notice = (licence: string) => ({ path: "a", line: 1, licence });
    expect(agreedLicence([notice("CC-BY-NC-SA"), notice("CC-BY-NC-SA-4.0")])).toBe("CC-BY-NC-SA-4.0");
    expect(agreedLicence([notice("CC-BY-SA-4.0"), notice("CC-BY-NC-SA")])).toBeNull();
    expect(agreedLicence([notice("CC-BY-NC-SA-4.0"), notice("CC-BY-NC-ND-4.0")])).toBeNull();
    expect(agreedLicence([])).toBeNull();
  });
});

describe("a quiz file", () => {
  it("gives its visible questions, and the right choice from the explanation", () => {
    const file = {
      sections: [
        {
          section_id: "#sec-a",
          section_title: "A",
          quiz_data: {
            quiz_needed: true,
            questions: [
              {
                question_type: "MCQ",
                question: "q",
                choices: ["x", "y"],
                answer: "The correct answer is B. Because.",
              },
              { question_type: "TF", question: "t", answer: "True. So.", hidden: true },
              { nonsense: 1 },
            ],
          },
        },
        { section_id: "#sec-b", quiz_data: { quiz_needed: false } },
      ],
    };
    const read = readQuizzes(JSON.stringify(file), "q.json");
    expect(read.ok && read.value).toMatchObject([
      { sectionId: "sec-a", questions: [{ kind: "MCQ", correct: 1 }] },
    ]);
    expect(readQuizzes("{", "q.json").ok).toBe(false);
  });
});

describe("reading paths", () => {
  it("name chapters by path or in full", () => {
    const read = readReadingPaths(
      "paths:\n  - id: p\n    title: P\n    steps:\n      - a\n      - {chapter: b, why: w}\n",
      "p.yml",
    );
    expect(read.ok && read.value[0]?.steps).toEqual([
      { chapter: "a", section: null, why: null },
      { chapter: "b", section: null, why: "w" },
    ]);
  });
});
