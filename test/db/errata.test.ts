import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRateLimits } from "#lib/adapters/rate-limit/index.ts";
import { sha256Hex } from "#lib/core/licence/index.ts";
import { refuse } from "#lib/core/outcome.ts";
import { anonymous } from "#lib/core/policy/index.ts";
import { discardDraft } from "#lib/features/discard-draft.ts";
import { type FiledErratum, fileErratum } from "#lib/features/file-erratum.ts";
import { openDraft } from "#lib/features/open-draft.ts";
import type { RateLimit, Renderer, Repository } from "#lib/features/ports/index.ts";
import { proposeFromErratum } from "#lib/features/propose-from-erratum.ts";
import { settleErrata } from "#lib/features/settle-errata.ts";
import { submitProposal } from "#lib/features/submit-proposal.ts";
import { syncBook } from "#lib/features/sync-book/index.ts";
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

/** A signed-out reader reports a doubled word. */
async function report(more: Record<string, unknown> = {}, limit: RateLimit = book.ports.limit) {
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

/** A sync as a worker does it. */
const settle = (ports = book.ports) =>
  settleErrata(ports, book.bookId, () => syncBook(ports, { book: book.settings, trigger: "test" }));

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
    const table = { errata: { points: 2, seconds: 600, per: "network" } } as const;
    const [first, second] = [
      createRateLimits(book.databaseUrl, table),
      createRateLimits(book.databaseUrl, table),
    ];
    const [here, there] = [first.errata, second.errata];
    must(await report({ description: "One." }, here));
    must(await report({ description: "Two." }, there));
    expect(refusal(await report({ description: "Three." }, here))).toBe("rate.limited");
    must(await report({ description: "Three.", origin: "192.0.2.2" }, there));
    expect(await book.db.erratum.count()).toBe(3);
    await Promise.all([first.close(), second.close()]);
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
    const draft = await reload(book, made.id);
    expect(draft.files[0]?.text).toBe(original.replace("is is not", "is not"));
    expect(await stateOf(erratum.id)).toBe("fix-proposed");
    must(await submitProposal(book.ports, editor, form(draft, "CC0-1.0")));
    const begun = must(await publish(book, await reload(book, made.id)));
    const { commit } = must(await book.finish(begun.id));
    expect(await book.ports.errata.find({ id: erratum.id })).toMatchObject({
      state: "fixed",
      fixedCommit: commit,
    });
    expect(book.gitIn(book.remote, "log", "-1", "--format=%B", commit)).toContain(
      `Erratum: ${erratum.number}`,
    );
    must(await settle());
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
    const [file] = (await reload(book, made.id)).files;
    expect(file?.text).toBe(file?.base);
  });

  it("gives the report back when the draft that answers it is thrown away", async () => {
    const { erratum } = await filed();
    const { editor } = book.actors;
    const { id } = must(await proposeFromErratum(book.ports, editor, { id: erratum.id }));
    expect(refusal(await proposeFromErratum(book.ports, editor, { id: erratum.id }))).toBe(
      "erratum.wrong-state",
    );
    must(await discardDraft(book.ports, editor, { id }));
    expect(await book.ports.errata.find({ id: erratum.id })).toMatchObject({
      state: "confirmed",
      proposal: null,
    });
    expect((await book.ports.errata.events(erratum.id)).at(-1)).toMatchObject({ to: "confirmed" });
  });

  it("goes on with a draft in which nothing is written yet", async () => {
    const { erratum } = await filed();
    const { editor } = book.actors;
    const { chapter } = await book.chapter(path);
    const wish = { book: await book.slug(), chapter: chapter.slug, erratum: erratum.id };
    const { draft } = must(await openDraft(book.ports, editor, wish));
    book.commit({ [path]: `${original}\nMore.\n` });
    must(await book.sync());
    const made = must(await proposeFromErratum(book.ports, editor, { id: erratum.id }));
    expect(made).toMatchObject({ id: draft.id, applied: true });
    const [file] = (await reload(book, draft.id)).files;
    expect(file?.base).toBe(`${original}\nMore.\n`);
    expect(file?.text).toBe(file?.base.replace("is is not", "is not"));
    expect(await book.db.proposal.count()).toBe(1);
    expect((await reload(book, draft.id)).errata).toEqual([{ id: erratum.id, number: erratum.number }]);
  });

  it("does not mix with a draft that is begun, or that answers another report", async () => {
    const { editor } = book.actors;
    const one = (await filed({ suggestion: null })).erratum;
    const two = (await filed({ description: "Another." })).erratum;
    const made = must(await proposeFromErratum(book.ports, editor, { id: one.id }));
    expect(refusal(await proposeFromErratum(book.ports, editor, { id: two.id }))).toBe("draft.stale");
    must(await discardDraft(book.ports, editor, { id: made.id }));
    must(await proposeFromErratum(book.ports, editor, { id: two.id }));
    expect(refusal(await proposeFromErratum(book.ports, editor, { id: one.id }))).toBe("draft.stale");
    expect(await book.db.proposal.count()).toBe(1);
  });

  it("makes one draft of two that press at the same moment", async () => {
    const { erratum } = await filed();
    const { editor, reviewer } = book.actors;
    const both = await Promise.all(
      [editor, reviewer].map((actor) => proposeFromErratum(book.ports, actor, { id: erratum.id })),
    );
    const [made, ...others] = both.flatMap((each) => (each.ok ? [each.value.id] : []));
    expect(others).toEqual([]);
    expect(await book.ports.errata.find({ id: erratum.id })).toMatchObject({
      state: "fix-proposed",
      proposal: { id: made },
    });
    expect(await book.db.proposal.count()).toBe(1);
  });
});

describe("saying that a fix is live", () => {
  /** A report whose fix is about to be published: what is left to do is the commit. */
  async function begun() {
    const { erratum } = await filed();
    const { editor } = book.actors;
    const { id } = must(await proposeFromErratum(book.ports, editor, { id: erratum.id }));
    must(await submitProposal(book.ports, editor, form(await reload(book, id), "CC0-1.0")));
    return { erratum, publication: must(await publish(book, await reload(book, id))).id };
  }

  it("waits for the next sync when the fix is published while one runs", async () => {
    const { erratum, publication } = await begun();
    book.commit({ "index.qmd": "# Preface\n\nAnother beginning.\n" });
    const { repository } = book.ports;
    const slow: Repository = {
      ...repository,
      async fetch() {
        const fetched = await repository.fetch();
        must(await book.finish(publication));
        return fetched;
      },
    };
    must(await settle({ ...book.ports, repository: slow }));
    expect(await stateOf(erratum.id)).toBe("fixed");
    expect((await book.chapter(path)).page?.text).toContain("is is not");
    must(await settle());
    expect(await stateOf(erratum.id)).toBe("live");
    expect((await book.chapter(path)).page?.text).not.toContain("is is not");
  });

  it("waits until the chapter could be drawn", async () => {
    const { erratum, publication } = await begun();
    must(await book.finish(publication));
    const { renderer } = book.ports;
    const broken: Renderer = {
      run: async (task) =>
        task.kind === "chapter" ? refuse("chapter.unrenderable", "It took too long.") : renderer.run(task),
    };
    expect(must(await settle({ ...book.ports, renderer: broken })).failed).toBe(1);
    expect(await stateOf(erratum.id)).toBe("fixed");
    must(await settle());
    expect(await stateOf(erratum.id)).toBe("fixed");
    book.commit({ "index.qmd": "# Preface\n\nAnother beginning.\n" });
    must(await settle());
    expect(await stateOf(erratum.id)).toBe("live");
  });

  it("never comes when the fix was taken out of the history, or the chapter out of the book", async () => {
    const { erratum, publication } = await begun();
    must(await book.finish(publication));
    book.git("commit", "-q", "--allow-empty", "-m", "Begin again");
    book.git("push", "-q", "--force", "origin", "HEAD:main");
    must(await settle());
    expect(await stateOf(erratum.id)).toBe("fixed");
    const manifest = String(smallBook["_quarto.yml"]);
    book.commit({ "_quarto.yml": manifest.replace("        - chapters/one.qmd\n", "") });
    must(await settle());
    expect(await stateOf(erratum.id)).toBe("fixed");
  });
});
