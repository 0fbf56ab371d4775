import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "./parse.ts";
import { faults } from "./tree-invariants.fixture.ts";

function chapters(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:qmd|md)$/.test(name))
    .map((name) => join(folder, name));
}

describe("whole chapters", () => {
  const paths = [
    join(import.meta.dirname, "fixtures"),
    join(import.meta.dirname, "../../../content"),
  ].flatMap(chapters);
  it("keep every invariant of blocks and tree, whatever their line endings", () => {
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      const source = readFileSync(path, "utf8");
      expect(faults(source), path).toEqual([]);
      expect(faults(source.replaceAll("\n", "\r\n")), path).toEqual([]);
    }
  });
  it("are read without leaving anything opaque", () => {
    for (const path of paths)
      expect(JSON.stringify(faultsOfReading(readFileSync(path, "utf8"))), path).toBe("[]");
  });
});

function faultsOfReading(source: string): string[] {
  const found: string[] = [];
  JSON.stringify(parse(source), (key, value) => {
    if (key === "reason") found.push(value);
    return value;
  });
  return found;
}
