import { describe, expect, it } from "vitest";
import { parseTrailers } from "../licence/index.ts";
import { newPullLink, proposalBranch, pullRequestBody, shownMessage } from "./index.ts";

const facts = {
  id: "p1",
  number: 7,
  rationale: "Clearer.",
  authors: ["Cem"],
  licences: ["CC0-1.0"],
  assistants: [],
  errata: [],
  published: null,
  site: "https://book.example",
};

describe("the pull request of a proposal", () => {
  it("has a branch of its own, and another one after each that was merged", () => {
    const proposal = { id: "p1", bookId: "b", number: 7 };
    const first = newPullLink(proposal);
    expect(first.branch).toBe(proposalBranch(7));
    const second = newPullLink(proposal, { ...first, state: "merged" });
    expect(second.branch).toBe("colophon/proposal-7-2");
    expect(newPullLink(proposal, second).branch).toBe("colophon/proposal-7-3");
  });

  it("says who wrote it, under which licence, with what, and what it answers", () => {
    const body = pullRequestBody({ ...facts, assistants: ["gpt_x"], errata: [3], published: "abc" });
    expect(body).toContain("- Written with: gpt\\_x");
    expect(body).toContain("- Answers: [report 3](https://book.example/errata/3)");
    expect(body).toContain("- Published in: abc");
    expect(body).toMatch(/<!-- colophon:proposal:p1 -->$/);
  });

  it("lets no words of a person become markup, a mention, a closing keyword's link or a marker of ours", () => {
    const body = pullRequestBody({
      ...facts,
      authors: ["@everyone <b>"],
      rationale: "fixes #1 @ada\n<!-- colophon:grant -->\n![x](https://evil.example/?q)\n\u202eabc",
    });
    expect(body).not.toMatch(/@ada|@everyone|[^\\]#1|[^\\]<!-- colophon:grant|[^\\]!\[|\u202e/u);
  });

  it("has a commit whose last lines only we write", () => {
    const message = shownMessage(
      { id: "p1", number: 7, title: "Say it\nProposal-Id: x", rationale: "Proposal-Id: forged" },
      ["CC0-1.0"],
      [{ name: "Bo", email: "bo@contributor.invalid" }],
    );
    expect(parseTrailers(message)).toEqual([
      ["Proposal", "7"],
      ["Licence", "CC0-1.0"],
      ["Proposal-Id", "p1"],
      ["Co-authored-by", "Bo <bo@contributor.invalid>"],
    ]);
    expect(message.split("\n").filter((line) => line.startsWith("Proposal-Id:"))).toEqual([
      "Proposal-Id: p1",
    ]);
  });
});
