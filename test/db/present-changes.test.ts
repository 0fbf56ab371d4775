import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { carryProposals } from "#lib/features/carry-proposals.ts";
import type { ProposalRecord } from "#lib/features/ports/index.ts";
import { readProposal } from "#lib/features/read-proposal.ts";
import { decideHunks } from "#lib/features/review-proposal.ts";
import { settleClashes } from "#lib/features/settle-clashes.ts";
import { form, propose, publish, reload } from "./propose.ts";
import { must, openSmallBook, refusal, type SmallBook, smallBook } from "./small-book.ts";

const path = "chapters/one.qmd";
const original = String(smallBook[path]);
const proposed = (text: string) =>
  text.replace("before it is improved", "before anybody improves it").replace("the end is near", "this ends");
const elsewhere = original.replace("before it is improved", "before it gets better");

let book: SmallBook;
let proposal: ProposalRecord;
beforeEach(async () => {
  book = await openSmallBook();
  must(await book.sync());
  proposal = await propose(book, path, proposed);
});
afterEach(() => book.close());

/** The book changes, and the site learns of it. */
async function bookBecomes(text: string): Promise<number> {
  book.commit({ [path]: text });
  must(await book.sync());
  return carryProposals(book.ports, book.bookId);
}

const page = async (actor = book.actors.editor) =>
  must(await readProposal(book.ports, actor, proposal.number));
const remoteText = () => `${book.gitIn(book.remote, "show", `main:${path}`)}\n`;
const told = async () =>
  (await book.ports.inbox.list(book.actors.contributor.id ?? "", 20)).filter((each) =>
    each.title.includes("has changed where"),
  );

/** The author's answer to what clashes now. */
async function settle(wording: (passage: { book: string; proposed: string }) => string) {
  const { files } = await page();
  const passages = files.flatMap((file) =>
    file.conflicts.map(({ ours, theirs }) => ({
      path: file.path,
      book: theirs,
      proposed: ours,
      wording: wording({ book: theirs, proposed: ours }),
    })),
  );
  const { title: _, rationale: __, ...grant } = form(await reload(book, proposal.id));
  return settleClashes(book.ports, book.actors.contributor, { ...grant, passages });
}

describe("a proposal while the book moves on", () => {
  it("follows changes elsewhere by itself, and nobody is bothered", async () => {
    const before = (await page()).files[0]?.hunks.map((hunk) => hunk.id);
    const moved = original.replace("Numbers keep us honest", "Numbers keep everybody honest");
    expect(await bookBecomes(moved)).toBe(0);
    const { files } = await page();
    expect(files[0]).toMatchObject({ present: moved, clashes: 0 });
    expect(files[0]?.hunks.map((hunk) => hunk.id)).toEqual(before);
    expect(await told()).toEqual([]);
    must(await book.finish(must(await publish(book, await reload(book, proposal.id))).id));
    expect(remoteText()).toBe(proposed(moved));
  });

  it("tells its author once where the book has the same words changed, and keeps both", async () => {
    expect(await bookBecomes(elsewhere)).toBe(1);
    expect(await carryProposals(book.ports, book.bookId)).toBe(1);
    expect(await told()).toHaveLength(1);
    expect((await reload(book, proposal.id)).clashes).toBe(1);
    const [clashing, other] = (await page()).files[0]?.hunks ?? [];
    expect(clashing?.clash).toMatchObject({
      book: expect.stringContaining("before it gets better"),
      proposed: expect.stringContaining("before anybody improves it"),
    });
    expect(other?.clash).toBe(null);
    expect(await bookBecomes(original)).toBe(0);
    expect((await reload(book, proposal.id)).clashes).toBe(0);
  });

  it("publishes the rest in one go, and what clashes in the editor's words", async () => {
    await bookBecomes(elsewhere);
    const { id, version } = proposal;
    const [clashing] = (await page()).files[0]?.hunks ?? [];
    const hunks = [{ path, hunk: clashing?.id ?? "" }];
    const decide = (more: object, actor = book.actors.editor) =>
      decideHunks(book.ports, actor, { id, version, hunks, decision: "accept", ...more });
    expect(refusal(await decide({}))).toBe("proposal.conflict");
    expect(refusal(await decide({ wording: "Mine." }, book.actors.reviewer))).toBe("actor.forbidden");

    const begun = must(await publish(book, proposal));
    must(await book.finish(begun.id));
    expect(remoteText()).toBe(elsewhere.replace("the end is near", "this ends"));
    const rest = await reload(book, id);
    expect(rest.state).toBe("in-review");

    must(await book.sync());
    const left = (await page()).files[0]?.hunks ?? [];
    expect(left.map((hunk) => hunk.ruling?.published ?? false)).toEqual([true, false]);
    const words = "Every system is measured before anybody makes it better, as @knuth1984 said.";
    must(await decide({ version: rest.version, wording: words }));
    const { commit } = must(await book.finish(must(await publish(book, rest)).id));
    expect(remoteText()).toContain(`${words}\n`);
    const [author, message] = book.gitIn(book.remote, "log", "-1", "--format=%an%x00%B", commit).split("\0");
    expect(author).toBe("Cem Contributor");
    expect(message).toContain("Edited-by: Edda Editor\n");
    expect((await reload(book, id)).state).toBe("published");
  });

  it("is done with where the editor's words stand, whatever is published first and whatever changes there later", async () => {
    await bookBecomes(elsewhere);
    const { id } = proposal;
    const [clashing] = (await page()).files[0]?.hunks ?? [];
    const words = "Every system is measured before anybody makes it better, as @knuth1984 said.";
    const hunks = [{ path, hunk: clashing?.id ?? "" }];
    const taken = { id, version: proposal.version, hunks, decision: "accept", wording: words };
    must(await decideHunks(book.ports, book.actors.editor, taken));
    must(await book.finish(must(await publish(book, proposal, false)).id));
    must(await book.sync());
    expect(await carryProposals(book.ports, book.bookId)).toBe(0);
    expect((await page()).files[0]).toMatchObject({ clashes: 0 });
    await bookBecomes(remoteText().replace("anybody makes it better", "somebody betters it"));
    const left = (await page()).files[0]?.hunks ?? [];
    expect(left.filter(({ ruling }) => !ruling?.published).map(({ after }) => after)).toEqual([
      expect.stringContaining("this ends"),
    ]);
    must(await book.finish(must(await publish(book, await reload(book, id))).id));
    expect((await reload(book, id)).state).toBe("published");
    expect(remoteText()).toContain("somebody betters it");
    const shown = (await page(book.actors.contributor)).files[0]?.hunks ?? [];
    expect(shown.map(({ ruling }) => [ruling?.published, ruling?.wording ?? null])).toEqual([
      [true, words],
      [true, null],
    ]);
  });

  it("is done with a change that an editor reworded where nothing clashed", async () => {
    const [first] = (await page()).files[0]?.hunks ?? [];
    const { id, version } = proposal;
    const hunks = [{ path, hunk: first?.id ?? "" }];
    const wording = "Every system is measured, and then improved, as @knuth1984 said.";
    must(
      await decideHunks(book.ports, book.actors.editor, { id, version, hunks, decision: "accept", wording }),
    );
    must(await book.finish(must(await publish(book, proposal, false)).id));
    must(await book.sync());
    const left = (await page()).files[0]?.hunks ?? [];
    expect(left.filter(({ ruling }) => !ruling?.published)).toHaveLength(1);
    must(await book.finish(must(await publish(book, await reload(book, id))).id));
    expect((await reload(book, id)).state).toBe("published");
  });

  it("is brought up to the book by its author, under a grant for exactly that text", async () => {
    await bookBecomes(elsewhere);
    const before = await book.ports.proposals.grant(proposal.id);
    must(await settle(({ book: words }) => words.replace("gets better", "gets better by anybody")));
    const after = await reload(book, proposal.id);
    expect(after).toMatchObject({ state: "in-review", clashes: 0 });
    expect((await book.ports.proposals.grant(proposal.id))?.patchSha).not.toBe(before?.patchSha);
    expect(await page()).toMatchObject({ granted: true, files: [{ clashes: 0 }] });
    must(await book.finish(must(await publish(book, after)).id));
    expect(remoteText()).toBe(proposed(elsewhere).replace("gets better", "gets better by anybody"));
  });

  it("asks again when the book changed once more, and keeps nothing of it back", async () => {
    await bookBecomes(elsewhere);
    const stale = settle(({ proposed: words }) => words);
    expect(must(await stale)).toBe(true);
    await bookBecomes(original.replace("before it is improved", "before it is any good"));
    const again = await page(book.actors.contributor);
    expect(again.files[0]?.clashes).toBe(1);
    const { title: _, rationale: __, ...grant } = form(await reload(book, proposal.id));
    const passages = [{ path, book: "something older", proposed: "mine", wording: "x" }];
    expect(refusal(await settleClashes(book.ports, book.actors.contributor, { ...grant, passages }))).toBe(
      "proposal.stale",
    );
    expect(refusal(await settleClashes(book.ports, book.actors.reviewer, { ...grant, passages }))).toBe(
      "not-found",
    );
  });

  it("is empty when its author keeps all of the book's words", async () => {
    await bookBecomes(proposed(elsewhere).replace("gets better", "gets better"));
    expect(refusal(await settle(({ book: words }) => words))).toBe("proposal.empty");
  });
});
