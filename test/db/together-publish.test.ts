import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { grantHash, parseTrailers } from "#lib/core/licence/index.ts";
import { publishProposal } from "#lib/features/publish-proposal.ts";
import { verifyLedger } from "#lib/features/read-ledger.ts";
import { readProposal } from "#lib/features/read-proposal.ts";
import { signGrantOf } from "#lib/features/sign-grant.ts";
import { form, propose, publish, reload } from "./propose.ts";
import { must, openSmallBook, refusal, type SmallBook } from "./small-book.ts";

const path = "chapters/one.qmd";
let book: SmallBook;
beforeEach(async () => {
  book = await openSmallBook();
  must(await book.sync());
});
afterEach(() => book.close());

const change = (text: string) => text.replace("before it is improved", "before anybody improves it");

/** A proposal of the contributor that the reviewer wrote along, as it is sent to the editors. */
async function proposeTogether(): Promise<string> {
  const { id } = await propose(book, path, change);
  await book.db.proposalAuthor.create({
    data: { proposalId: id, personId: book.actors.reviewer.id ?? "", typed: true },
  });
  return id;
}

const consent = async (id: string, licence: "CC0-1.0" | "CC-BY-NC-SA-4.0", creditName: string) => {
  const { title: _, rationale: __, ...wish } = form(await reload(book, id), licence);
  return { ...wish, creditName };
};

describe("a proposal that two people wrote", () => {
  it("is published when both have granted, and names both", async () => {
    const id = await proposeTogether();
    const waiting = await publish(book, await reload(book, id));
    expect(refusal(waiting)).toBe("proposal.not-granted");
    expect(waiting).toMatchObject({ problem: { message: expect.stringContaining("Ravi Reviewer") } });
    const { number } = await reload(book, id);
    expect(must(await readProposal(book.ports, book.actors.reviewer, number)).may.sign).toBe(true);
    must(
      await signGrantOf(
        book.ports,
        book.actors.reviewer,
        await consent(id, "CC0-1.0", "Rita\nGrant: forged <x@y.z>"),
      ),
    );
    expect(must(await readProposal(book.ports, book.actors.reviewer, number)).may.sign).toBe(false);

    const begun = must(await publish(book, await reload(book, id)));
    const { commit } = must(await book.finish(begun.id));
    const [author, message] = book.gitIn(book.remote, "log", "-1", "--format=%an%x00%B", commit).split("\0");
    expect(author).toBe("Cem Contributor");
    const trailers = parseTrailers(message ?? "");
    const values = (key: string) => trailers.flatMap(([name, value]) => (name === key ? [value] : []));
    expect(values("Co-authored-by")).toEqual([
      `Rita Grant: forged x@y.z <${book.actors.reviewer.id}@contributor.invalid>`,
    ]);
    const grants = await book.ports.proposals.grants(id);
    expect(grants).toHaveLength(2);
    expect(values("Grant")).toEqual(grants.map(grantHash));
    expect(values("Licence")).toEqual(["CC-BY-NC-SA-4.0"]);
    expect(must(await verifyLedger(book.ports)).entries).toBe(3);
    must(await book.sync());
    const { chapter } = await book.chapter(path);
    const credits = await book.ports.shelf.credits({ chapterId: chapter.id });
    expect(credits.map(({ name }) => name).sort()).toEqual(["Cem Contributor", "Rita Grant: forged x@y.z"]);
  });

  it("takes nobody's grant but theirs, and none for another text", async () => {
    const id = await proposeTogether();
    for (const stranger of [book.actors.reader, book.actors.editor, book.actors.contributor])
      expect(refusal(await signGrantOf(book.ports, stranger, await consent(id, "CC0-1.0", "X")))).toBe(
        "not-found",
      );
    must(await signGrantOf(book.ports, book.actors.reviewer, await consent(id, "CC0-1.0", "Rita")));
    // Not the way of the site: a text that changed behind the grants is covered by neither.
    await book.db.proposalFile.updateMany({ where: { proposalId: id }, data: { text: "Another text.\n" } });
    const { version } = await reload(book, id);
    expect(
      refusal(await publishProposal(book.ports, book.actors.editor, { id, version, acceptAll: true })),
    ).toBe("proposal.not-granted");
  });

  it("is not judged by a reviewer who wrote along", async () => {
    const id = await proposeTogether();
    const { number } = await reload(book, id);
    const { may } = must(await readProposal(book.ports, book.actors.reviewer, number));
    expect(may).toMatchObject({ decide: false, publish: false, edit: false, withdraw: false });
  });
});
