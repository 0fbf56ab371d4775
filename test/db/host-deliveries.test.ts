import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hintOf } from "#lib/core/host/index.ts";
import { clearDeliveries } from "#lib/features/take-delivery.ts";
import { type HostBook, openHostBook, webhookSecret } from "./host-book.ts";
import { must } from "./small-book.ts";

let site: HostBook;
beforeEach(async () => {
  site = await openHostBook();
  must(await site.sync());
  await site.work();
  site.syncs.length = 0;
});
afterEach(() => site.close());

const path = "chapters/one.qmd";
const change = (words: string) => ({ [path]: `# Measuring {#sec-measuring}\n\n${words}\n` });
const source = async () => (await site.ports.shelf.chapter(site.bookId, { path }))?.chapter.source;
const answers = () =>
  site.forge.deliveries.all().flatMap((each) => each.attempts.map(({ status }) => status));
const jobs = async (name: string) =>
  site.db.$queryRaw<{ key: string | null }[]>`SELECT key FROM graphile_worker.jobs
    WHERE task_identifier = ${name}`;

describe("a push at GitHub", () => {
  it("is in the book as soon as GitHub tells of it", async () => {
    await site.forge.commit(site.book, change("Somebody pushed this."));
    await site.work();
    expect(await source()).toContain("Somebody pushed this.");
    expect(site.syncs).toEqual(["push"]);
    expect(answers().every((status) => status === 202)).toBe(true);
    const kept = await site.db.delivery.findFirst({ where: { event: "push" } });
    expect(kept?.payload).toEqual({
      repository: { id: site.book.id, name: "ada/book" },
      ref: "refs/heads/main",
    });
    expect(kept?.handledAt).not.toBeNull();
  });

  it("leads to one sync when there are many at once", async () => {
    for (let at = 0; at < 12; at++) await site.forge.commit(site.book, change(`Push ${at}.`));
    await site.work();
    expect(site.syncs).toEqual(["push"]);
    expect(await source()).toContain("Push 11.");
  });

  it("leads to none when it is of another branch", async () => {
    await site.forge.commit(site.book, change("Elsewhere."), { branch: "aside" });
    await site.work();
    expect(site.syncs).toEqual([]);
  });
});

describe("a delivery", () => {
  it("that comes five times is kept once and handled once", async () => {
    await site.forge.commit(site.book, change("Once."));
    await site.work();
    const push = site.forge.deliveries.all().find((each) => each.event === "push")!;
    for (let at = 0; at < 5; at++) expect((await site.forge.deliveries.send(push)).status).toBe(202);
    expect(await jobs("take-delivery")).toEqual([]);
    expect(await site.db.delivery.count({ where: { event: "push" } })).toBe(1);
    expect(site.syncs).toEqual(["push"]);
  });

  it("is refused without effect when it is not signed as agreed", async () => {
    site.forge.deliveries.hold();
    await site.forge.commit(site.book, change("Forged."));
    const push = site.forge.deliveries.waiting().find((each) => each.event === "push")!;
    const before = await site.db.delivery.count();
    const again = JSON.stringify(JSON.parse(push.body), null, 1);
    expect((await site.forge.deliveries.send(push, { secret: "another secret" })).status).toBe(401);
    const unsigned = async (headers: Record<string, string>, body = push.body) =>
      (await fetch(site.receiver.url, { method: "POST", body, headers })).status;
    const named = { "x-github-delivery": push.guid, "x-github-event": "push" };
    expect(await unsigned(named)).toBe(401);
    expect(await unsigned({ ...named, "x-hub-signature": "sha1=0000" })).toBe(401);
    expect(await unsigned({ ...named, "x-hub-signature-256": "sha256=" })).toBe(401);
    expect(await unsigned(named, "")).toBe(401);
    const { createHmac } = await import("node:crypto");
    const signature = `sha256=${createHmac("sha256", webhookSecret).update(push.body).digest("hex")}`;
    expect(await unsigned({ ...named, "x-hub-signature-256": signature }, again)).toBe(401);
    expect(await site.db.delivery.count()).toBe(before);
    expect((await site.forge.deliveries.send(push, { secret: "the former secret" })).status).toBe(202);
    await site.forge.deliveries.release([]);
  });

  it("of another repository of the app changes nothing", async () => {
    const other = await site.forge.addRepository("ada/other");
    await site.ports.standings.note(site.bookId, { hostId: site.book.id });
    site.forge.choose(site.installation, [site.book, other]);
    await site.forge.commit(other, { "a.md": "x\n" });
    await site.work();
    expect(site.syncs).toEqual([]);
    expect(await site.db.delivery.count({ where: { handledAt: null } })).toBe(0);
  });

  it("is answered with 503 while the database is away, and taken when it is sent again", async () => {
    site.forge.deliveries.hold();
    await site.forge.commit(site.book, change("While it was away."));
    const push = site.forge.deliveries.waiting().find((each) => each.event === "push")!;
    await site.gate.shut();
    expect((await site.forge.deliveries.send(push)).status).toBe(503);
    await site.gate.open();
    expect((await site.forge.deliveries.send(push)).status).toBe(202);
    await site.work();
    expect(await source()).toContain("While it was away.");
    await site.forge.deliveries.release([]);
  });

  it("that was handled a month ago is forgotten", async () => {
    const total = await site.db.delivery.count();
    await site.ports.deliveries.store({ id: "open", event: "push", action: null, hint: hintOf({}) });
    expect(await clearDeliveries(site.ports)).toBe(0);
    site.later(31 * 86_400);
    expect(await clearDeliveries(site.ports)).toBe(total);
    expect(await site.db.delivery.count()).toBe(1);
  });
});
