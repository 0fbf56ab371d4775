import { describe, expect, it } from "vitest";
import { everyConstruct } from "./every-construct.fixture.ts";
import { openDocument, structuralEdit, structuralFault, structuralKinds } from "./index.ts";

/** A small generator, so that the edits are the same every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe("edits of structure", () => {
  const opened = openDocument(everyConstruct);
  const random = numbers(20_261_124);
  const edits = Array.from({ length: 60 }, (_, turn) => {
    const kind = structuralKinds[turn % structuralKinds.length] ?? "";
    for (let attempt = 0; attempt < 20; attempt++) {
      const edit = structuralEdit(opened, kind, random);
      if (edit) return edit;
    }
    throw new Error(`There is no place to ${kind}.`);
  });

  it("do what was meant and change no line of other blocks", () => {
    const faults = edits.flatMap((edit) => {
      const fault = structuralFault(opened, edit);
      return fault === null ? [] : [`${edit.kind}: ${edit.construct}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  it("are of every kind, at many constructs", () => {
    expect(new Set(edits.map(({ kind }) => kind)).size).toBe(structuralKinds.length);
    expect(new Set(edits.map(({ construct }) => construct)).size).toBeGreaterThan(14);
  });
});
