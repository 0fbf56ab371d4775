import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type DraftNews, listenForDrafts } from "#lib/adapters/db/index.ts";
import { documentOf, rewrite, textOf } from "#lib/adapters/together/index.ts";
import type { Actor } from "#lib/core/policy/index.ts";
import { exchangeDraft } from "#lib/features/exchange-draft.ts";
import { openDraft } from "#lib/features/open-draft.ts";
import { saveDraft } from "#lib/features/save-draft.ts";
import { inviteToDraft, joinDraft, leaveDraft, removeCoAuthor } from "#lib/features/share-draft.ts";
import { submitProposal } from "#lib/features/submit-proposal.ts";
import { updateDraft } from "#lib/features/update-draft.ts";
import { openPorts } from "#lib/wiring.ts";
import { form, reload } from "./propose.ts";
import { must, openSmallBook, refusal, type SmallBook, smallBook } from "./small-book.ts";

const path = "chapters/one.qmd";
const original = String(smallBook[path]);
let book: SmallBook;
let id: string;
let author: Actor;
let other: Actor;

beforeEach(async () => {
  book = await openSmallBook();
  must(await book.sync());
  author = book.actors.contributor;
  other = book.actors.reviewer;
  const { chapter } = await book.chapter(path);
  const opened = await openDraft(book.ports, author, { book: await book.slug(), chapter: chapter.slug });
  id = must(opened).draft.id;
});
afterEach(() => book.close());

async function invite(): Promise<string> {
  const { key } = must(await inviteToDraft(book.ports, author, { id }));
  return key;
}

const together = async (): Promise<void> => {
  must(await joinDraft(book.ports, other, { key: await invite() }));
};

const exchange = (
  actor: Actor,
  doc: Y.Doc,
  { ports = book.ports, update }: { ports?: typeof book.ports; update?: Uint8Array | null } = {},
) =>
  exchangeDraft(ports, actor, {
    id,
    path,
    vector: Y.encodeStateVector(doc),
    update: update === undefined ? null : update,
  });

/** A browser: it takes what is stored, and stores what it writes. */
async function browser(actor: Actor, ports = book.ports) {
  const doc = new Y.Doc();
  let told = Y.encodeStateVector(doc);
  const sync = async (): Promise<void> => {
    const update = Y.encodeStateAsUpdate(doc, told);
    const answer = must(await exchange(actor, doc, { ports, update }));
    Y.applyUpdate(doc, answer.update);
    told = answer.vector;
  };
  await sync();
  return {
    doc,
    sync,
    text: () => textOf(doc),
    write: (change: (text: string) => string) => void rewrite(doc, change(textOf(doc))),
  };
}

const stored = async () => (await reload(book, id)).files[0]?.text;

/** What the stored changes make; always what the proposal holds. */
async function made(): Promise<string> {
  const rows = await book.db.draftUpdate.findMany({
    where: { proposalId: id, path },
    orderBy: { id: "asc" },
  });
  return textOf(documentOf(rows.map(({ bytes }) => bytes)));
}

describe("a draft that two people write", () => {
  it("begins with the text it had, and holds what both wrote, whoever comes first", async () => {
    await together();
    const [one, two] = [await browser(author), await browser(other)];
    expect(one.text()).toBe(original);
    one.write((text) => text.replace("Every system", "Each system"));
    two.write((text) => text.replace("the end is near", "this is the end"));
    for (const each of [one, two, one]) await each.sync();
    const both = original
      .replace("Every system", "Each system")
      .replace("the end is near", "this is the end");
    expect(one.text()).toBe(both);
    expect(two.text()).toBe(both);
    expect(await stored()).toBe(both);
    expect(await made()).toBe(both);
    expect((await reload(book, id)).coAuthors).toEqual([
      { personId: other.id, name: other.name, typed: true, active: true },
    ]);
  });

  it("says of nobody who only read that they wrote", async () => {
    await together();
    const two = await browser(other);
    await two.sync();
    await two.sync();
    expect((await reload(book, id)).coAuthors[0]?.typed).toBe(false);
  });

  it("is one text with what a browser without the shared one saves", async () => {
    await together();
    const two = await browser(other);
    two.write((text) => text.replace("the end is near", "this is the end"));
    const { version } = await reload(book, id);
    const text = original.replace("Every system", "Each system");
    must(await saveDraft(book.ports, author, { id, version, path, text }));
    await two.sync();
    expect(two.text()).toBe(text.replace("the end is near", "this is the end"));
    expect(await stored()).toBe(two.text());
    // What was saved before the others wrote is refused, as ever.
    expect(refusal(await saveDraft(book.ports, author, { id, version: version + 1, path, text }))).toBe(
      "draft.stale",
    );
  });

  it("takes in what the book changed meanwhile, for everybody", async () => {
    await together();
    const two = await browser(other);
    two.write((text) => text.replace("the end is near", "this is the end"));
    book.commit({ [path]: original.replace("Every system", "Each system") });
    must(await book.sync());
    const { version } = await reload(book, id);
    must(await updateDraft(book.ports, author, { id, version }));
    await two.sync();
    expect(two.text()).toBe(await stored());
    expect(two.text()).toContain("Each system is measured");
    expect(two.text()).toContain("this is the end");
  });

  it("converges over two processes, with changes folded together, whatever comes between", async () => {
    await together();
    const second = openPorts(environmentOf(), 3) as unknown as typeof book.ports;
    const also = { ...second, limit: book.ports.limit };
    try {
      const writers = [await browser(author), await browser(other, also), await browser(author, also)];
      let seed = 7;
      const random = (below: number): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return seed % below;
      };
      for (let step = 0; step < 260; step++) {
        const one = writers[random(writers.length)];
        one?.write((text) => {
          const at = random(text.length);
          return random(3) > 0
            ? `${text.slice(0, at)}${"abc é\n"[random(6)]}${text.slice(at)}`
            : text.slice(0, at) + text.slice(at + random(9));
        });
        await writers[random(writers.length)]?.sync();
        if (step % 40 === 0) expect(await made()).toBe(await stored());
      }
      for (const each of [...writers, ...writers]) await each.sync();
      const text = await stored();
      for (const each of writers) expect(each.text()).toBe(text);
      expect(await made()).toBe(text);
      expect(await book.db.draftUpdate.count({ where: { proposalId: id } })).toBeLessThan(220);
    } finally {
      await second.close();
    }
    // More than two hundred changes, each in a transaction of its own.
  }, 120_000);

  it("tells every process what was stored", async () => {
    await together();
    const told: DraftNews[] = [];
    let heard = (): void => undefined;
    const listening = await new Promise<{ close(): Promise<void> }>((resolve) => {
      const listener = listenForDrafts(book.databaseUrl, {
        told: (news) => {
          told.push(news);
          heard();
        },
        hearing: (yes) => yes && resolve(listener),
      });
    });
    const two = await browser(other);
    const news = new Promise<void>((resolve) => {
      heard = resolve;
    });
    two.write((text) => `${text}More.\n`);
    await two.sync();
    await news;
    expect(told).toEqual([{ proposal: id, path }]);
    await listening.close();
  });
});

function environmentOf() {
  return {
    databaseUrl: book.databaseUrl,
    editors: [],
    demoAccounts: true,
    web: { publicUrl: "http://x" },
  } as never;
}

describe("what is refused", () => {
  const oddities: [string, (doc: Y.Doc) => Uint8Array][] = [
    ["bytes that are no update", () => Uint8Array.from([9, 200, 201, 202, 3])],
    ["another text beside it", () => updateOf((doc) => doc.getText("more").insert(0, "x"))],
    ["a map", () => updateOf((doc) => doc.getMap("text").set("x", 1))],
    ["something that is no text", (doc) => changeOf(doc, (text) => text.insertEmbed(0, { image: "x" }))],
    ["formatting", (doc) => changeOf(doc, (text) => text.insert(0, "x", { bold: true }))],
    ["a nested text", (doc) => changeOf(doc, (text) => text.insertEmbed(0, new Y.Text("x")))],
    ["a character that cannot be stored", (doc) => changeOf(doc, (text) => text.insert(0, "a\0b"))],
    [
      "a change that hangs in the air",
      (doc) => {
        const ahead = documentOf([Y.encodeStateAsUpdate(doc)]);
        ahead.getText("text").insert(0, "one ");
        const before = Y.encodeStateVector(ahead);
        ahead.getText("text").insert(4, "two ");
        return Y.encodeStateAsUpdate(ahead, before);
      },
    ],
    ["more than a chapter may be", (doc) => changeOf(doc, (text) => text.insert(0, "x".repeat(2_000_001)))],
  ];

  it.each(oddities)("%s", async (_name, forge) => {
    await together();
    const two = await browser(other);
    const answer = await exchange(other, two.doc, { update: forge(two.doc) });
    expect(["input.invalid", "input.too-large"]).toContain(refusal(answer));
    expect(await stored()).toBe(original);
    expect(await made()).toBe(original);
    await two.sync();
  });

  it("writing with another person's hand", async () => {
    await together();
    const one = await browser(author);
    one.write((text) => `${text}Mine.\n`);
    await one.sync();
    const two = await browser(other);
    const forged = documentOf([Y.encodeStateAsUpdate(two.doc)]);
    forged.clientID = one.doc.clientID;
    const before = Y.encodeStateVector(forged);
    forged.getText("text").insert(0, "Forged. ");
    const answer = await exchange(other, two.doc, { update: Y.encodeStateAsUpdate(forged, before) });
    expect(refusal(answer)).toBe("input.invalid");
    expect(await stored()).toBe(`${original}Mine.\n`);
  });

  it("everybody who was not invited, and those whose part was ended", async () => {
    const key = await invite();
    const doc = new Y.Doc();
    for (const stranger of [other, book.actors.editor, book.actors.reader])
      expect(refusal(await exchange(stranger, doc))).toBe("not-found");
    expect(refusal(await joinDraft(book.ports, other, { key: `${key}x` }))).toBe("not-found");
    must(await joinDraft(book.ports, other, { key }));
    const two = await browser(other);
    two.write((text) => `${text}More.\n`);
    await two.sync();
    must(await removeCoAuthor(book.ports, author, { id, personId: other.id }));
    expect(refusal(await exchange(other, two.doc))).toBe("not-found");
    // The old link lets nobody in again; who wrote stays named.
    expect(refusal(await joinDraft(book.ports, other, { key }))).toBe("not-found");
    expect((await reload(book, id)).coAuthors).toMatchObject([{ typed: true, active: false }]);
    expect(refusal(await inviteToDraft(book.ports, other, { id }))).toBe("not-found");
    expect(refusal(await leaveDraft(book.ports, other, { id }))).toBe("not-found");
  });

  it("changes of a draft that nobody was invited to, or that is with the editor", async () => {
    const doc = new Y.Doc();
    expect(refusal(await exchange(author, doc))).toBe("not-found");
    await together();
    const two = await browser(other);
    two.write((text) => text.replace("Every system", "Each system"));
    await two.sync();
    const { version } = await reload(book, id);
    must(await submitProposal(book.ports, author, form({ id, version })));
    two.write((text) => `${text}Late.\n`);
    const late = await exchange(other, two.doc, { update: Y.encodeStateAsUpdate(two.doc) });
    expect(refusal(late)).toBe("proposal.wrong-state");
    expect(await stored()).not.toContain("Late.");
    expect((await book.ports.inbox.list(other.id ?? "", 5))[0]?.title).toContain("agree to the licence");
  });
});

function updateOf(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  change(doc);
  return Y.encodeStateAsUpdate(doc);
}

function changeOf(from: Y.Doc, change: (text: Y.Text) => void): Uint8Array {
  const doc = documentOf([Y.encodeStateAsUpdate(from)]);
  const before = Y.encodeStateVector(doc);
  change(doc.getText("text"));
  return Y.encodeStateAsUpdate(doc, before);
}
