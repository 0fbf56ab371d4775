import { describe, expect, it } from "vitest";
import { checkRuling, isEditable, nextState, tally } from "./index.ts";

describe("a proposal's states", () => {
  it("goes from draft through review to published", () => {
    expect(nextState("draft", "submit")).toEqual({ ok: true, value: "in-review" });
    expect(nextState("in-review", "accept")).toEqual({ ok: true, value: "accepted" });
    expect(nextState("accepted", "publish-all")).toEqual({ ok: true, value: "published" });
  });

  it("returns to review when only some hunks were published, or publishing failed", () => {
    expect(nextState("accepted", "publish-some")).toEqual({ ok: true, value: "in-review" });
    expect(nextState("accepted", "publish-failed")).toEqual({ ok: true, value: "in-review" });
  });

  it("cannot be withdrawn or rejected once published, nor accepted twice", () => {
    for (const event of ["withdraw", "reject", "accept", "submit"] as const) {
      expect(nextState("published", event)).toMatchObject({ problem: { code: "proposal.wrong-state" } });
    }
    expect(nextState("accepted", "accept").ok).toBe(false);
  });

  it("is its author's to edit only before review or when changes were asked for", () => {
    expect(
      ["draft", "in-review", "changes-requested", "published"].filter((s) => isEditable(s as never)),
    ).toEqual(["draft", "changes-requested"]);
  });
});

describe("rulings", () => {
  const hunks = [
    { path: "a.qmd", id: "1" },
    { path: "a.qmd", id: "2" },
    { path: "b.qmd", id: "1" },
  ];

  it("are counted over the hunks that exist", () => {
    const rulings = [
      { path: "a.qmd", hunk: "1", decision: "accept" as const, reason: null, wording: null },
      { path: "b.qmd", hunk: "1", decision: "reject" as const, reason: "no", wording: null },
      { path: "b.qmd", hunk: "9", decision: "accept" as const, reason: null, wording: null },
    ];
    expect(tally(hunks, rulings)).toEqual({ accepted: 1, rejected: 1, open: 1 });
  });

  it("need a reason to reject", () => {
    expect(checkRuling("reject", "  ").ok).toBe(false);
    expect(checkRuling("reject", "Out of scope").ok).toBe(true);
    expect(checkRuling("accept", null).ok).toBe(true);
  });
});
