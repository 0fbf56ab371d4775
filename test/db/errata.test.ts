import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRateLimit } from "#lib/adapters/rate-limit/index.ts";
import { sha256Hex } from "#lib/core/licence/index.ts";
import { ok } from "#lib/core/outcome.ts";
import { anonymous } from "#lib/core/policy/index.ts";
import { discardDraft } from "#lib/features/discard-draft.ts";
import { type FiledErratum, fileErratum } from "#lib/features/file-erratum.ts";
import type { RateLimit } from "#lib/features/ports/index.ts";
import { proposeFromErratum } from "#lib/features/propose-from-erratum.ts";
import { settleErrata } from "#lib/features/settle-errata.ts";
import { submitProposal } from "#lib/features/submit-proposal.ts";
import { triageErratum } from "#lib/features/triage-erratum.ts";
import { form, publish, reload } from "./propose.ts";
import { must, openSmallBook, refusal, type SmallBook, smallBook } from "./small-book.ts";

const path = "chapters/one.qmd";
const original = String(smallBook[path]);

let book: SmallBook;
beforeEach(async () => {
  book = await openSmallBook();
  must(await book.sync());
});
afterEach(() => book.close());

const unlimited: RateLimit = { spend: async () => ok<true>(true) };

/** A signed-out reader reports a doubled word. */
async function report(more: Record<string, unknown> = {}, limit = unlimited) {
  const { chapter } = await book.chapter(path);
  return fileErratum({ ...book.ports, limit }, anonymous, {
    book: await book.slug(),
    chapter: chapter.slug,
    quote: "without a unit is is not a number",
    prefix: "A number ",
    suffix: ".",
    kind: "typo",
    description: "A word stands twice.",
    suggestion: "without a unit is not a number",
    name: "Rosa",
    email: "rosa@example.org",
    origin: "192.0.2.1",
    ...more,
  });
}

const filed = async (more: Record<string, unknown> = {}): Promise<FiledErratum> => must(await report(more));
const stateOf = async (id: string) => (await book.ports.errata.find({ id }))?.state;

describe("reports of errors", () => {
  it("are anchored to the words in the source, and found by their private key alone", async () => {
    const { erratum, key } = await filed();
    const { anchor } = erratum;
    expect(anchor && original.slice(anchor.start, anchor.end)).toBe("without a unit is is not a number");
    expect(erratum).toMatchObject({ state: "reported", chapterPath: path });
    expect((await book.ports.errata.find({ keyHash: sha256Hex(key ?? "") }))?.id).toBe(erratum.id);
    const told = await book.ports.inbox.list(book.actors.reviewer.id ?? "", 5);
    expect(told[0]).toMatchObject({ href: `/errata/${erratum.number}` });
  });

  it("are kept without an anchor when their words are not in the source", async () => {
    expect((await filed({ quote: "words that nobody wrote", suggestion: null })).erratum.anchor).toBeNull();
  });

  it("count once when they are sent twice, also at the same moment", async () => {
    const twice = await Promise.all([filed(), filed()]);
    expect(new Set(twice.map(({ erratum }) => erratum.id)).size).toBe(1);
    expect(twice.filter(({ key }) => key !== null)).toHaveLength(1);
    expect((await filed()).key).toBeNull();
    expect(await book.db.erratum.count()).toBe(1);
    expect(await book.ports.errata.events(twice[0]?.erratum.id ?? "")).toHaveLength(1);
  });

  it("need something to go on, and a licence for more than a few words", async () => {
    expect(refusal(await report({ description: "", suggestion: null }))).toBe("input.invalid");
    const long = Array.from({ length: 30 }, (_, at) => `word${at}`).join(" ");
    expect(refusal(await report({ suggestion: long }))).toBe("input.invalid");
    expect((await filed({ suggestion: long, cc0: true })).erratum.suggestion).toBe(long);
  });

  it("are limited for each origin, counted in the database for all processes", async () => {
    const here = createRateLimit(book.databaseUrl, "errata", 2, 600);
    const there = createRateLimit(book.databaseUrl, "errata", 2, 600);
    must(await report({ description: "One." }, here));
    must(await report({ description: "Two." }, there));
    expect(refusal(await report({ description: "Three." }, here))).toBe("rate.limited");
    must(await report({ description: "Three.", origin: "192.0.2.2" }, there));
    expect(await book.db.erratum.count()).toBe(3);
  });
});

describe("ruling on reports", () => {
  const rule = async (id: string, from: string, to: string, more: Record<string, unknown> = {}) =>
    triageErratum(book.ports, book.actors.reviewer, { id, from, to, ...more });

  it("takes a reason for what fixes nothing, and shows it", async () => {
    const { erratum } = await filed();
    expect(refusal(await rule(erratum.id, "reported", "wont-fix"))).toBe("input.invalid");
    const ruled = must(await rule(erratum.id, "reported", "wont-fix", { reason: "It is a quotation." }));
    expect(ruled).toMatchObject({ state: "wont-fix", reason: "It is a quotation." });
    expect((await book.ports.errata.events(erratum.id)).map(({ from, to }) => [from, to])).toEqual([
      [null, "reported"],
      ["reported", "wont-fix"],
    ]);
  });

  it("falls on the state that was seen, and only along the ways there are", async () => {
    const { erratum } = await filed();
    must(await rule(erratum.id, "reported", "confirmed"));
    expect(refusal(await rule(erratum.id, "reported", "confirmed"))).toBe("erratum.wrong-state");
    expect(refusal(await rule(erratum.id, "confirmed", "live"))).toBe("erratum.wrong-state");
  });

  it("names the original of a duplicate", async () => {
    const original = (await filed()).erratum;
    const again = (await filed({ description: "The same, in other words." })).erratum;
    const reason = "Reported before.";
    for (const duplicateOf of [null, String(again.number), "999", "x", "99999999999999"]) {
      expect(refusal(await rule(again.id, "reported", "duplicate", { reason, duplicateOf }))).toBe(
        "input.invalid",
      );
    }
    const ruled = must(
      await rule(again.id, "reported", "duplicate", { reason, duplicateOf: String(original.number) }),
    );
    expect(ruled.duplicateOf).toBe(original.id);
  });

  it("is left to reviewers", async () => {
    const { erratum } = await filed();
    const ruling = { id: erratum.id, from: "reported", to: "confirmed" };
    expect(refusal(await triageErratum(book.ports, book.actors.contributor, ruling))).toBe("actor.forbidden");
    expect(refusal(await triageErratum(book.ports, anonymous, ruling))).toBe("actor.signed-out");
  });
});

describe("mending what was reported", () => {
  it("puts the reader's words into a proposal, closes the report with it, and makes it live with the next sync", async () => {
    const { erratum } = await filed();
    const { editor } = book.actors;
    const made = must(await proposeFromErratum(book.ports, editor, { id: erratum.id }));
    expect(made.applied).toBe(true);
    expect(made.draft.files[0]?.text).toBe(original.replace("is is not", "is not"));
    expect(await stateOf(erratum.id)).toBe("fix-proposed");
    must(await submitProposal(book.ports, editor, form(await reload(book, made.draft.id), "CC0-1.0")));
    const begun = must(await publish(book, await reload(book, made.draft.id)));
    const { commit } = must(await book.finish(begun.id));
    expect(await book.ports.errata.find({ id: erratum.id })).toMatchObject({
      state: "fixed",
      fixedCommit: commit,
    });
    expect(book.gitIn(book.remote, "log", "-1", "--format=%B", commit)).toContain(
      `Erratum: ${erratum.number}`,
    );
    const fixed = await book.ports.errata.list({ bookId: book.bookId, states: ["fixed"], limit: 10 });
    must(await book.sync());
    expect(await settleErrata(book.ports, fixed)).toBe(1);
    expect(await stateOf(erratum.id)).toBe("live");
    const credits = await book.ports.shelf.credits({ chapterId: erratum.chapterId });
    expect(credits).toContainEqual({ name: "Rosa", what: "erratum", count: 1 });
    const mails = await book.db.$queryRaw<
      { subject: string }[]
    >`SELECT payload->>'subject' AS subject FROM graphile_worker._private_jobs WHERE payload->>'to' = 'rosa@example.org' ORDER BY id`;
    expect(mails.map((mail) => mail.subject).join("\n")).toMatch(/is corrected[\s\S]*It is live/u);
  });

  it("leaves the text to the editor when the reported words are not there any more", async () => {
    const { erratum } = await filed();
    book.commit({
      [path]: original.replace("A number without a unit is is not a number.", "All was rewritten."),
    });
    must(await book.sync());
    const made = must(await proposeFromErratum(book.ports, book.actors.editor, { id: erratum.id }));
    expect(made.applied).toBe(false);
    expect(made.draft.files[0]?.text).toBe(made.draft.files[0]?.base);
  });

  it("gives the report back when the draft that answers it is thrown away", async () => {
    const { erratum } = await filed();
    const { editor } = book.actors;
    const { draft } = must(await proposeFromErratum(book.ports, editor, { id: erratum.id }));
    expect(refusal(await proposeFromErratum(book.ports, editor, { id: erratum.id }))).toBe(
      "erratum.wrong-state",
    );
    must(await discardDraft(book.ports, editor, { id: draft.id }));
    expect(await book.ports.errata.find({ id: erratum.id })).toMatchObject({
      state: "confirmed",
      proposal: null,
    });
    expect((await book.ports.errata.events(erratum.id)).at(-1)).toMatchObject({ to: "confirmed" });
  });
});
