import { describe, expect, it } from "vitest";
import {
  commitMessage,
  coversPatch,
  grantHash,
  type LedgerEntry,
  nextEntry,
  parseTrailers,
  patchHash,
  signGrant,
  statementFor,
  verifyEntry,
} from "./index.ts";

const files = [{ path: "a.qmd", base: "teh\n", text: "the\n" }];
const bound = {
  id: "g1",
  proposalNumber: 7,
  personId: "p1",
  baseCommit: "c0",
  files,
  now: "2026-01-02T03:04:05Z",
};
const statement = statementFor("CC0-1.0");
const wish = {
  licence: "CC0-1.0",
  statementSha: statement.sha256,
  agreed: true,
  creditName: "Ada\nLovelace",
};

describe("a grant", () => {
  it("binds statement, base and patch", () => {
    const grant = signGrant(wish, bound);
    expect(grant).toMatchObject({
      ok: true,
      value: { licence: "CC0-1.0", patchSha: patchHash(files), creditName: "Ada Lovelace" },
    });
  });

  it.each([
    ["an unknown licence", { ...wish, licence: "MIT" }],
    ["no agreement", { ...wish, agreed: false }],
    ["an older statement", { ...wish, statementSha: "0".repeat(64) }],
  ])("is refused with %s", (_, bad) => {
    expect(signGrant(bad, bound)).toMatchObject({ problem: { code: "proposal.not-granted" } });
  });

  it("does not cover a patch that changed by one byte", () => {
    const grant = signGrant(wish, bound);
    if (!grant.ok) throw new Error("unreachable");
    expect(coversPatch(grant.value, files).ok).toBe(true);
    expect(coversPatch(grant.value, [{ ...files[0]!, text: "the \n" }]).ok).toBe(false);
    expect(coversPatch(null, files).ok).toBe(false);
  });

  it("has a hash that says nothing of the person's account", () => {
    const one = signGrant(wish, bound);
    const other = signGrant(wish, { ...bound, personId: "p2" });
    expect(one.ok && other.ok && grantHash(one.value) === grantHash(other.value)).toBe(true);
  });

  it("does not depend on the order of files", () => {
    const more = [...files, { path: "b.qmd", base: "", text: "x" }];
    expect(patchHash(more)).toBe(patchHash([...more].reverse()));
  });
});

describe("a commit message", () => {
  it("carries its trailers, and reads back", () => {
    const message = commitMessage("Fix a typo", "Because it was wrong.", [
      ["Licence", "CC0-1.0"],
      ["Proposal", "7"],
    ]);
    expect(message).toBe("Fix a typo\n\nBecause it was wrong.\n\nLicence: CC0-1.0\nProposal: 7\n");
    expect(parseTrailers(message)).toEqual([
      ["Licence", "CC0-1.0"],
      ["Proposal", "7"],
    ]);
  });

  it("does not let a person forge a trailer by subject, body or value", () => {
    const message = commitMessage("x\n\nLicence: MIT", "Licence: MIT", [["Credit", "A\nLicence: MIT"]]);
    expect(parseTrailers(message)).toEqual([["Credit", "A Licence: MIT"]]);
  });

  it("shortens a long subject", () => {
    expect(commitMessage("w".repeat(100), "", []).split("\n")[0]).toHaveLength(72);
  });
});

describe("the ledger", () => {
  const chain: LedgerEntry[] = [];
  for (let i = 0; i < 3; i++)
    chain.push(nextEntry(chain.at(-1) ?? null, "grant", { i }, `2026-01-0${i + 1}T00:00:00.000Z`));
  const verify = (entries: LedgerEntry[]) => {
    let last: LedgerEntry | null = null;
    for (const entry of entries) {
      const result = verifyEntry(last, entry);
      if (!result.ok) return result.problem.message;
      last = entry;
    }
    return "good";
  };

  it("verifies as written", () => {
    expect(verify(chain)).toBe("good");
  });

  it("names the first entry that was changed, dropped or moved", () => {
    expect(verify([chain[0]!, { ...chain[1]!, payload: '{"i":9}' }, chain[2]!])).toContain("Entry 2");
    expect(verify([chain[0]!, { ...chain[1]!, at: "2027-01-01T00:00:00.000Z" }])).toContain("Entry 2");
    expect(verify([chain[0]!, chain[2]!])).toContain("Entry 3");
    expect(verify([chain[1]!])).toContain("Entry 2");
  });
});
