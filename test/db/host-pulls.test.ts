import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { statementFor } from "#lib/core/licence/index.ts";
import type { Actor } from "#lib/core/policy/index.ts";
import { hunksBetween } from "#lib/core/prose/index.ts";
import { readProposal } from "#lib/features/read-proposal.ts";
import { decideHunks, rejectProposal } from "#lib/features/review-proposal.ts";
import { signGrantOf } from "#lib/features/sign-grant.ts";
import { signInPerson } from "#lib/features/sign-in-person.ts";
import { type HostBook, openHostBook } from "./host-book.ts";
import { must, smallBook } from "./small-book.ts";

const path = "chapters/one.qmd";
const original = String(smallBook[path]);
const better = original.replace("before it is improved", "before anybody improves it");
const best = better.replace("the end is near", "this is the end");

let site: HostBook;
let bo: Actor;
let editor: Actor;
beforeAll(async () => {
  site = await openHostBook();
  must(await site.sync());
  const { id } = site.forge.addPerson("bo", { name: "Bo Berg" });
  site.forge.allow(site.book, "bo", "write");
  const identity = { name: "Bo Berg", email: null, image: null };
  const person = await signInPerson(
    site.ports,
    { ...identity, provider: "github", accountId: String(id), login: "bo" },
    [],
  );
  bo = { id: person.id, name: person.name, role: "contributor" };
  const edda = await signInPerson(
    site.ports,
    { ...identity, name: "Edda", provider: "demo", accountId: "editor", login: null },
    [],
  );
  editor = { id: edda.id, name: edda.name, role: "editor" };
});
afterAll(() => site.close());

const proposalOf = async (number: number) => {
  const link = await site.ports.links.findByNumber(site.bookId, number);
  return link ? site.ports.proposals.find({ id: link.proposalId }) : null;
};
const open = async (branch: string, files: Record<string, string | null>, more: object = {}) => {
  const from = await site.forge.head(site.book);
  await site.forge.commit(site.book, files, { branch, by: "bo", ...(from ? { from } : {}) });
  const pull = await site.as<{ number: number }>("bo", "POST /pulls", {
    title: `A change on ${branch}`,
    body: "Because it reads better.\n\n<!-- a template -->",
    head: branch,
    base: "main",
    ...more,
  });
  expect(await site.work()).toEqual([]);
  return pull.number;
};
const said = async (number: number) =>
  (await site.as<{ body: string }[]>("ada", `GET /issues/${number}/comments`)).map(({ body }) => body);
const licence = async (commit: string) =>
  (
    await site.as<{ statuses: { context: string; state: string }[] }>("ada", `GET /commits/${commit}/status`)
  ).statuses.find(({ context }) => context === "colophon/licence")?.state;

const sign = async (id: string, version: number) =>
  must(
    await signGrantOf({ ...site.ports, limit: { spend: async () => ({ ok: true, value: true }) } }, bo, {
      id,
      version,
      licence: "CC-BY-NC-SA-4.0",
      statementSha: statementFor("CC-BY-NC-SA-4.0").sha256,
      agreed: true,
      creditName: "Bo Berg",
    }),
  );

describe("a pull request", () => {
  it("becomes a proposal by its author, asks for the licence once, and says when it is there", async () => {
    const number = await open("words", { [path]: better });
    const proposal = (await proposalOf(number))!;
    expect(proposal).toMatchObject({
      state: "in-review",
      origin: "host",
      authorId: bo.id,
      title: "A change on words",
      rationale: "Because it reads better.",
      files: [{ path, base: original, text: better }],
    });
    const asking = (await said(number)).filter((body) => body.includes("<!-- colophon:grant -->"));
    expect(asking).toHaveLength(1);
    expect(asking[0]).toContain(`https://colophon.example.org/proposals/${proposal.number}`);
    const head = (await site.forge.head(site.book, "words"))!;
    expect(await licence(head)).toBe("pending");

    const page = must(await readProposal(site.ports, bo, proposal.number));
    expect(page.may).toMatchObject({ sign: true, edit: false, settle: false, withdraw: true });
    expect(page.granted).toBe(false);
    await sign(proposal.id, proposal.version);
    expect(await site.work()).toEqual([]);
    expect(await licence(head)).toBe("success");
    for (let at = 0; at < 5; at++) must(await site.take(number));
    expect((await said(number)).filter((body) => body.includes("colophon:grant"))).toHaveLength(1);
    expect((await proposalOf(number))?.version).toBe(2);
    expect(must(await readProposal(site.ports, editor, proposal.number)).granted).toBe(true);
  });

  it("keeps what was decided of a change when more is pushed, and waits for the licence again", async () => {
    const number = await open("more", { [path]: better });
    const proposal = (await proposalOf(number))!;
    const [hunk] = hunksBetween(original, better);
    must(
      await decideHunks(site.ports, editor, {
        id: proposal.id,
        version: proposal.version,
        hunks: [{ path, hunk: hunk!.id }],
        decision: "accept",
      }),
    );
    await site.forge.commit(site.book, { [path]: best }, { branch: "more", by: "bo" });
    expect(await site.work()).toEqual([]);
    const after = (await proposalOf(number))!;
    expect(after.files[0]?.text).toBe(best);
    expect(after.version).toBe(proposal.version + 1);
    const page = must(await readProposal(site.ports, editor, proposal.number));
    expect(page.files[0]?.hunks.map(({ ruling }) => ruling?.decision ?? null)).toEqual(["accept", null]);
    // By force, back to less: what is gone is gone from the proposal.
    const main = (await site.forge.head(site.book))!;
    await site.forge.forcePush(site.book, "more", main, "bo");
    await site.forge.commit(site.book, { [path]: better }, { branch: "more", by: "bo" });
    expect(await site.work()).toEqual([]);
    expect((await proposalOf(number))?.files[0]?.text).toBe(better);
  });

  it("shows what else it changes, which is judged at GitHub", async () => {
    const number = await open("outside", {
      [path]: better,
      "chapters/new.qmd": "# New\n",
      "chapters/two.qmd": null,
      "refs.bib": `${"x".repeat(2 * 1024 * 1024)}`,
      ".github/workflows/build.yml": "on: push\n",
    });
    const link = await site.ports.links.findByNumber(site.bookId, number);
    expect(link?.outside?.map(({ path: at, change }) => [at, change]).sort()).toEqual([
      [".github/workflows/build.yml", "added"],
      ["chapters/new.qmd", "added"],
      ["chapters/two.qmd", "deleted"],
      ["refs.bib", "large"],
    ]);
    expect((await proposalOf(number))?.files.map((file) => file.path)).toEqual([path]);
  });

  it("follows title, draft, closing and reopening", async () => {
    const number = await open("states", { [path]: better }, { draft: true });
    expect((await proposalOf(number))?.state).toBe("draft");
    expect(await said(number)).toEqual([]);
    const { id } = (await proposalOf(number))!;
    expect(await site.ports.drafts.findOpen(site.bookId, bo.id ?? "", path)).toBeNull();
    await site.as("bo", `PATCH /pulls/${number}`, { title: "Another title" });
    expect(await site.work()).toEqual([]);
    expect((await proposalOf(number))?.title).toBe("Another title");
    await site.as("bo", `PATCH /pulls/${number}`, { state: "closed" });
    expect(await site.work()).toEqual([]);
    expect((await proposalOf(number))?.state).toBe("withdrawn");
    await site.as("bo", `PATCH /pulls/${number}`, { state: "open" });
    expect(await site.work()).toEqual([]);
    expect((await proposalOf(number))?.state).toBe("draft");
    expect((await site.ports.reviews.events(id)).map(({ kind }) => kind)).toEqual([
      "pulled",
      "closed-at-host",
      "drafted-at-host",
    ]);
  });

  it("that is not taken here is closed there with the reason", async () => {
    const number = await open("rejected", { [path]: better });
    const { id, version } = (await proposalOf(number))!;
    must(await rejectProposal(site.ports, editor, { id, version, reason: "It was clearer before." }));
    expect(await site.work()).toEqual([]);
    expect(await site.as("ada", `GET /pulls/${number}`)).toMatchObject({ state: "closed" });
    expect((await said(number)).at(-1)).toContain("> It was clearer before.");
    expect((await proposalOf(number))?.state).toBe("rejected");
    await site.as("bo", `PATCH /pulls/${number}`, { state: "open" });
    expect(await site.work()).toEqual([]);
    expect((await proposalOf(number))?.state).toBe("in-review");
  });

  it("from a fork comes in by somebody who was never here, also when the fork is gone", async () => {
    site.forge.addPerson("cy");
    const fork = await site.forge.fork(site.book, "cy");
    const from = (await site.forge.head(fork))!;
    await site.forge.commit(fork, { [path]: better }, { branch: "mine", from, by: "cy" });
    site.forge.deliveries.hold();
    const { number } = await site.as<{ number: number }>("cy", "POST /pulls", {
      title: "From outside",
      head: "cy:mine",
      base: "main",
    });
    await site.forge.remove(fork);
    await site.forge.deliveries.release();
    expect(await site.work()).toEqual([]);
    expect(await proposalOf(number)).toMatchObject({
      // GitHub closes what comes from a fork that is gone.
      state: "withdrawn",
      authorName: "cy",
      files: [{ path, text: better }],
    });
    const signedIn = await signInPerson(
      site.ports,
      {
        provider: "github",
        accountId: String(site.forge.records.accounts.get("cy")?.id),
        login: "cy",
        name: "Cy Young",
        email: null,
        image: null,
      },
      [],
    );
    expect(signedIn.id).toBe((await proposalOf(number))?.authorId);
  });

  it("that was merged at GitHub is published, and stands in the ledger when its licence was granted", async () => {
    const number = await open("merged", { "chapters/two.qmd": "# Improving {#sec-improving}\n\nMerged.\n" });
    const { id, version } = (await proposalOf(number))!;
    await sign(id, version);
    await site.as("ada", `PUT /pulls/${number}/merge`, {});
    expect(await site.work()).toEqual([]);
    expect((await proposalOf(number))?.state).toBe("published");
    const { chapter } = (await site.ports.shelf.chapter(site.bookId, { path: "chapters/two.qmd" }))!;
    expect(chapter.source).toContain("Merged.");
    expect(await site.ports.shelf.credits({ chapterId: chapter.id })).toEqual([
      { name: "Bo Berg", what: "text", count: 1 },
    ]);
    const entries = await site.ports.ledger.read(0, 10);
    expect(entries.map(({ kind }) => kind)).toEqual(["grant", "publication"]);
    expect(JSON.parse(entries[1]?.payload ?? "")).toMatchObject({
      commit: await site.forge.head(site.book),
      pull: number,
    });
    for (let at = 0; at < 3; at++) must(await site.take(number));
    expect(await site.ports.ledger.size()).toBe(2);

    const other = await open("merged-too", { [path]: better });
    await site.as("ada", `PUT /pulls/${other}/merge`, {});
    expect(await site.work()).toEqual([]);
    expect((await proposalOf(other))?.state).toBe("published");
    expect(await site.ports.ledger.size()).toBe(2);
  });

  it("of a branch that shows a proposal from here is not taken for a new one", async () => {
    const number = await open("colophon/proposal-99", { [path]: best });
    expect(await proposalOf(number)).toBeNull();
  });
});
