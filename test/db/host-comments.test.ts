import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "#lib/core/policy/index.ts";
import { hunksBetween } from "#lib/core/prose/index.ts";
import { commentOnProposal } from "#lib/features/review-proposal.ts";
import { sendComments } from "#lib/features/send-comments.ts";
import { signInPerson } from "#lib/features/sign-in-person.ts";
import { faults } from "#test/support/forge/index.ts";
import { type HostBook, openHostBook } from "./host-book.ts";
import { must, smallBook } from "./small-book.ts";

const path = "chapters/one.qmd";
const original = String(smallBook[path]);
const better = original.replace("before it is improved", "before anybody improves it");

let site: HostBook;
let editor: Actor;
let number: number;
let proposalId: string;
beforeAll(async () => {
  site = await openHostBook();
  must(await site.sync());
  site.forge.addPerson("bo");
  site.forge.allow(site.book, "bo", "write");
  const edda = await signInPerson(
    site.ports,
    { provider: "demo", accountId: "editor", login: null, name: "Edda *E*", email: null, image: null },
    [],
  );
  editor = { id: edda.id, name: edda.name, role: "editor" };
  await site.forge.commit(site.book, { [path]: better }, { branch: "words", by: "bo" });
  number = (
    await site.as<{ number: number }>("bo", "POST /pulls", { title: "Words", head: "words", base: "main" })
  ).number;
  await site.work();
  proposalId = (await site.ports.links.findByNumber(site.bookId, number))!.proposalId;
});
afterAll(() => site.close());

type Said = { id: number; body: string; user: { login: string } };
const below = () => site.as<Said[]>("ada", `GET /issues/${number}/comments`);
const here = async () =>
  (await site.ports.reviews.comments(proposalId)).map(({ authorName, body }) => [authorName, body]);
const comment = async (body: string) =>
  must(
    await commentOnProposal(
      { ...site.ports, limit: { spend: async () => ({ ok: true, value: true }) } },
      editor,
      { id: proposalId, body },
    ),
  );

it("brings what is said at GitHub here, with the change it is about, and follows edits and removals", async () => {
  const said = await site.as<Said>("bo", `POST /issues/${number}/comments`, { body: "What do you think?" });
  const line = better.split("\n").findIndex((each) => each.includes("anybody improves")) + 1;
  const onLine = await site.as<Said>("ada", `POST /pulls/${number}/comments`, {
    body: "This word.",
    path,
    line,
    side: "RIGHT",
    commit_id: await site.forge.head(site.book, "words"),
  });
  await site.as("ada", `POST /pulls/${number}/reviews`, { event: "REQUEST_CHANGES", body: "Nearly there." });
  expect(await site.work()).toEqual([]);
  expect((await here()).sort()).toEqual([
    ["ada", "Nearly there."],
    ["ada", "This word."],
    ["bo", "What do you think?"],
  ]);
  const [hunk] = hunksBetween(original, better);
  const placed = (await site.ports.reviews.comments(proposalId)).find(({ body }) => body === "This word.");
  expect(placed).toMatchObject({ path, hunk: hunk?.id });

  await site.as("bo", `PATCH /issues/comments/${said.id}`, { body: "What do you all think?" });
  await site.as("ada", `DELETE /pulls/comments/${onLine.id}`);
  expect(await site.work()).toEqual([]);
  expect((await here()).sort()).toEqual([
    ["ada", "Nearly there."],
    ["bo", "What do you all think?"],
  ]);
});

it("shows what is said here at GitHub, once, and calls nobody by it", async () => {
  await comment("See @fig-gauge and `@code`.");
  expect(await site.work()).toEqual([]);
  const shown = (await below()).filter(({ body }) => body.includes("wrote"));
  expect(shown).toHaveLength(1);
  expect(shown[0]?.body).toMatch(/^\*\*Edda \\\*E\\\*\*\* wrote:\n\nSee @\u200bfig-gauge and `@code`\./u);
  expect(shown[0]?.user.login).toBe("colophon[bot]");
  for (let at = 0; at < 3; at++) {
    must(await site.take(number));
    must(await sendComments(site.hosted, proposalId));
  }
  expect((await here()).filter(([name]) => name === "Edda *E*")).toHaveLength(1);
  expect((await below()).filter(({ body }) => body.includes("wrote"))).toHaveLength(1);
});

it.each([
  ["the reply was lost", faults.dropAfter()],
  ["GitHub failed after it was done", faults.serverError(502, "after")],
  ["GitHub failed before", faults.serverError(502, "before")],
])("sends once although %s", async (_, fault) => {
  const words = `Said while ${_}.`;
  await comment(words);
  site.forge.faults.add("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", fault);
  await site.work();
  must(await sendComments(site.hosted, proposalId));
  must(await site.take(number));
  expect((await below()).filter(({ body }) => body.includes(words))).toHaveLength(1);
  expect((await here()).filter(([, body]) => body === words)).toHaveLength(1);
});

it("takes a copied mark for nothing", async () => {
  const own = (await below()).find(({ body }) => body.includes("colophon:comment:"))!;
  const mark = /<!-- colophon:comment:.* -->/u.exec(own.body)?.[0];
  await site.as("bo", `POST /issues/${number}/comments`, { body: `> quoted\n\nMy answer. ${mark}` });
  expect(await site.work()).toEqual([]);
  expect(await here()).toContainEqual(["bo", "> quoted\n\nMy answer."]);
});
