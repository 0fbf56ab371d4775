import { expect, it } from "vitest";
import { faults } from "#test/support/forge/index.ts";
import { onForge } from "./book-on-forge.fixture.ts";
import {
  addComment,
  addLineComment,
  commentMark,
  editComment,
  listComments,
  listLineComments,
  listReviews,
  removeComment,
  replyToLineComment,
  submitReview,
} from "./index.ts";

it(
  "a comment is made once however often its reply is lost, then changed and taken away",
  onForge(async ({ forge, repository, propose, writes }) => {
    const number = await propose("fix");
    const before = writes().length;
    forge.faults.add(
      "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
      faults.serverError(502, "after"),
    );
    const added = await addComment(repository, number, { key: "proposal:7:1", body: "Thank you" });
    expect(added).toMatchObject({ ok: true, value: { author: { login: "colophon[bot]", isBot: true } } });
    if (!added.ok) return;
    expect(added.value.body).toContain(commentMark("proposal:7:1"));
    expect(await editComment(repository, added.value.id, "Thanks")).toMatchObject({
      value: { body: "Thanks" },
    });
    expect(await listComments(repository, number)).toMatchObject({ value: [{ body: "Thanks" }] });
    expect(await listComments(repository, number, "2027-01-01T00:00:00Z")).toEqual({ ok: true, value: [] });
    expect(await removeComment(repository, added.value.id)).toEqual({ ok: true, value: null });
    expect(await removeComment(repository, added.value.id)).toEqual({ ok: true, value: null });
    // The second taking away is tried under today's name once more.
    expect(writes().length - before).toBe(4);
  }),
);

it(
  "a comment stands on a line, is answered in its thread, and knows when its line is gone",
  onForge(async ({ forge, book, repository, propose }) => {
    const number = await propose("fix");
    const commit = (await forge.head(book, "fix")) ?? "";
    const on = { key: "k1", body: "Capitals?", path: "a.qmd", line: 2, side: "new", commit } as const;
    const place = "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments";
    forge.faults.add(place, faults.dropAfter());
    const added = await addLineComment(repository, number, on);
    expect(added).toMatchObject({ ok: true, value: { line: 2, written: { line: 2, commit } } });
    if (!added.ok) return;
    const reply = { key: "k2", body: "Yes.", to: added.value.id };
    expect(await replyToLineComment(repository, number, reply)).toMatchObject({
      value: { replyTo: added.value.id },
    });
    expect(await addLineComment(repository, number, { ...on, key: "k3", line: 200 })).toMatchObject({
      problem: { code: "github.refused", message: expect.stringContaining("line must be part of the diff") },
    });
    await forge.commit(book, { "a.qmd": "0\none\nTWO\nthree\n" }, { branch: "fix" });
    expect(await listLineComments(repository, number)).toMatchObject({ value: [{ line: 3 }, { line: 3 }] });
    await forge.commit(book, { "a.qmd": "0\none\ntwo\nthree\n" }, { branch: "fix" });
    expect(await listLineComments(repository, number)).toMatchObject({
      value: [{ line: null, written: { line: 2 } }, { line: null }],
    });
  }),
);

it(
  "a judgement is given once",
  onForge(async ({ forge, book, repository, propose }) => {
    const number = await propose("fix");
    const commit = (await forge.head(book, "fix")) ?? "";
    forge.faults.add("POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", faults.dropAfter());
    const given = await submitReview(repository, number, {
      key: "r1",
      verdict: "approved",
      body: "",
      commit,
    });
    expect(given).toMatchObject({ ok: true, value: { verdict: "approved", commit } });
    const changes = { key: "r2", verdict: "changes-requested", body: "Please", commit } as const;
    await submitReview(repository, number, changes);
    expect(await listReviews(repository, number)).toMatchObject({
      value: [{ verdict: "approved" }, { verdict: "changes-requested" }],
    });
  }),
);
