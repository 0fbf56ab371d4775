import { describe, expect, it } from "vitest";
import { moveErratum, needsLicence, reportFingerprint } from "./index.ts";

describe("an erratum", () => {
  it("goes from reported to live", () => {
    expect(moveErratum("reported", "confirmed", null).ok).toBe(true);
    expect(moveErratum("confirmed", "fix-proposed", null).ok).toBe(true);
    expect(moveErratum("fix-proposed", "live", null).ok).toBe(true);
  });

  it("owes a public reason whenever nothing will be fixed", () => {
    for (const to of ["not-an-error", "duplicate", "wont-fix", "held", "needs-info"] as const) {
      expect(moveErratum("reported", to, " ")).toMatchObject({
        ok: false,
        problem: { code: "input.invalid" },
      });
      expect(moveErratum("reported", to, "Because.").ok).toBe(true);
    }
  });

  it("does not become live straight from a report", () => {
    expect(moveErratum("reported", "live", null)).toMatchObject({ problem: { code: "erratum.wrong-state" } });
  });
});

describe("a report", () => {
  const report = {
    chapterId: "c",
    quote: "the the",
    kind: "typo",
    description: "Doubled.",
    suggestion: "the",
  };

  it("has one fingerprint however often it is sent", () => {
    expect(reportFingerprint({ ...report, description: " Doubled. " })).toBe(reportFingerprint(report));
    expect(reportFingerprint({ ...report, quote: "a a" })).not.toBe(reportFingerprint(report));
  });

  it("needs a licence only when the reader writes more than a few words", () => {
    expect(needsLicence("the the", "the")).toBe(false);
    expect(needsLicence("x", Array.from({ length: 16 }, (_, i) => `word${i}`).join(" "))).toBe(true);
  });
});
