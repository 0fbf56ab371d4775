import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { variableNames } from "#lib/adapters/env/index.ts";
import { slugify } from "#lib/core/text/index.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const run = promisify(execFile);

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const scripts = (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts;
const keysOf = (source: string, start: string): string[] => {
  const from = source.indexOf(start);
  const body = source.slice(from, source.indexOf("\n};", from));
  return [...body.matchAll(/^ {2}"?([a-z-]+)"?: /gmu)].map((match) => match[1] ?? "");
};
const bookCommands = keysOf(read("scripts/book/main.ts"), "const commands");
const suites = keysOf(read("scripts/bench/main.ts"), "const suites");

/** What a page shows as code: each line of its blocks, and each span in its text. */
function codeOf(page: string): string[] {
  const blocks: string[] = [];
  const text = read(page).replaceAll(/^```\w*\n([\s\S]*?)^```$/gmu, (_, block: string) => {
    blocks.push(...block.split("\n").filter((line) => line.trim() !== ""));
    return "";
  });
  return [...blocks, ...[...text.matchAll(/`([^`\n]+)`/gu)].map((match) => match[1] ?? "")];
}

const code = pages.flatMap((page) => codeOf(page).map((words) => ({ page, words })));
const matches = (pattern: RegExp) =>
  code.flatMap(({ page, words }) => [...words.matchAll(pattern)].map((match) => ({ page, match })));

/** The headings of a page as the anchors that links name. */
function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#{1,6} (.+)$/gmu)].map((match) => slugify(match[1] ?? ""));
}

const exact = matches(/\bnpm run -s book -- (roundtrip|edit-fidelity|render|check) ([\w./ -]+)/gu);
const shown = [...new Set(exact.map(({ match }) => `${match[1]} ${match[2]?.trim()}`))];

const runs = new Map<string, Promise<string>>();

/** Run a command of the book as `npm run -s book --` does, once; its last line, for the figures. Rejects unless it exits with 0. */
function book(command: string): Promise<string> {
  const known = runs.get(command);
  if (known) return known;
  const args = ["scripts/book/main.ts", ...command.split(/\s+/u)];
  const last = run(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }).then(
    ({ stdout }) => stdout.trim().split("\n").at(-1) ?? "",
  );
  runs.set(command, last);
  return last;
}

describe("what the pages for people name", () => {
  it("as a command of npm is a script of package.json", () => {
    const named = matches(/\bnpm (?:run (?:-s )?)?([a-z]+)/gu).map(({ match }) => match[1] ?? "");
    expect(named).toContain("start");
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("as a command of the book, or a suite of the bench, is there", () => {
    const commands = matches(/\bnpm run -s book -- ([a-z-]+)/gu).map(({ match }) => match[1] ?? "");
    expect([...new Set(commands)].sort()).toEqual([...bookCommands].sort());
    const named = matches(/\bnpm run -s bench -- ((?:[a-z]+ ?)+)/gu).flatMap(({ match }) =>
      (match[1] ?? "").trim().split(" "),
    );
    expect(named.filter((name) => !suites.includes(name))).toEqual([]);
  });

  it("as a path of the repository exists", () => {
    const named = matches(
      /(?<![\w./<-])((?:app|content|docs|lib|prisma|public|scripts|test)\/[\w./()[\]-]*[\w)\]])(?![\w<*…/-])/gu,
    );
    expect(named.length).toBeGreaterThan(20);
    const missing = named.filter(({ match }) => !existsSync(join(root, match[1] ?? "")));
    expect(missing.map(({ page, match }) => `${page}: ${match[1]}`)).toEqual([]);
  });

  it("as a link within the repository leads to a file, and to a heading in it", () => {
    const wrong: string[] = [];
    for (const page of pages) {
      for (const [, target = ""] of read(page).matchAll(/\]\(([^)\s]+)\)/gu)) {
        if (/^[a-z]+:/u.test(target)) continue;
        const [path = "", anchor] = target.split("#");
        const file = path === "" ? page : relative(root, join(root, dirname(page), path));
        const found = existsSync(join(root, file));
        if (!found || (anchor && !anchorsOf(file).includes(anchor))) wrong.push(`${page}: ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("as a variable of the environment is one that Colophon reads", () => {
    const named = matches(/(?<![\w$-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PORT|HOST)(?![\w-])/gu);
    const unknown = named.filter(({ match }) => !variableNames.includes(match[1] ?? ""));
    expect(unknown.map(({ page, match }) => `${page}: ${match[1]}`)).toEqual([]);
  });

  it("covers every variable of the environment, once, in the table for self-hosters", () => {
    const rows = [...read("docs/self-hoster.md").matchAll(/^\| `([A-Z_]+)` \|/gmu)].map((match) => match[1]);
    expect(rows.sort()).toEqual([...variableNames].sort());
  });
});

describe("the commands that need no database", () => {
  it("are all shown", () => {
    expect(new Set(shown.map((command) => command.split(" ")[0]))).toEqual(
      new Set(["roundtrip", "edit-fidelity", "render", "check"]),
    );
  });

  it.concurrent.each(shown)("end well as they are shown: %s", { timeout: 60_000 }, async (command) => {
    await book(command);
  });

  it("give the figures that the README states of the sample book", { timeout: 60_000 }, async () => {
    const row = /^\| the sample book [^|]*\| (\d+) of (\d+) \| (\d+) of (\d+) \|$/mu.exec(read("README.md"));
    const [, identical, files, changed, edits] = row ?? [];
    expect(await book("roundtrip content")).toBe(`${files} files, ${identical} identical`);
    expect(await book("edit-fidelity content --edits 60")).toBe(`${edits} edits, ${changed} exact`);
  });
});
