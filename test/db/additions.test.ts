import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ok } from "#lib/core/outcome.ts";
import type { Actor } from "#lib/core/policy/index.ts";
import { addImage } from "#lib/features/add-image.ts";
import { addReference, findReference, previewReference } from "#lib/features/add-reference.ts";
import { checkDraft } from "#lib/features/check-draft.ts";
import { clearUploads } from "#lib/features/clear-uploads.ts";
import { listOwnProposals, listQueue } from "#lib/features/list-proposals.ts";
import { openDraft } from "#lib/features/open-draft.ts";
import { readProposal } from "#lib/features/read-proposal.ts";
import { readUpload } from "#lib/features/read-upload.ts";
import { renderPreview } from "#lib/features/render-preview.ts";
import { decideHunks } from "#lib/features/review-proposal.ts";
import { saveDraft } from "#lib/features/save-draft.ts";
import { submitProposal } from "#lib/features/submit-proposal.ts";
import { withdrawProposal } from "#lib/features/withdraw-proposal.ts";
import { accept, form, hunksOf, publish, reload } from "./propose.ts";
import { must, openSmallBook, refusal, type SmallBook, smallBook } from "./small-book.ts";

const path = "chapters/one.qmd";
const original = String(smallBook[path]);
/** One pixel, in two colours. */
const red = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC",
  "base64",
);
const blue = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNgYPgPAAEDAQDgiOYKAAAAAElFTkSuQmCC",
  "base64",
);
const entry = `@article{x,
  author = {Hopper, Grace},
  title = {The Education of a Computer},
  year = {1952}
}`;

let book: SmallBook;
let author: Actor;
const limit = { spend: async () => ok<true>(true) };
const ports = () => ({ ...book.ports, limit });

beforeEach(async () => {
  book = await openSmallBook();
  must(await book.sync());
  author = book.actors.contributor;
});
afterEach(() => book.close());

async function draft() {
  const { chapter } = await book.chapter(path);
  return must(await openDraft(book.ports, author, { book: await book.slug(), chapter: chapter.slug })).draft;
}
const image = (id: string, about: string, bytes: Uint8Array, actor = author) =>
  addImage(ports(), actor, { id, path, about }, bytes);
const reference = (id: string, key: string, text = entry) =>
  addReference(ports(), author, { id, path, text, key });

/** A draft with an image, another one nobody uses, and a reference; sent to the editor. */
async function sent() {
  const { id, version } = await draft();
  const shown = must(await image(id, "A gauge at rest", red));
  must(await image(id, "Left out", blue));
  must(await reference(id, "hopper1952education"));
  must(await reference(id, "hopper1952unused", entry.replace("Education", "Unused")));
  const text = `${original.trimEnd()}\n\n![A gauge.](${shown.target}){#fig-rest fig-alt="A gauge at rest"}\n\nAs said before [@hopper1952education].\n`;
  const saved = must(await saveDraft(book.ports, author, { id, version, path, text }));
  must(await submitProposal(book.ports, author, form({ id, ...saved })));
  return { proposal: await reload(book, id), text, shown };
}

describe("a proposal with an image and a reference", () => {
  it("publishes the chapter, the image and the entry, and nothing else", async () => {
    const { proposal, text, shown } = await sent();
    expect(shown).toMatchObject({ path: "chapters/a-gauge-at-rest.png", target: "a-gauge-at-rest.png" });
    const before = book.gitIn(book.remote, "show", "main:refs.bib");
    const begun = must(await publish(book, proposal));
    must(await book.finish(begun.id));
    expect(book.gitIn(book.remote, "diff", "--name-status", "main~1", "main").split("\n")).toEqual([
      "A\tchapters/a-gauge-at-rest.png",
      `M\t${path}`,
      "M\trefs.bib",
    ]);
    expect(`${book.gitIn(book.remote, "show", `main:${path}`)}\n`).toBe(text);
    expect(book.gitIn(book.remote, "show", "main:refs.bib")).toBe(
      `${before}\n\n${entry.replace("{x,", "{hopper1952education,")}`,
    );
    must(await book.sync());
    const { page } = await book.chapter(path);
    expect(page?.html).toContain("a-gauge-at-rest.png");
    expect(page?.html).toContain("Hopper");
    expect(page?.html).not.toContain("missing-file");
  });

  it("carries an addition with the first published change that needs it", async () => {
    const { id, version } = await draft();
    must(await image(id, "Twice", blue));
    const changed = original
      .replace("before it is improved", "before it is improved ![x](twice.png)")
      .replace("the end is near", "this is the end [@none]");
    const saved = must(await saveDraft(book.ports, author, { id, version, path, text: changed }));
    must(await submitProposal(book.ports, author, form({ id, ...saved })));
    const other = await reload(book, id);
    const parts = hunksOf(other);
    await accept(book, other, [parts[1]!]);
    const begun = must(await publish(book, await reload(book, id), false));
    must(await book.finish(begun.id));
    expect(book.gitIn(book.remote, "diff", "--name-only", "main~1", "main")).toBe(path);
    const rest = must(await publish(book, await reload(book, id)));
    must(await book.finish(rest.id));
    expect(book.gitIn(book.remote, "diff", "--name-only", "main~1", "main").split("\n")).toEqual([
      path,
      "chapters/twice.png",
    ]);
  });

  it("is bound to its files by the grant", async () => {
    const { proposal } = await sent();
    await book.db.$executeRaw`UPDATE addition SET sha256 = ${"0".repeat(64)} WHERE path LIKE '%gauge%'`;
    expect(refusal(await publish(book, proposal))).toBe("proposal.not-granted");
  });

  it("is given back when the book has another file or another work of that name meanwhile", async () => {
    const { proposal } = await sent();
    book.commit({ "chapters/a-gauge-at-rest.png": blue });
    const begun = must(await publish(book, proposal));
    expect(refusal(await book.finish(begun.id))).toBe("proposal.conflict");
    book.commit({ "chapters/a-gauge-at-rest.png": red });
    book.commit({ "refs.bib": "@book{hopper1952education, title = {Another}}\n" });
    const again = must(await publish(book, await reload(book, proposal.id)));
    expect(refusal(await book.finish(again.id))).toBe("proposal.conflict");
    expect((await reload(book, proposal.id)).state).toBe("in-review");
  });

  it("is shown to its author and to reviewers with what comes along, and to nobody else", async () => {
    const { proposal, shown } = await sent();
    const page = must(await readProposal(book.ports, book.actors.reviewer, proposal.number));
    expect(page.additions.map((each) => each.path)).toEqual(["chapters/a-gauge-at-rest.png", "refs.bib"]);
    const { waiting } = must(await listQueue(book.ports, book.actors.reviewer));
    expect(waiting.map((row) => row.brings)).toEqual([{ images: 1, references: 1 }]);
    const sha = shown.address.split("/")[2] ?? "";
    expect((await readUpload(book.ports, book.actors.reviewer, sha))?.bytes).toEqual(new Uint8Array(red));
    expect(await readUpload(book.ports, author, sha)).not.toBe(null);
    expect(await readUpload(book.ports, book.actors.reader, sha)).toBe(null);
    expect(await readUpload(book.ports, author, "0".repeat(64))).toBe(null);
    const preview = {
      book: await book.slug(),
      path,
      sources: ["![](a-gauge-at-rest.png) @hopper1952education"],
    };
    const drawn = async (actor: Actor, of?: string) =>
      must(
        await renderPreview(book.ports, actor, {
          ...preview,
          proposal: of,
        }),
      )[0];
    expect(await drawn(author, proposal.id)).toContain(`src="${shown.address}"`);
    expect(await drawn(author, proposal.id)).toContain("Hopper (");
    expect(await drawn(book.actors.editor, proposal.id)).toContain(`src="${shown.address}"`);
    expect(await drawn(author)).toContain("missing-file");
    preview.sources = ["As @fig-rest shows."];
    expect(await drawn(author, proposal.id)).toContain("Figure ");
    expect(await drawn(author)).toContain("unresolved");
  });
});

describe("a proposal that only adds", () => {
  it("is sent, decided on piece by piece, and published", async () => {
    const { id, version } = await draft();
    expect(refusal(await submitProposal(book.ports, author, form({ id, version })))).toBe("proposal.empty");
    must(await image(id, "A gauge at rest", red));
    must(await reference(id, "hopper1952education"));
    must(await reference(id, "hopper1952other", entry.replace("Education", "Other")));
    must(await submitProposal(book.ports, author, form({ id, version })));
    const proposal = await reload(book, id);
    const page = must(await readProposal(book.ports, book.actors.reviewer, proposal.number));
    expect(page.granted).toBe(true);
    expect(page.lone.map(({ path: at, addition }) => [at, addition.kind])).toEqual([
      ["chapters/a-gauge-at-rest.png", "image"],
      ["refs.bib", "reference"],
      ["refs.bib", "reference"],
    ]);
    const [picture, work, other] = page.lone.map(({ path: at, hunk }) => ({ path: at, hunk }));
    if (!picture || !work || !other) throw new Error("An addition is missing.");
    await accept(book, proposal, [work]);
    const reject = { decision: "reject" as const, reason: "We have it." };
    const { version: now } = proposal;
    must(
      await decideHunks(book.ports, book.actors.reviewer, { id, version: now, hunks: [other], ...reject }),
    );
    const worded = { decision: "accept" as const, wording: "Another." };
    expect(
      refusal(
        await decideHunks(book.ports, book.actors.editor, { id, version: now, hunks: [picture], ...worded }),
      ),
    ).toBe("input.invalid");
    const first = must(await publish(book, await reload(book, id), false));
    must(await book.finish(first.id));
    expect(book.gitIn(book.remote, "diff", "--name-only", "main~1", "main")).toBe("refs.bib");
    expect(book.gitIn(book.remote, "show", "main:refs.bib")).not.toContain("hopper1952other");
    expect((await reload(book, id)).state).toBe("in-review");
    const rest = must(await publish(book, await reload(book, id)));
    must(await book.finish(rest.id));
    expect(book.gitIn(book.remote, "diff", "--name-only", "main~1", "main")).toBe(picture.path);
    expect((await reload(book, id)).state).toBe("published");
  });

  it("is among one's drafts, and rests there as it is", async () => {
    const { id } = await draft();
    expect(must(await listOwnProposals(book.ports, author))).toEqual([]);
    must(await reference(id, "hopper1952education"));
    expect(must(await listOwnProposals(book.ports, author))).toMatchObject([{ id, state: "draft" }]);
    await clearUploads({ ...book.ports, clock: { now: () => new Date(Date.UTC(2100, 0)) } });
    expect((await reload(book, id)).additions).toHaveLength(1);
  });
});

describe("adding to a draft", () => {
  it("gives the same image back, and never takes a name that is taken", async () => {
    const { id } = await draft();
    const first = must(await image(id, "Gauge", red));
    // The book has chapters/gauge.png.
    expect(first.path).toBe("chapters/gauge-2.png");
    expect(must(await image(id, "Something else", red))).toEqual(first);
    expect(must(await image(id, "gauge", blue)).path).toBe("chapters/gauge-3.png");
    book.commit({ "chapters/gauge-2.png": blue });
    must(await book.sync());
    expect(must(await image(id, "Gauge", red)).path).toBe("chapters/gauge-4.png");
  });

  it("lets the check know what it added", async () => {
    const { id } = await draft();
    const { target } = must(await image(id, "A dial", red));
    must(await reference(id, "hopper1952education"));
    const check = async (proposal?: string) =>
      must(
        await checkDraft(book.ports, author, {
          book: await book.slug(),
          path,
          text: `# One\n\n![A dial](${target})\n\n@hopper1952education\n`,
          proposal,
        }),
      ).map((each) => each.by);
    expect(await check()).toEqual(["missing-figure", "unresolved-citations"]);
    expect(await check(id)).toEqual([]);
  });

  it("shows a reference as it will be printed, with a key of its own and works that are the same", async () => {
    const { id } = await draft();
    const preview = (text: string) => previewReference(ports(), author, { id, path, text });
    expect(must(await preview(entry.replace("{x,", "{,")))).toMatchObject({
      key: "hopper1952education",
      cited: "(Hopper, 1952)",
      html: expect.stringContaining("Hopper, G. (1952)"),
      duplicates: [],
    });
    const twin = must(
      await preview("@misc{knuth1984, author={Knuth, D}, title={Literate programming}, year=1984}"),
    );
    expect(twin.key).toBe("knuth1984literate");
    expect(twin.duplicates).toEqual([{ key: "knuth1984", title: "Knuth 1984: Literate Programming" }]);
    expect(refusal(await preview("Hopper 1952"))).toBe("input.invalid");
  });

  it("finds a work by the DOI somebody pasted, to be looked at before it is added", async () => {
    const { id } = await draft();
    const asked: string[] = [];
    const works = {
      bibtex: async (doi: string) => {
        asked.push(doi);
        return ok("@article{H, author={Hopper, Grace}, title={The Education of a Computer}, year={1952} }");
      },
    };
    const find = (text: string, actor = author) =>
      findReference({ ...ports(), works }, actor, { id, path, text });
    const found = must(await find("https://doi.org/10.1145/609784.609818"));
    expect(asked).toEqual(["10.1145/609784.609818"]);
    expect(must(await previewReference(ports(), author, { id, path, ...found })).key).toBe(
      "hopper1952education",
    );
    expect(must(await reference(id, "hopper1952education", found.text)).text.split("\n")).toHaveLength(5);
    expect(refusal(await find("Hopper 1952"))).toBe("input.invalid");
    expect(refusal(await find("10.1145/609784.609818", book.actors.reviewer))).toBe("not-found");
    expect(asked).toHaveLength(1);
  });

  it("is refused for others, for what is no image, for taken keys, and once it was sent", async () => {
    const { id } = await draft();
    expect(refusal(await image(id, "x", red, book.actors.reviewer))).toBe("not-found");
    expect(refusal(await image(id, "x", Buffer.from("<html>")))).toBe("input.invalid");
    expect(refusal(await reference(id, "knuth1984"))).toBe("input.invalid");
    expect(refusal(await reference(id, "no key"))).toBe("input.invalid");
    must(await reference(id, "own"));
    expect(refusal(await reference(id, "own"))).toBe("input.invalid");
    const { proposal } = await sent();
    expect(refusal(await image(proposal.id, "Late", blue))).toBe("proposal.wrong-state");
    expect(refusal(await reference(proposal.id, "late"))).toBe("proposal.wrong-state");
  });

  it("leaves no image behind for long once the proposal is over", async () => {
    const { proposal } = await sent();
    const uploads = () => book.db.upload.count();
    const later = { ...book.ports, clock: { now: () => new Date(Date.UTC(2100, 0)) } };
    expect(await clearUploads(later)).toBe(0);
    const { id, version } = proposal;
    must(await withdrawProposal(book.ports, author, { id, version }));
    expect(await clearUploads(book.ports)).toBe(0);
    expect(await uploads()).toBe(2);
    expect(await clearUploads(later)).toBe(2);
    expect(await uploads()).toBe(0);
  });

  it("leaves behind what a resting draft does not use, and nothing else", async () => {
    const { id, version } = await draft();
    const { target } = must(await image(id, "Kept", red));
    must(await image(id, "Not used", blue));
    must(await reference(id, "unused"));
    const text = `${original}\n![Kept](${target})\n`;
    must(await saveDraft(book.ports, author, { id, version, path, text }));
    expect(await clearUploads(book.ports)).toBe(0);
    expect((await reload(book, id)).additions).toHaveLength(3);
    const later = { ...book.ports, clock: { now: () => new Date(Date.UTC(2100, 0)) } };
    expect(await clearUploads(later)).toBe(1);
    expect((await reload(book, id)).additions.map((each) => each.path)).toEqual(["chapters/kept.png"]);
  });
});

describe("opening a draft", () => {
  it("finds the words that were chosen on the page, and shows the images at hand", async () => {
    const { chapter } = await book.chapter(path);
    const open = async (words: unknown) =>
      must(await openDraft(book.ports, author, { book: await book.slug(), chapter: chapter.slug, words }));
    const at = async (words: unknown) => {
      const { words: span } = await open(words);
      return span && original.slice(span.start, span.end);
    };
    expect(await at({ block: "2", quote: "before it is improved", prefix: "", suffix: "" })).toBe(
      "before it is improved",
    );
    expect(await at({ block: "400", quote: "the end is near" })).toBe("the end is near");
    expect(await at({ block: "x", quote: "the end is near" })).toBe("the end is near");
    expect(await at({ quote: "words that stand nowhere" })).toBe(null);
    expect(await at({ quote: 7 })).toBe(null);
    expect(await at(null)).toBe(null);
    expect((await open(null)).images["gauge.png"]).toMatch(/^\/assets\/[0-9a-f]{40}\/gauge\.png$/u);
  });
});
