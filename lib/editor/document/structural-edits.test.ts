import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { everyConstruct } from "./every-construct.fixture.ts";
import {
  type OpenDocument,
  openDocument,
  type StructuralEdit,
  structuralEdit,
  structuralFault,
  structuralKinds,
} from "./index.ts";

/** A small generator, so that the edits are the same every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const fixture = (name: string): [string, string] => [
  name,
  readFileSync(join(import.meta.dirname, "../../core/text/fixtures", name), "utf8"),
];
const sources: [string, string][] = [
  ["every construct", everyConstruct],
  ...["bookdown.md", "mdbook.md", "myst.md"].map(fixture),
];

/** So many edits, the kinds in turn; a kind the chapter has no place for is left out. */
function edits(opened: OpenDocument, count: number): StructuralEdit[] {
  const random = numbers(20_261_124);
  const made: StructuralEdit[] = [];
  for (let turn = 0; made.length < count && turn < count * 20; turn++) {
    const edit = structuralEdit(opened, structuralKinds[turn % structuralKinds.length] ?? "", random);
    if (edit) made.push(edit);
  }
  return made;
}

describe("edits of structure", { timeout: 30_000 }, () => {
  it.each(sources)("do what was meant and change no line of other blocks: %s", (_name, source) => {
    const opened = openDocument(source);
    const faults = edits(opened, 60).flatMap((edit) => {
      const fault = structuralFault(opened, edit);
      return fault === null ? [] : [`${edit.kind}: ${edit.construct}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  it("are of every kind, at many constructs", () => {
    const made = edits(openDocument(everyConstruct), 60);
    expect(new Set(made.map(({ kind }) => kind)).size).toBe(structuralKinds.length);
    expect(new Set(made.map(({ construct }) => construct)).size).toBeGreaterThan(14);
  });
});
