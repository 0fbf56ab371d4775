import { afterEach, beforeEach, expect, it } from "vitest";
import { faults } from "#test/support/forge/index.ts";
import { type HostBook, openHostBook } from "./host-book.ts";
import { must, smallBook } from "./small-book.ts";

const path = "chapters/one.qmd";
const original = String(smallBook[path]);
const variant = (words: string) => original.replace("before it is improved", words);

let site: HostBook;
beforeEach(async () => {
  site = await openHostBook();
  must(await site.sync());
  site.forge.addPerson("bo");
  site.forge.allow(site.book, "bo", "write");
  await site.work();
});
afterEach(() => site.close());

const open = async (branch: string, words: string) => {
  await site.forge.commit(site.book, { [path]: variant(words) }, { branch, by: "bo" });
  const pull = { title: branch, head: branch, base: "main" };
  return (await site.as<{ number: number }>("bo", "POST /pulls", pull)).number;
};

/** Everything about pull requests that the product shows. */
const shown = async () => {
  const links = await site.ports.links.list(site.bookId);
  const all = links.map(async ({ proposalId, number, state, head }) => {
    const proposal = (await site.ports.proposals.find({ id: proposalId }))!;
    const comments = await site.ports.reviews.comments(proposalId);
    return {
      number,
      pull: state,
      head,
      state: proposal.state,
      title: proposal.title,
      texts: proposal.files.map((file) => file.text),
      comments: comments.map(({ authorName, body }) => [authorName, body]),
    };
  });
  return (await Promise.all(all)).sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
};

/** A day at GitHub, in which everything happens that pull requests go through. */
async function live(): Promise<void> {
  const one = await open("one", "before anybody improves it");
  const two = await open("two", "before it is changed");
  const three = await open("three", "before it is touched");
  const said = await site.as<{ id: number }>("bo", `POST /issues/${one}/comments`, { body: "First words." });
  await site.as("bo", `PATCH /issues/comments/${said.id}`, { body: "Better words." });
  const gone = await site.as<{ id: number }>("bo", `POST /issues/${one}/comments`, { body: "Never mind." });
  await site.as("bo", `DELETE /issues/comments/${gone.id}`);
  await site.forge.commit(site.book, { [path]: variant("before all else") }, { branch: "two", by: "bo" });
  await site.as("bo", `PATCH /pulls/${three}`, { title: "Three, again", state: "closed" });
  await site.as("bo", `PATCH /pulls/${two}`, { title: "Two, again" });
}

it("ends the same, whatever becomes of deliveries", async () => {
  site.forge.deliveries.hold();
  await live();
  const told = [...site.forge.deliveries.waiting()];
  // A seeded order, five times each, and every tenth is lost.
  let seed = 20_261_124;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  const kept = told.filter((delivery, at) => {
    if (at % 10 !== 3) return true;
    site.forge.deliveries.drop(delivery);
    return false;
  });
  const order = Array.from({ length: 5 }, () => kept)
    .flat()
    .map((delivery) => ({ delivery, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ delivery }) => delivery);
  const half = Math.floor(order.length / 2);
  for (const delivery of order.slice(0, half)) await site.forge.deliveries.send(delivery);
  expect(await site.work()).toEqual([]);
  for (const delivery of order.slice(half)) await site.forge.deliveries.send(delivery);
  await site.forge.deliveries.release([]);
  expect(await site.work()).toEqual([]);
  must(await site.reconcile());
  await site.work();
  const withDeliveries = await shown();
  expect(withDeliveries.map(({ state, title }) => [state, title])).toEqual([
    ["in-review", "one"],
    ["in-review", "Two, again"],
    ["withdrawn", "Three, again"],
  ]);
  expect(withDeliveries[0]?.comments).toEqual([["bo", "Better words."]]);

  // The same from one round alone.
  await site.db.proposal.deleteMany({});
  await site.ports.standings.note(site.bookId, { roundAt: new Date(0) });
  must(await site.reconcile());
  expect(await site.work()).toEqual([]);
  expect(await shown()).toEqual(withDeliveries);
});

it("has GitHub deliver again what nobody took", async () => {
  const taking = site.receiver.take;
  site.receiver.take = async () => ({ ok: false, problem: { code: "storage.unavailable", message: "" } });
  await site.forge.commit(site.book, { [path]: variant("while nobody listened") });
  await site.forge.deliveries.settled();
  site.receiver.take = taking;
  must(await site.reconcile());
  expect(await site.work()).toEqual([]);
  expect(site.syncs).toContain("push");
  expect((await site.ports.shelf.chapter(site.bookId, { path }))?.chapter.source).toContain(
    "while nobody listened",
  );
  const attempts = site.forge.deliveries.all().find((each) => each.event === "push")?.attempts;
  expect(attempts?.map(({ status }) => status)).toEqual([503, 202]);
});

it("keeps going when the repository is renamed, and says what stands against it", async () => {
  must(await site.reconcile());
  expect(await site.ports.standings.find(site.bookId)).toMatchObject({ hostId: site.book.id, problem: null });
  site.forge.rename(site.book, "volume");
  await site.work();
  site.later(120);
  const number = await open2("renamed");
  await site.work();
  expect((await site.ports.links.findByNumber(site.bookId, number))?.state).toBe("open");

  await site.forge.addRepository("ada/book");
  must(await site.reconcile());
  expect((await site.ports.standings.find(site.bookId))?.problem).toContain("ada/volume");
  site.forge.suspend(site.installation);
  site.later(3700);
  must(await site.reconcile());
  expect((await site.ports.standings.find(site.bookId))?.problem).toContain("GitHub");
  expect(site.forge.takeProblems()).toEqual([]);

  async function open2(branch: string) {
    await site.forge.commit(site.book, { [path]: variant("under another name") }, { branch, by: "bo" });
    const answer = await fetch(`${site.forge.apiUrl}/repos/ada/volume/pulls`, {
      method: "POST",
      headers: { authorization: `Bearer ${site.forge.addToken("bo")}` },
      body: JSON.stringify({ title: branch, head: branch, base: "main" }),
    });
    return ((await answer.json()) as { number: number }).number;
  }
});

it.each([
  ["a limit", faults.secondaryLimit(37)],
  ["a token that died", faults.badCredentials()],
  ["an error of GitHub's", faults.serverError(502)],
  ["a connection that broke", faults.dropBefore()],
])("comes through %s", async (_, fault) => {
  const number = await open("faulty", "before anybody improves it");
  for (const route of [
    "GET /repos/{owner}/{repo}/pulls/{pull_number}",
    "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  ] as const)
    site.forge.faults.add(route, fault);
  await site.work();
  // Whatever failed is tried again after what GitHub asked for.
  for (let at = 0; at < 6; at++) {
    site.later(61);
    await site.take(number);
  }
  expect(site.forge.faults.left()).toBe(0);
  expect(await shown()).toMatchObject([
    { state: "in-review", texts: [variant("before anybody improves it")] },
  ]);
  const said = await site.as<{ body: string }[]>("ada", `GET /issues/${number}/comments`);
  expect(said.filter(({ body }) => body.includes("colophon:grant"))).toHaveLength(1);
});
