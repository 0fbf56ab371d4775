import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRateLimits } from "#lib/adapters/rate-limit/index.ts";
import { limits } from "#lib/core/policy/index.ts";
import { openDraft } from "#lib/features/open-draft.ts";
import type { RateLimit } from "#lib/features/ports/index.ts";
import { commentOnProposal } from "#lib/features/review-proposal.ts";
import { saveDraft } from "#lib/features/save-draft.ts";
import { submitProposal } from "#lib/features/submit-proposal.ts";
import { form, propose, reload } from "./propose.ts";
import { must, openSmallBook, refusal, type SmallBook } from "./small-book.ts";

let book: SmallBook;
let table: ReturnType<typeof createRateLimits<"once">>;
let limit: RateLimit;

beforeEach(async () => {
  book = await openSmallBook();
  must(await book.sync());
  table = createRateLimits(book.databaseUrl, { once: { points: 1, seconds: 600, per: "person" } });
  limit = table.once;
});
afterEach(async () => {
  await table.close();
  await book.close();
});

const path = "chapters/one.qmd";

describe("limits", () => {
  it("leave a refused save as it was, say when to try again, and count each person alone", async () => {
    const { chapter } = await book.chapter(path);
    const opened = async (who: "contributor" | "reviewer") =>
      must(await openDraft(book.ports, book.actors[who], { book: await book.slug(), chapter: chapter.slug }))
        .draft;
    const ports = { ...book.ports, limit };
    const { id, version } = await opened("contributor");
    const first = must(
      await saveDraft(ports, book.actors.contributor, { id, version, path, text: "One.\n" }),
    );
    const second = await saveDraft(ports, book.actors.contributor, { id, ...first, path, text: "Two.\n" });
    expect(second).toMatchObject({ ok: false, problem: { code: "rate.limited" } });
    expect(!second.ok && second.problem.message).toMatch(/Please wait (?:9|10) minutes/u);
    expect(await reload(book, id)).toMatchObject({ version: first.version, files: [{ text: "One.\n" }] });
    const other = await opened("reviewer");
    must(
      await saveDraft(ports, book.actors.reviewer, {
        id: other.id,
        version: other.version,
        path,
        text: "Three.\n",
      }),
    );
  });

  it("hold for sending a proposal, which stays a draft", async () => {
    const { chapter } = await book.chapter(path);
    const { draft } = must(
      await openDraft(book.ports, book.actors.contributor, {
        book: await book.slug(),
        chapter: chapter.slug,
      }),
    );
    const saved = must(
      await saveDraft(book.ports, book.actors.contributor, {
        id: draft.id,
        version: draft.version,
        path,
        text: "One.\n",
      }),
    );
    must(await limit.spend(draft.authorId));
    const sent = await submitProposal(
      { ...book.ports, limit },
      book.actors.contributor,
      form({ id: draft.id, ...saved }),
    );
    expect(refusal(sent)).toBe("rate.limited");
    expect((await reload(book, draft.id)).state).toBe("draft");
  });

  it("hold for comments", async () => {
    const { id } = await propose(book, path, (text) => text.replace("is is", "is"));
    const say = (body: string) =>
      commentOnProposal({ ...book.ports, limit }, book.actors.reviewer, { id, body });
    must(await say("Good."));
    expect(refusal(await say("Very good."))).toBe("rate.limited");
    expect(await book.ports.reviews.comments(id)).toMatchObject([{ body: "Good." }]);
  });

  it("are not reached by hand: a draft that saves itself while somebody types for a minute", () => {
    // It saves itself 0.8 s after the last key at the earliest; see lib/editor/view.
    expect(limits.drafts.points / limits.drafts.seconds).toBeGreaterThan(1 / 0.8);
  });
});
