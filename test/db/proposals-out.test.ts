import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyLedger } from "#lib/features/read-ledger.ts";
import { rejectProposal } from "#lib/features/review-proposal.ts";
import { stopPublication } from "#lib/features/stop-publication.ts";
import { withdrawProposal } from "#lib/features/withdraw-proposal.ts";
import { faults } from "#test/support/forge/index.ts";
import { type HostedBook, openHostedBook } from "./hosted-book.ts";
import { accept, hunksOf, propose, publish, reload } from "./propose.ts";
import { must, refusal, smallBook } from "./small-book.ts";

const path = "chapters/one.qmd";
const original = String(smallBook[path]);
const first = (text: string) => text.replace("before it is improved", "before anybody improves it");
const second = (text: string) => text.replace("the end is near", "this is the end");
const both = (text: string) => second(first(text));

let book: HostedBook;
beforeEach(async () => {
  book = await openHostedBook();
  must(await book.sync());
});
afterEach(() => book.close());

const pulls = () => [...book.forge.records.pulls.values()];
const branchOf = (number: number) => `colophon/proposal-${number}`;
const shown = (branch: string, format: string) => gitLog(branch, format);
async function gitLog(branch: string, format: string): Promise<string> {
  const { execFileSync } = await import("node:child_process");
  return execFileSync("git", ["log", "-1", `--format=${format}`, branch], {
    cwd: book.repository.folder,
  })
    .toString()
    .trimEnd();
}

describe("a proposal at the book's host", () => {
  it("is a branch with one commit of its author, and a pull request that says what it is", async () => {
    const proposal = await propose(book, path, both);
    expect(must(await book.mirror(proposal.id))).toBe("shown");
    const branch = branchOf(proposal.number);
    expect(await book.forge.read(book.repository, path, branch)).toBe(both(original).trimEnd());
    const [author, committer, message, parent] = (await shown(branch, "%an%x00%cn%x00%B%x00%P")).split("\0");
    expect([author, committer]).toEqual(["Cem Contributor", "Colophon"]);
    expect(message).toContain(`Proposal-Id: ${proposal.id}`);
    expect(parent).toBe(await book.forge.head(book.repository));
    expect(pulls()).toMatchObject([{ title: "Say it better", state: "open", head: { ref: branch } }]);
    const body = pulls()[0]?.body ?? "";
    expect(body).toContain("> It reads more easily.");
    expect(body).toContain(`https://book.example/review/${proposal.number}`);
    expect(body).toContain("- Licence: CC-BY-NC-SA-4.0");
    expect(body).toContain("- By: Cem Contributor");
    expect(await book.ports.links.find(proposal.id)).toMatchObject({
      number: 1,
      state: "open",
      problem: null,
    });
  });

  it("is shown once, however often and whatever reply is lost", async () => {
    const proposal = await propose(book, path, both);
    book.forge.faults.add("POST /repos/{owner}/{repo}/pulls", faults.dropAfter());
    must(await book.mirror(proposal.id));
    const commit = await book.forge.head(book.repository, branchOf(proposal.number));
    must(await book.mirror(proposal.id));
    // As after a crash before anything was noted.
    await book.db.pullRequest.deleteMany();
    must(await book.mirror(proposal.id));
    expect(pulls()).toHaveLength(1);
    expect(await book.forge.head(book.repository, branchOf(proposal.number))).toBe(commit);
    expect(book.forge.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
  });

  it("waits while its host is away", async () => {
    const proposal = await propose(book, path, both);
    book.forge.faults.add("POST /repos/{owner}/{repo}/pulls", faults.dropBefore());
    expect(refusal(await book.mirror(proposal.id))).toBe("github.uncertain");
    must(await book.mirror(proposal.id));
    expect(pulls()).toHaveLength(1);
  });

  it("leaves a branch alone that somebody else has changed, and says so", async () => {
    const proposal = await propose(book, path, first);
    must(await book.mirror(proposal.id));
    const branch = branchOf(proposal.number);
    const theirs = await book.forge.commit(book.repository, { [path]: "Mine.\n" }, { branch });
    await book.forge.commit(book.repository, { [path]: second(original) });
    must(await book.sync());
    must(await book.mirror(proposal.id));
    expect(await book.forge.head(book.repository, branch)).toBe(theirs);
    expect((await book.ports.links.find(proposal.id))?.problem).toContain("Somebody else has changed");
  });

  it("follows the book, and its author's newer text", async () => {
    const proposal = await propose(book, path, first);
    must(await book.mirror(proposal.id));
    const head = await book.forge.commit(book.repository, { [path]: second(original) });
    must(await book.sync());
    must(await book.mirror(proposal.id));
    const branch = branchOf(proposal.number);
    expect(await book.forge.read(book.repository, path, branch)).toBe(both(original).trimEnd());
    expect(await shown(branch, "%P")).toBe(head);
    expect(pulls()).toHaveLength(1);
  });

  it("is closed when it is withdrawn or not taken", async () => {
    for (const end of ["withdraw", "reject"] as const) {
      const proposal = await propose(book, path, first);
      must(await book.mirror(proposal.id));
      const { id, version } = proposal;
      if (end === "withdraw")
        must(await withdrawProposal(book.ports, book.actors.contributor, { id, version }));
      else must(await rejectProposal(book.ports, book.actors.editor, { id, version, reason: "No." }));
      expect(must(await book.mirror(id))).toBe("closed");
    }
    expect(pulls().map(({ state, mergedAt }) => [state, mergedAt])).toEqual([
      ["closed", null],
      ["closed", null],
    ]);
  });
});

describe("publishing at the book's host", () => {
  it("merges the pull request with the very commit that comes into the book", async () => {
    const proposal = await propose(book, path, both);
    must(await book.mirror(proposal.id));
    const { commit } = must(await book.finish(must(await publish(book, proposal)).id));
    expect(await book.forge.head(book.repository)).toBe(commit);
    expect(pulls()).toMatchObject([{ state: "closed", mergedAt: expect.any(String) }]);
    expect(must(await book.mirror(proposal.id))).toBe("closed");
    expect(await book.ports.links.find(proposal.id)).toMatchObject({ state: "merged" });
  });

  it("leaves the rest open in the same pull request", async () => {
    const proposal = await propose(book, path, both);
    must(await book.mirror(proposal.id));
    const [one] = hunksOf(proposal);
    await accept(book, proposal, [one!]);
    must(await book.finish(must(await publish(book, await reload(book, proposal.id), false)).id));
    must(await book.sync());
    must(await book.mirror(proposal.id));
    expect(await book.forge.read(book.repository, path)).toBe(first(original).trimEnd());
    expect(await book.forge.read(book.repository, path, branchOf(proposal.number))).toBe(
      both(original).trimEnd(),
    );
    expect(pulls()).toMatchObject([{ state: "open" }]);
    must(await book.finish(must(await publish(book, await reload(book, proposal.id))).id));
    expect(pulls()).toMatchObject([{ state: "closed", mergedAt: expect.any(String) }]);
  });

  it("goes through the pull request where the branch is protected, and waits for what it asks for", async () => {
    book.forge.protect(book.repository, "main", { requirePullRequest: true, requiredChecks: ["build"] });
    const proposal = await propose(book, path, both);
    must(await book.mirror(proposal.id));
    const [one] = hunksOf(proposal);
    await accept(book, proposal, [one!]);
    const begun = must(await publish(book, await reload(book, proposal.id), false));
    expect(refusal(await book.finish(begun.id))).toBe("publish.waiting");
    expect((await book.ports.publications.find(begun.id))?.problem).toMatch(/waits/);
    const head = await book.forge.head(book.repository, branchOf(proposal.number));
    expect(await book.forge.read(book.repository, path, branchOf(proposal.number))).toBe(
      first(original).trimEnd(),
    );
    expect(refusal(await book.finish(begun.id))).toBe("publish.waiting");
    expect(await book.forge.head(book.repository, branchOf(proposal.number))).toBe(head);

    await succeed(head ?? "");
    await untilMerged(begun.id);
    const [author, message] = (await shown("main", "%an%x00%B")).split("\0");
    expect(author).toBe("Cem Contributor");
    expect(message).toContain(`Publication-Id: ${begun.id}`);
    expect(await book.forge.read(book.repository, path)).toBe(first(original).trimEnd());
    expect(must(await verifyLedger(book.ports)).entries).toBe(2);

    must(await book.sync());
    must(await book.mirror(proposal.id));
    expect(pulls().map(({ state, head: { ref } }) => [state, ref])).toEqual([
      ["closed", branchOf(proposal.number)],
      ["open", `${branchOf(proposal.number)}-2`],
    ]);
  });

  it("is given back when an editor stops waiting for a check that never comes", async () => {
    book.forge.protect(book.repository, "main", { requirePullRequest: true, requiredChecks: ["build"] });
    const proposal = await propose(book, path, both);
    must(await book.mirror(proposal.id));
    const begun = must(await publish(book, proposal));
    const stop = (actor = book.actors.editor) => stopPublication(book.ports, actor, { id: proposal.id });
    expect(refusal(await stop())).toBe("proposal.wrong-state");
    expect(refusal(await book.finish(begun.id))).toBe("publish.waiting");
    expect(refusal(await stop(book.actors.reviewer))).toBe("actor.forbidden");
    must(await stop());
    expect((await reload(book, proposal.id)).state).toBe("in-review");
    expect(refusal(await book.finish(begun.id))).toBe("publish.refused");
    must(await book.mirror(proposal.id));
    book.forge.protect(book.repository, "main", null);
    must(await book.finish(must(await publish(book, await reload(book, proposal.id))).id));
    expect(await book.forge.read(book.repository, path)).toBe(both(original).trimEnd());
    expect(must(await verifyLedger(book.ports)).entries).toBe(2);
  });

  /** The check that the branch asks for succeeds. */
  async function succeed(sha: string): Promise<void> {
    must(
      await book.host.repository.write("POST /repos/{owner}/{repo}/statuses/{sha}", {
        sha,
        state: "success",
        context: "build",
      }),
    );
  }

  /** Finish as the job does, letting GitHub merge in between. */
  async function untilMerged(id: string): Promise<void> {
    for (let turn = 0; turn < 3; turn++) {
      const end = await book.finish(id);
      if (end.ok) return;
      expect(end.problem.code).toBe("publish.waiting");
      for (const request of book.forge.records.merges.values())
        if (request.status === "pending") await book.forge.finishMerge(request);
    }
    must(await book.finish(id));
  }
});
