import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finishPublication } from "#lib/features/finish-publication/index.ts";
import { mirrorProposal } from "#lib/features/mirror-proposal.ts";
import { verifyLedger } from "#lib/features/read-ledger.ts";
import { dying, Killed, type Life } from "./dying.ts";
import { type HostedBook, openHostedBook } from "./hosted-book.ts";
import { propose, publish, reload } from "./propose.ts";
import { must } from "./small-book.ts";

const path = "chapters/two.qmd";
let book: HostedBook;
let round = 0;

beforeAll(async () => {
  book = await openHostedBook();
  must(await book.sync());
});
afterAll(() => book.close());

/** A proposal of its own for each life, in a chapter that keeps changing. */
async function newProposal() {
  round++;
  const change = (text: string) => `${text}\nParagraph ${round} says something new.\n`;
  const proposal = await propose(book, path, change);
  return { proposal, words: `Paragraph ${round} says something new.` };
}

const pullsOf = (number: number) =>
  [...book.forge.records.pulls.values()].filter(
    ({ head }) =>
      head.ref === `colophon/proposal-${number}` || head.ref.startsWith(`colophon/proposal-${number}-`),
  );

const commitsWith = (words: string) =>
  execFileSync("git", ["log", "--format=%H", "-F", `--grep=${words}`, "main"], {
    cwd: book.repository.folder,
  })
    .toString()
    .split("\n")
    .filter((line) => line !== "");

/** Let a process die after every call that changes something, until one lives through all of them. */
async function afterEveryCall(run: (life: Life) => Promise<void>): Promise<number> {
  for (let end = 1; ; end++) {
    const life: Life = { calls: 0, end };
    await run(life);
    if (life.calls < end) return life.calls;
  }
}

const untilDeath = (work: Promise<unknown>) =>
  work.catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });

describe("a process that is killed", () => {
  it("while showing a proposal leaves one branch and one pull request in the end", async () => {
    const ports = () => ({
      ...book.ports,
      bookId: book.bookId,
      pulls: book.host.pulls,
      site: "https://x.example",
    });
    const calls = await afterEveryCall(async (life) => {
      const { proposal, words } = await newProposal();
      await untilDeath(mirrorProposal(dying(ports(), life), proposal.id));
      must(await book.mirror(proposal.id));
      must(await book.mirror(proposal.id));
      expect(pullsOf(proposal.number)).toMatchObject([{ state: "open" }]);
      expect(await book.forge.read(book.repository, path, `colophon/proposal-${proposal.number}`)).toContain(
        words,
      );
      expect(await book.ports.links.find(proposal.id)).toMatchObject({ state: "open", problem: null });
    });
    expect(calls).toBeGreaterThan(3);
  }, 120_000);

  it("while publishing leaves one commit, one set of ledger entries and one thank-you in the end", async () => {
    const ports = () => ({ ...book.ports, host: { links: book.ports.links, pulls: book.host.pulls } });
    const calls = await afterEveryCall(async (life) => {
      must(await book.sync());
      const { proposal, words } = await newProposal();
      must(await book.mirror(proposal.id));
      const entries = must(await verifyLedger(book.ports)).entries;
      const begun = must(await publish(book, proposal));
      await untilDeath(finishPublication(dying(ports(), life), begun.id));
      must(await book.finish(begun.id));
      must(await book.finish(begun.id));
      must(await book.mirror(proposal.id));
      expect(commitsWith(`Publication-Id: ${begun.id}`)).toHaveLength(1);
      expect((await book.forge.read(book.repository, path)).split(words)).toHaveLength(2);
      expect((await reload(book, proposal.id)).state).toBe("published");
      expect(must(await verifyLedger(book.ports)).entries).toBe(entries + 2);
      expect(pullsOf(proposal.number)).toMatchObject([{ state: "closed", mergedAt: expect.any(String) }]);
      const told = await book.ports.inbox.list(book.actors.contributor.id ?? "", 500);
      expect(
        told.filter(({ title }) => title === `Your proposal #${proposal.number} is published`),
      ).toHaveLength(1);
    });
    expect(calls).toBeGreaterThan(3);
  }, 120_000);
});
