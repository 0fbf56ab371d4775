import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { grantHash } from "#lib/core/licence/index.ts";
import { refuse } from "#lib/core/outcome.ts";
import { finishPublication } from "#lib/features/finish-publication/index.ts";
import { openDraft } from "#lib/features/open-draft.ts";
import { publishProposal } from "#lib/features/publish-proposal.ts";
import { verifyLedger } from "#lib/features/read-ledger.ts";
import { decideHunks, rejectProposal } from "#lib/features/review-proposal.ts";
import { saveDraft } from "#lib/features/save-draft.ts";
import { submitProposal } from "#lib/features/submit-proposal.ts";
import { withdrawProposal } from "#lib/features/withdraw-proposal.ts";
import { accept, form, hunksOf, propose, publish, reload } from "./propose.ts";
import { must, openSmallBook, refusal, type SmallBook, smallBook } from "./small-book.ts";

const path = "chapters/one.qmd";
const original = String(smallBook[path]);
const first = (text: string) => text.replace("before it is improved", "before anybody improves it");
const second = (text: string) => text.replace("the end is near", "this is the end");
const both = (text: string) => second(first(text));

let book: SmallBook;
beforeEach(async () => {
  book = await openSmallBook();
  must(await book.sync());
});
afterEach(() => book.close());

/** What the book's repository holds now. */
const remoteText = () => `${book.gitIn(book.remote, "show", `main:${path}`)}\n`;
const commits = () => book.gitIn(book.remote, "log", "--format=%s", "main").split("\n");

describe("publishing a proposal", () => {
  it("brings one of two changes into the book with its author, then the other", async () => {
    const proposal = await propose(book, path, both);
    const [one] = hunksOf(proposal);
    await accept(book, proposal, [one!]);
    const begun = must(await publish(book, await reload(book, proposal.id), false));
    expect((await reload(book, proposal.id)).state).toBe("accepted");
    const { commit } = must(await book.finish(begun.id));

    expect(remoteText()).toBe(first(original));
    const [author, committer, message] = book
      .gitIn(book.remote, "log", "-1", "--format=%an <%ae>%x00%cn%x00%B", commit)
      .split("\0");
    expect(author).toBe(`Cem Contributor <${book.actors.contributor.id}@contributor.invalid>`);
    expect(committer).toBe("Edda Editor");
    const grant = await book.ports.proposals.grant(proposal.id);
    if (!grant) throw new Error("The grant is gone.");
    expect(message).toContain("Say it better");
    expect(message).toContain(`Proposal: ${proposal.number}\n`);
    expect(message).toContain("Licence: CC-BY-NC-SA-4.0\n");
    expect(message).toContain(`Grant: ${grantHash(grant)}\n`);
    expect(message).toContain(`Publication-Id: ${begun.id}`);

    const half = await reload(book, proposal.id);
    expect(half.state).toBe("in-review");
    expect((await book.ports.reviews.rulings(proposal.id)).map((ruling) => ruling.published)).toEqual([true]);
    expect(must(await verifyLedger(book.ports)).entries).toBe(2);

    must(await book.sync());
    expect((await book.chapter(path)).chapter.source).toBe(first(original));

    const rest = must(await publish(book, half));
    must(await book.finish(rest.id));
    expect(remoteText()).toBe(both(original));
    expect((await reload(book, proposal.id)).state).toBe("published");
    const { chapter } = await book.chapter(path);
    expect(await book.ports.shelf.credits({ chapterId: chapter.id })).toEqual([
      { name: "Cem Contributor", what: "text", count: 2 },
    ]);
    expect(must(await verifyLedger(book.ports)).entries).toBe(3);
    expect(await book.ports.inbox.unread(book.actors.contributor.id ?? "")).toBeGreaterThanOrEqual(2);
  });

  it("merges with what others changed in the book meanwhile", async () => {
    const proposal = await propose(book, path, first);
    const begun = must(await publish(book, proposal));
    book.commit({ [path]: second(original) });
    must(await book.finish(begun.id));
    expect(remoteText()).toBe(both(original));
  });

  it("merges again when the branch moves at the very moment of publishing", async () => {
    const begun = must(await publish(book, await propose(book, path, first)));
    let moved = false;
    const press: Pick<typeof book.ports.press, "publish"> = {
      publish: async (commit) => {
        if (!moved) book.commit({ [path]: second(original) });
        moved = true;
        return book.ports.press.publish(commit);
      },
    };
    must(await finishPublication({ ...book.ports, host: null, press }, begun.id));
    expect(remoteText()).toBe(both(original));
  });

  it("gives a proposal back with the reason when the book changed in the same words", async () => {
    const proposal = await propose(book, path, first);
    const begun = must(await publish(book, proposal));
    book.commit({ [path]: original.replace("before it is improved", "before it is made better") });
    expect(refusal(await book.finish(begun.id))).toBe("proposal.conflict");
    expect((await reload(book, proposal.id)).state).toBe("in-review");
    const [last] = (await book.ports.reviews.events(proposal.id)).slice(-1);
    expect(last).toMatchObject({
      kind: "publish-failed",
      detail: { problem: expect.stringContaining("same words") },
    });
    const told = await book.ports.inbox.list(book.actors.editor.id ?? "", 10);
    expect(told[0]?.title).toContain("could not be published");
    expect(must(await verifyLedger(book.ports)).entries).toBe(0);
    expect(remoteText()).toContain("made better");
  });

  it("gives a proposal back when its chapter is gone or is no text any more", async () => {
    const proposal = await propose(book, path, first);
    const begun = must(await publish(book, proposal));
    book.commit({ [path]: Buffer.from([0xff, 0xfe, 0x00]) });
    expect(refusal(await book.finish(begun.id))).toBe("proposal.conflict");
    const again = must(await publish(book, await reload(book, proposal.id)));
    book.commit({ [path]: null });
    expect(refusal(await book.finish(again.id))).toBe("proposal.conflict");
    expect((await reload(book, proposal.id)).state).toBe("in-review");
  });

  it("makes one commit and one set of ledger entries, however often and at once it is finished", async () => {
    const begun = must(await publish(book, await propose(book, path, both)));
    const before = commits().length;
    const ends = await Promise.all([book.finish(begun.id), book.finish(begun.id)]);
    const made = ends.map((end) => must(end).commit);
    expect(must(await book.finish(begun.id)).commit).toBe(made[0]);
    expect(new Set(made).size).toBe(1);
    expect(commits()).toHaveLength(before + 1);
    expect(must(await verifyLedger(book.ports)).entries).toBe(2);
  });

  it("begins once, however many editors press the key at once", async () => {
    const proposal = await propose(book, path, both);
    const { id, version } = proposal;
    const before = commits().length;
    const begun = await Promise.all(
      Array.from({ length: 20 }, () =>
        publishProposal(book.ports, book.actors.editor, {
          id,
          version,
          acceptAll: true,
        }),
      ),
    );
    const won = begun.filter((each) => each.ok).map(must);
    expect(won).toHaveLength(1);
    expect(new Set(begun.filter((each) => !each.ok).map(refusal))).toEqual(new Set(["proposal.stale"]));
    must(await book.finish(won[0]?.id ?? ""));
    expect(commits()).toHaveLength(before + 1);
    expect(must(await verifyLedger(book.ports)).entries).toBe(2);
  });

  it("finds a commit by its trailer when the answer to it was lost", async () => {
    const proposal = await propose(book, path, both);
    const begun = must(await publish(book, proposal));
    const before = commits().length;
    const press: Pick<typeof book.ports.press, "publish"> = {
      publish: async (commit) => {
        must(await book.ports.press.publish(commit));
        return refuse("book.unreachable", "The answer got lost.");
      },
    };
    expect(refusal(await finishPublication({ ...book.ports, host: null, press }, begun.id))).toBe(
      "book.unreachable",
    );
    expect((await book.ports.publications.find(begun.id))?.state).toBe("pending");
    const { commit } = must(await book.finish(begun.id));
    expect(commits()).toHaveLength(before + 1);
    expect(book.gitIn(book.remote, "rev-parse", "main")).toBe(commit);
    expect((await reload(book, proposal.id)).state).toBe("published");
  });

  it("keeps a publication waiting while the remote is away", async () => {
    const begun = must(await publish(book, await propose(book, path, both)));
    const repository: typeof book.ports.repository = {
      ...book.ports.repository,
      fetch: async () => refuse("book.unreachable", "Away."),
    };
    expect(refusal(await finishPublication({ ...book.ports, host: null, repository }, begun.id))).toBe(
      "book.unreachable",
    );
    must(await book.finish(begun.id));
  });
});

describe("what publishing refuses", () => {
  it("refuses a decision and a publication on a version that has been left behind", async () => {
    const proposal = await propose(book, path, both);
    const old = { ...proposal, version: proposal.version - 1 };
    const [hunk] = hunksOf(proposal);
    const ruling = { id: old.id, version: old.version, hunks: [hunk], decision: "accept" };
    expect(refusal(await decideHunks(book.ports, book.actors.reviewer, ruling))).toBe("proposal.stale");
    expect(refusal(await publish(book, old))).toBe("proposal.stale");
    must(await publish(book, proposal));
    expect(refusal(await publish(book, proposal))).toBe("proposal.wrong-state");
  });

  it("lets one of two editors publish who press at once", async () => {
    const proposal = await propose(book, path, both);
    const ends = await Promise.all([publish(book, proposal), publish(book, proposal)]);
    expect(ends.filter((end) => end.ok)).toHaveLength(1);
    expect(await book.db.publication.count()).toBe(1);
  });

  it("refuses a text that is not the one the grant was signed for", async () => {
    const proposal = await propose(book, path, both);
    await book.db.proposalFile.updateMany({
      where: { proposalId: proposal.id },
      data: { text: `${original}\nSpam.\n` },
    });
    expect(refusal(await publish(book, proposal))).toBe("proposal.not-granted");
  });

  it("refuses a grant that was altered, withdrawn or never given", async () => {
    const proposal = await propose(book, path, both);
    await book.db.grant.updateMany({ data: { patchSha: "0".repeat(64) } });
    expect(refusal(await publish(book, proposal))).toBe("proposal.not-granted");
    await book.db.grant.deleteMany();
    expect(refusal(await publish(book, proposal))).toBe("proposal.not-granted");
  });

  it("refuses to send a draft without agreement to the statement in force", async () => {
    const { actors, ports } = book;
    const { chapter } = await book.chapter(path);
    const { draft } = must(
      await openDraft(ports, actors.contributor, { book: await book.slug(), chapter: chapter.slug }),
    );
    expect(refusal(await submitProposal(ports, actors.contributor, form(draft)))).toBe("proposal.empty");
    const { id, version } = draft;
    const saved = must(
      await saveDraft(ports, actors.contributor, { id, version, path, text: both(original) }),
    );
    const sent = form({ id, ...saved });
    for (const wrong of [{ agreed: false }, { statementSha: "0".repeat(64) }, { licence: "MIT" }]) {
      expect(refusal(await submitProposal(ports, actors.contributor, { ...sent, ...wrong }))).toBe(
        "proposal.not-granted",
      );
    }
    expect(refusal(await saveDraft(ports, actors.contributor, { id, version, path, text: "lost" }))).toBe(
      "draft.stale",
    );
  });

  it("leaves publishing to editors", async () => {
    const { id, version } = await propose(book, path, both);
    for (const actor of [book.actors.contributor, book.actors.reviewer]) {
      expect(refusal(await publishProposal(book.ports, actor, { id, version, acceptAll: true }))).toBe(
        "actor.forbidden",
      );
    }
  });

  it("does not show, save, send or judge another person's draft", async () => {
    const { actors, ports } = book;
    const { chapter } = await book.chapter(path);
    const { draft } = must(
      await openDraft(ports, actors.contributor, { book: await book.slug(), chapter: chapter.slug }),
    );
    const { id, version } = draft;
    expect(refusal(await saveDraft(ports, actors.editor, { id, version, path, text: "mine" }))).toBe(
      "not-found",
    );
    expect(refusal(await submitProposal(ports, actors.editor, form(draft)))).toBe("not-found");
    expect(refusal(await withdrawProposal(ports, actors.editor, { id, version }))).toBe("not-found");
    expect(refusal(await rejectProposal(ports, actors.editor, { id, version, reason: "No." }))).toBe(
      "not-found",
    );
    expect(refusal(await publishProposal(ports, actors.editor, { id, version }))).toBe("not-found");
    const own = must(
      await openDraft(ports, actors.editor, { book: await book.slug(), chapter: chapter.slug }),
    );
    expect(own.draft.id).not.toBe(id);
  });
});
