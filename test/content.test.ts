import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Node, Parent } from "mdast";
import { describe, expect, it } from "vitest";
import {
  agreedLicence,
  type BookSurroundings,
  findLicenceNotices,
  folderOf,
  formatWorks,
  labelTargets,
  type Manifest,
  orderChapters,
  readBibliography,
  readGlossary,
  readManifest,
  readQuizzes,
  readReadingPaths,
  renderContext,
} from "#lib/core/book/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { bareContext, checkChapter } from "#lib/core/revision/index.ts";
import { outline, parse } from "#lib/core/text/index.ts";
import { examineChapter, renderChapter } from "#lib/core/text/render/index.ts";

const root = join(import.meta.dirname, "..", "content");
const paths = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
const files = new Set(paths);
const texts = new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
const text = (path: string) => texts.get(path) ?? "";

const manifest: Manifest = value(readManifest(text("_quarto.yml"), "_quarto.yml", files));
const bibliography = readBibliography(text("references.bib"), "references.bib");
const works = Object.fromEntries(bibliography.entries);
const glossary = value(readGlossary(text("contents/data/glossary.json"), "glossary.json"));
const chapters = orderChapters(manifest).map((chapter) => {
  const source = text(chapter.path);
  return { ...chapter, source, ...examineChapter(source, chapter.number) };
});
const core = chapters.filter((chapter) => chapter.path.startsWith("contents/core/"));
const labels = chapters.flatMap((chapter) => chapter.labels.map((each) => each.label));
const targets = labelTargets("sample", chapters);
const book: BookSurroundings = {
  slug: "sample",
  root: "",
  labels: targets,
  works,
  files: new Map(paths.map((path) => [path, "file"])),
  sizes: new Map(),
  slugs: new Map(chapters.map((chapter) => [chapter.path, chapter.slug])),
  includes: texts,
};

describe("the sample book", () => {
  it("has what its manifest names: six parts of one chapter, two labs, two appendices", () => {
    expect(manifest.warnings).toEqual([]);
    const counts = manifest.parts.map((part) => `${part.title ?? part.kind}: ${part.chapters.length}`);
    expect(counts).toEqual([
      "front: 2",
      "Systems Foundations: 1",
      "Design Principles: 1",
      "Performance Engineering: 1",
      "Robust Deployment: 1",
      "Trustworthy Systems: 1",
      "Frontiers: 1",
      "Labs: 2",
      "Appendices: 2",
    ]);
    expect(chapters.filter((chapter) => !files.has(chapter.path))).toEqual([]);
  });

  it("says its title, its subtitle and what it is about", () => {
    expect(manifest.title).toBe("Machine Learning Systems: A Short Course");
    expect([manifest.subtitle, manifest.description, manifest.authors[0]]).not.toContain(null);
  });

  it("is under one licence, which every text states", () => {
    const notices = paths.flatMap((path) => findLicenceNotices(text(path), path));
    expect(agreedLicence(notices)).toBe("CC-BY-NC-SA-4.0");
    const header = /SPDX-License-Identifier: CC-BY-NC-SA-4\.0/u;
    expect(paths.filter((path) => !header.test(text(path).slice(0, 500)))).toEqual([]);
  });

  it("gives no label twice", () => {
    expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
  });

  it("cites every work of its bibliography, and no other", () => {
    const cited = new Set(chapters.flatMap((chapter) => chapter.uses.works));
    expect([...cited].sort()).toEqual([...bibliography.entries.keys()].sort());
    expect(cited.size).toBeGreaterThanOrEqual(15);
  });

  it("lists its glossary as its data has it", () => {
    const page = text("contents/backmatter/glossary.qmd");
    const missing = glossary.filter((each) => !page.includes(`**${each.term}**\n:   ${each.definition}`));
    expect(missing).toEqual([]);
  });

  it("offers three reading paths along chapters and sections that exist", () => {
    const plans = value(readReadingPaths(text("reading-paths.yml"), "reading-paths.yml"));
    expect(plans).toHaveLength(3);
    const steps = plans.flatMap((plan) => plan.steps);
    const named = new Map(chapters.map((chapter) => [chapter.path, sectionIds(chapter.source)]));
    const lost = steps.filter(
      (step) =>
        !named.has(step.chapter) ||
        (step.section !== null && !named.get(step.chapter)?.includes(step.section)),
    );
    expect(lost).toEqual([]);
  });

  it("introduces every part where the chapter before it ends", () => {
    const keys = [...text("contents/parts/summaries.yml").matchAll(/key: (\w+)/gu)].map((match) => match[1]);
    const used = chapters.flatMap((chapter) => /\\part\{key:(\w+)\}\s*$/u.exec(chapter.source)?.[1] ?? []);
    expect(used).toEqual(keys);
  });
});

describe.each(chapters)("$path", (chapter) => {
  it("has no finding of any rule", () => {
    const found = checkChapter(chapter.source, {
      ...bareContext,
      path: chapter.path,
      labels: new Set(targets.keys()),
      labelsElsewhere: new Map(
        [...targets]
          .filter(([, target]) => target.path !== chapter.path)
          .map(([label, target]) => [label, target.path]),
      ),
      citationKeys: new Set(Object.keys(works)),
      glossary,
      files,
    });
    expect(found.map((each) => `${each.line}: ${each.message}`)).toEqual([]);
  });

  it("is drawn without a warning, with all its references", () => {
    const context = renderContext(chapter.uses, book, chapter);
    const drawn = renderChapter(chapter.source, {
      ...context,
      works: formatWorks(Object.values(context.works)),
    });
    expect(drawn.warnings).toEqual([]);
    expect(drawn.html).not.toContain("unresolved");
    expect(drawn.title).not.toBe("");
  });

  it("describes every figure, and the figure has a title and a ground of its own", () => {
    const images = [...chapter.source.matchAll(/!\[[^\n]*\]\(([^)]+)\)\{([^}]*)\}/gu)];
    expect(images.length).toBe((chapter.source.match(/!\[/gu) ?? []).length);
    for (const [, file, attributes] of images) {
      expect(attributes).toMatch(/fig-alt="[^"]{20,}"/u);
      expect(text(`${folderOf(chapter.path)}/${file}`)).toMatch(/<title[^>]*>[^<]+<\/title>[\s\S]*<rect/u);
    }
  });
});

describe.each(core)("the questions of $path", (chapter) => {
  const path = chapter.path.replace(/\.qmd$/u, "_quizzes.json");
  const quizzes = value(readQuizzes(text(path), path));
  const questions = quizzes.flatMap((quiz) => quiz.questions);

  it("belong to sections of the chapter, under their titles", () => {
    const titles = new Map(outline(chapter.source).map((section) => [section.id, section.title]));
    for (const quiz of quizzes) expect(titles.get(quiz.sectionId)).toBe(quiz.sectionTitle);
  });

  it("say which choice is right, and give an answer and an objective", () => {
    for (const question of questions) {
      if (question.kind === "MCQ") expect(question.correct, question.question).not.toBeNull();
      expect(question.answer.length).toBeGreaterThan(10);
      expect(question.objective).not.toBeNull();
    }
  });

  it("are counted in the file's head, and none is lost in reading", () => {
    const raw = JSON.parse(text(path)) as {
      metadata: { total_sections: number; sections_with_quizzes: number };
      sections: { quiz_data: { questions?: unknown[] } }[];
    };
    expect(raw.metadata.total_sections).toBe(raw.sections.length);
    expect(raw.metadata.sections_with_quizzes).toBe(quizzes.length);
    expect(raw.sections.flatMap((each) => each.quiz_data.questions ?? []).length).toBe(questions.length);
  });

  it("stand beside a map of concepts that names the chapter", () => {
    const concepts = text(chapter.path.replace(/\.qmd$/u, "_concepts.yml"));
    expect(concepts).toContain(`source: ${chapter.slug.replaceAll("-", "_")}.qmd`);
  });
});

describe("every construct of the field's books", () => {
  const nodes = chapters.flatMap((chapter) => [...walk(parse(chapter.source))]);
  const kinds = new Set(nodes.map((node) => node.type));
  const whole = chapters.map((chapter) => chapter.source).join("\n");

  it.each([
    ..."div rawBlock shortcode citation crossReference inlineNote texCommand blockTable table".split(" "),
    ..."definitionList lineBlock math inlineMath footnoteDefinition html code image".split(" "),
  ])("occurs: %s", (kind) => {
    expect(kinds).toContain(kind);
  });

  it.each([
    ..."definition example theorem checkpoint takeaways notebook lighthouse perspective principle".split(" "),
    ..."learning-objectives case-study war-story chapter-connection research-questions".split(" "),
    ..."note tip warning important".split(" "),
  ])("occurs: a box for %s", (kind) => {
    expect(whole).toMatch(new RegExp(`^:::+ \\{[^}]*\\.callout-${kind}\\b[^}]*title="`, "mu"));
  });

  it.each([
    ["hashed section ids", /\{#sec-[a-z-]+-[0-9a-f]{4}\}/u],
    ["heading classes", /^## .*\{\.unnumbered \.unlisted\}/mu],
    ["a folded box", /collapse="true"/u],
    ["nested layout divs", /::: \{layout-narrow\}\n::: \{\.column-margin\}/u],
    ["figure divs", /::: \{#fig-[^}]*fig-env="figure"/u],
    ["inline figures", /^!\[\*\*[^\]]*\]\([^)]*\)\{#fig-/mu],
    ["TikZ", /```\{\.tikz\}/u],
    ["executable cells with options", /```\{python\}\n#\| echo: false/u],
    ["computed values in tables", /^\|.*`\{python\} [^`]+`.*\|$/mu],
    ["listings", /::: \{#lst-[^}]*lst-cap="/u],
    ["pseudocode", /```pseudocode\n#\| label: algo-/u],
    ["table captions with widths", /^: \*\*.*\{#tbl-[^}]*tbl-colwidths=/mu],
    ["numbered equations", /\$\$ \{#eq-/u],
    ["bare environments", /\\begin\{gather\*\}/u],
    ["notes of several paragraphs", /^\[\^[^\]]+\]: .*\n\n {4}\S/mu],
    ["groups of citations", /\[@[\w-]+; @[\w-]+\]/u],
    ["locators", /\[@[\w-]+, p\. \d+\]/u],
    ["suppressed authors", /\[-@/u],
    ["references at the start of a sentence", /@(?:Fig|Sec|Eq|Lst|Algo)-/u],
    ["references to boxes", /\\ref\{(?:nbk|exmp|lhs|dfn)-/u],
    ["index entries", /\\index\{[^}]+!/u],
    ["raw HTML", /^<div class=/mu],
    ["blocks of raw HTML", /^```\{=html\}$/mu],
    ["blocks of raw LaTeX", /^```\{=latex\}$/mu],
    ["third-level headings", /^### .+ \{#sec-/mu],
    ["grid tables", /^\+[=:]+\+/mu],
    ["notes in place", /\S\^\[/u],
    ["margin videos", /\{\{< margin-video /u],
    ["videos", /\{\{< video /u],
    ["included files", /\{\{< include /u],
    ["conditional content", /\.content-visible when-format=/u],
    ["task lists", /^- \[ \] /mu],
    ["fallacies", /::: \{\.fallacy-pitfall\}/u],
    ["ends of quizzes", /^::: \{ \.quiz-end \}/mu],
    ["comments", /^<!-- /mu],
  ])("occurs: %s", (_, pattern) => {
    expect(whole).toMatch(pattern);
  });
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of (node as Parent).children ?? []) yield* walk(child);
}

function sectionIds(source: string): string[] {
  return outline(source).map((section) => section.id);
}
