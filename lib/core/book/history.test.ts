import { describe, expect, it } from "vitest";
import { authorsOf, proposalOf } from "./history.ts";

const trailers = [
  { name: "Proposal", value: "12" },
  { name: "Publication-Id", value: "p" },
  { name: "Co-authored-by", value: "Bo Writer <bo@example.org>" },
  { name: "co-authored-by", value: "Ada <ada@example.org>" },
];

describe("a revision", () => {
  it("names its author and who wrote along, once each", () => {
    expect(authorsOf("Ada", trailers)).toEqual(["Ada", "Bo Writer"]);
    expect(authorsOf("", [])).toEqual([]);
  });

  it("names the proposal it came from, only where Colophon made the commit", () => {
    expect(proposalOf(trailers)).toBe(12);
    expect(proposalOf([{ name: "Proposal", value: "12" }])).toBeNull();
    expect(proposalOf([{ name: "Proposal", value: "x" }, ...trailers.slice(1)])).toBeNull();
  });
});
