import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  codeOnly,
  environmentReaders,
  findCycles,
  longestFile,
  longFiles,
  readImports,
  readTree,
  rules,
  sideDoors,
} from "./architecture/index.ts";

const root = join(import.meta.dirname, "..");
const broken = join(import.meta.dirname, "architecture", "broken");
const house = readTree(
  root,
  ["app", "lib", "scripts", "test"].filter((folder) => existsSync(join(root, folder))),
);

describe("the house", () => {
  it.each(rules)("$says", (rule) => {
    expect(rule.check(house)).toEqual([]);
  });

  it("makes no exception that nothing needs", () => {
    const lines = new Map(house.files.map((file) => [file.path, file.lines]));
    const unneeded = Object.keys(longFiles).filter((path) => (lines.get(path) ?? 0) <= longestFile);
    const exceptions = [...Object.keys(sideDoors), ...Object.keys(environmentReaders)];
    const gone = exceptions.filter(
      (path) => path.startsWith("lib/") && path.endsWith(".ts") && !lines.has(path),
    );
    expect([...unneeded, ...gone]).toEqual([]);
  });
});

describe("a broken house", () => {
  it("exists for every rule", () => {
    expect(readdirSync(broken).sort()).toEqual(rules.map((rule) => rule.name).sort());
  });

  it.each(rules)("that breaks $name is found out, and by that rule alone", (rule) => {
    const tree = readTree(join(broken, rule.name));
    const firing = rules.filter((each) => each.check(tree).length > 0).map((each) => each.name);
    expect(firing).toEqual([rule.name]);
    expect(rule.check(tree)).toMatchSnapshot();
  });
});

describe("readImports", () => {
  it("reads every form of import, and knows which leave nothing behind", () => {
    const text = [
      'import { a } from "./a.ts";',
      'import type { B } from "./b.ts";',
      'import { type C, type D } from "./c.ts";',
      'import { type E, f } from "./d.ts";',
      'import "./e.ts";',
      'export * from "./f.ts";',
      'export type { G } from "./g.ts";',
      'import * as h from "node:fs";',
      "import {",
      "  i,",
      '} from "./i.ts";',
      'const j = await import("./j.ts");',
      'import K, { type L } from "./k.ts";',
    ].join("\n");
    expect(readImports(text).map((each) => [each.name, each.typeOnly])).toEqual([
      ["./a.ts", false],
      ["./b.ts", true],
      ["./c.ts", true],
      ["./d.ts", false],
      ["./e.ts", false],
      ["./f.ts", false],
      ["./g.ts", true],
      ["node:fs", false],
      ["./i.ts", false],
      ["./j.ts", false],
      ["./k.ts", false],
    ]);
  });

  it("does not read comments", () => {
    expect(
      readImports('// import "./a.ts";\n/* import "./b.ts"; */\nconst url = "http://x"; // import "./c.ts"'),
    ).toEqual([]);
  });
});

describe("codeOnly", () => {
  it("keeps code, blanks strings and comments, and keeps lines in place", () => {
    const code = codeOnly('const a = "Date.now"; // Math.random\nconst b = `x $' + "{Date.now()} y`;");
    expect(code).not.toContain("Math.random");
    expect(code.split("\n")[0]).not.toContain("Date.now");
    expect(code.split("\n")[1]).toContain("Date.now()");
  });
});

describe("findCycles", () => {
  it("finds a circle and nothing where there is none", () => {
    expect(
      findCycles(
        new Map([
          ["a", ["b"]],
          ["b", ["c"]],
          ["c", ["b"]],
        ]),
      ),
    ).toEqual([["b", "c", "b"]]);
    expect(
      findCycles(
        new Map([
          ["a", ["b", "c"]],
          ["b", ["c"]],
          ["c", []],
        ]),
      ),
    ).toEqual([]);
  });
});
