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
const patch = { files, additions: [] };
const bound = {
  id: "g1",
  proposalNumber: 7,
  personId: "p1",
  baseCommit: "c0",
  patch,
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
      value: { licence: "CC0-1.0", patchSha: patchHash(patch), creditName: "Ada Lovelace" },
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
    expect(coversPatch(grant.value, patch).ok).toBe(true);
    expect(coversPatch(grant.value, { ...patch, files: [{ ...files[0]!, text: "the \n" }] }).ok).toBe(false);
    expect(coversPatch(null, patch).ok).toBe(false);
  });

  it("has a hash that says nothing of the person's account", () => {
    const one = signGrant(wish, bound);
    const other = signGrant(wish, { ...bound, personId: "p2" });
    expect(one.ok && other.ok && grantHash(one.value) === grantHash(other.value)).toBe(true);
  });

  it("does not depend on the order of files", () => {
    const more = [...files, { path: "b.qmd", base: "", text: "x" }];
    const additions = [
      { kind: "image" as const, path: "images/a.png", sha256: "1".repeat(64) },
      { kind: "reference" as const, path: "refs.bib", sha256: "2".repeat(64) },
      { kind: "reference" as const, path: "refs.bib", sha256: "3".repeat(64) },
    ];
    expect(patchHash({ files: more, additions })).toBe(
      patchHash({ files: [...more].reverse(), additions: [...additions].reverse() }),
    );
  });

  it("is bound to every file and entry it adds, and is what it was where it adds none", () => {
    const image = { kind: "image" as const, path: "images/a.png", sha256: "1".repeat(64) };
    const hashes = [
      [],
      [image],
      [{ ...image, sha256: "2".repeat(64) }],
      [{ ...image, path: "images/b.png" }],
      [{ ...image, kind: "reference" as const }],
    ].map((additions) => patchHash({ files, additions }));
    expect(new Set(hashes).size).toBe(5);
    // As of version 2026-11-1 of the statement; grants in ledgers are bound to it.
    expect(hashes[0]).toBe("eb332c1585a5e6052ac5efdf8da94748de3da73b69ba19d96ea7654d4970ed25");
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
