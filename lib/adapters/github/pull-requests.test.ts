import { expect, it } from "vitest";
import { faults } from "#test/support/forge/index.ts";
import { onForge } from "./book-on-forge.fixture.ts";
import {
  changePullRequest,
  findOpenPullRequest,
  listChangedFiles,
  listChangedPullRequests,
  listPullRequests,
  mergePullRequest,
  openPullRequest,
  readMerge,
  readPullRequest,
  startMerge,
} from "./index.ts";

const merge = "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge";

it(
  "a pull request is read with what it changes, and whether it merges once GitHub knows",
  onForge(async ({ repository, propose, book }) => {
    const number = await propose("fix");
    const first = await readPullRequest(repository, number);
    expect(first).toMatchObject({
      ok: true,
      value: {
        number,
        state: "open",
        author: { login: "bo" },
        base: { branch: "main" },
        head: { branch: "fix", repositoryId: book.id, owner: "ada" },
        mergeCommit: null,
        merge: { mergeable: null, state: "unknown" },
      },
    });
    expect(await readPullRequest(repository, number)).toMatchObject({
      value: { merge: { mergeable: true } },
    });
    expect(await listChangedFiles(repository, number)).toMatchObject({
      value: [
        {
          path: "a.qmd",
          status: "modified",
          additions: 1,
          deletions: 1,
          patch: expect.stringContaining("+TWO"),
        },
      ],
    });
    expect(await readPullRequest(repository, 99)).toMatchObject({ problem: { code: "github.not-found" } });
  }),
);

it(
  "pull requests come from forks, and lists are read to their last page",
  onForge(async ({ forge, book, repository, propose }) => {
    forge.addPerson("cy");
    const fork = await forge.fork(book, "cy");
    await forge.commit(fork, { "a.qmd": "one\ntwo\ncy\n" }, { branch: "fix", by: "cy" });
    const wanted = { title: "Cy", body: "Please", base: "main", head: { owner: "cy", branch: "fix" } };
    const opened = await openPullRequest(repository, wanted);
    expect(opened).toMatchObject({ ok: true, value: { head: { owner: "cy", repositoryId: fork.id } } });
    expect(await findOpenPullRequest(repository, "cy:fix", "main")).toMatchObject({ value: { title: "Cy" } });
    expect(await findOpenPullRequest(repository, "cy:none", "main")).toEqual({ ok: true, value: null });
    expect(
      await openPullRequest(repository, { ...wanted, head: { owner: "cy", branch: "none" } }),
    ).toMatchObject({
      problem: { code: "github.refused", at: "github:422" },
    });
    await forge.remove(fork);
    expect(await readPullRequest(repository, 1)).toMatchObject({
      value: { state: "closed", head: { branch: "fix", repositoryId: null, owner: null } },
    });
    for (let i = 0; i < 3; i++) await propose(`p${i}`, `one\ntwo ${i}\nthree\n`);
    // A page of two in place of the hundred asked for, as GitHub may do.
    const all = await repository.readAll("GET /repos/{owner}/{repo}/pulls", { per_page: 2 }, (page) =>
      page.map((each) => each.number),
    );
    expect(all).toEqual({ ok: true, value: [4, 3, 2] });
    expect(await listPullRequests(repository, "all", 3)).toMatchObject({ value: { length: 3 } });
  }),
);

it(
  "what changed since is found without reading the rest, whether or not anybody told",
  onForge(async ({ forge, repository, propose, later }) => {
    const numbers: number[] = [];
    for (let i = 0; i < 3; i++) {
      numbers.push(await propose(`p${i}`, `one\ntwo ${i}\nthree\n`));
      later(60);
    }
    await changePullRequest(repository, numbers[0] ?? 0, { state: "closed" });
    const since = (time: string) => listChangedPullRequests(repository, `2026-03-01T${time}Z`);
    const found = await since("10:02:00");
    expect(found.ok && found.value.map((each) => [each.number, each.state])).toEqual([
      [1, "closed"],
      [3, "open"],
    ]);
    expect(await since("10:30:00")).toEqual({ ok: true, value: [] });
    expect(forge.problems()).toEqual([]);
  }),
);

it(
  "words and state are changed once, also when the reply is lost",
  onForge(async ({ forge, repository, propose, writes }) => {
    const number = await propose("fix");
    const before = writes().length;
    forge.faults.add("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", faults.dropAfter());
    expect(await changePullRequest(repository, number, { title: "Better", state: "closed" })).toMatchObject({
      value: { title: "Better", state: "closed" },
    });
    forge.faults.add("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", faults.dropBefore());
    expect(await changePullRequest(repository, number, { title: "Best" })).toMatchObject({
      problem: { code: "github.uncertain" },
    });
    expect(writes()).toHaveLength(before + 2);
  }),
);

it(
  "a merge takes effect once whatever becomes of its reply",
  onForge(async ({ forge, book, repository, propose }) => {
    for (const lost of [faults.dropAfter(), faults.serverError(504, "after")]) {
      const number = await propose(`fix-${lost.kind}`, `${lost.kind}\ntwo\nthree\n`);
      const pull = await readPullRequest(repository, number);
      if (!pull.ok) throw new Error(pull.problem.message);
      forge.faults.add(merge, lost);
      const landed = await mergePullRequest(repository, number, {
        method: "squash",
        head: pull.value.head.commit,
      });
      expect(landed).toEqual({ ok: true, value: { commit: await forge.head(book) } });
      expect(await readPullRequest(repository, number)).toMatchObject({ value: { state: "merged" } });
    }
  }),
);

it(
  "a merge is refused with GitHub's reason when the head or the base moved, or nothing fits",
  onForge(async ({ forge, book, repository, propose, writes }) => {
    const number = await propose("fix");
    const head = (await forge.head(book, "fix")) ?? "";
    const wish = { method: "merge", head } as const;
    forge.faults.add(merge, faults.baseModified());
    expect(await mergePullRequest(repository, number, wish)).toMatchObject({
      problem: {
        code: "github.conflict",
        at: "github:405",
        message: expect.stringContaining("Base branch was modified"),
      },
    });
    await forge.commit(book, { "b.qmd": "b\n" }, { branch: "fix", by: "bo" });
    expect(await mergePullRequest(repository, number, wish)).toMatchObject({
      problem: { code: "github.conflict", at: "github:409" },
    });
    await forge.commit(book, { "a.qmd": "one\nother\nthree\n" });
    const moved = { method: "merge", head: (await forge.head(book, "fix")) ?? "" } as const;
    expect(await mergePullRequest(repository, number, moved)).toMatchObject({
      problem: {
        code: "github.conflict",
        at: "github:405",
        message: expect.stringContaining("not mergeable"),
      },
    });
    expect(writes().filter((each) => each.endsWith("/merge"))).toHaveLength(3);
  }),
);

it(
  "a merge in the background is asked for twice and happens once",
  onForge(async ({ forge, book, repository, propose }) => {
    const number = await propose("fix");
    const wish = { method: "rebase", head: (await forge.head(book, "fix")) ?? "" } as const;
    forge.faults.add("PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge-async", faults.dropAfter());
    expect(await startMerge(repository, number, wish)).toMatchObject({
      problem: { code: "github.uncertain" },
    });
    const [request] = forge.records.merges.values();
    if (!request) throw new Error("There is no merge");
    const { uuid } = request;
    expect(await startMerge(repository, number, wish)).toEqual({
      ok: true,
      value: { state: "pending", uuid },
    });
    expect(await readMerge(repository, number, uuid)).toEqual({
      ok: true,
      value: { state: "pending", uuid },
    });
    await forge.finishMerge(request);
    const merged = { ok: true, value: { state: "merged", commit: await forge.head(book) } };
    expect(await readMerge(repository, number, uuid)).toEqual(merged);
    expect(await startMerge(repository, number, wish)).toEqual(merged);
    expect(await readMerge(repository, number, "none")).toMatchObject({
      problem: { code: "github.not-found" },
    });
  }),
);

it(
  "a merge in the background may fail or wait in a queue",
  onForge(async ({ forge, book, repository, propose }) => {
    const number = await propose("fix");
    const wish = { method: "merge", head: (await forge.head(book, "fix")) ?? "" } as const;
    const start = async () => {
      await startMerge(repository, number, wish);
      const request = [...forge.records.merges.values()].at(-1);
      if (!request) throw new Error("There is no merge");
      return request;
    };
    const failing = await start();
    await forge.finishMerge(failing, { failed: "Merge conflict" });
    expect(await readMerge(repository, number, failing.uuid)).toEqual({
      ok: true,
      value: { state: "failed", words: "Merge conflict" },
    });
    const waiting = await start();
    await forge.finishMerge(waiting, "enqueued");
    expect(await readMerge(repository, number, waiting.uuid)).toEqual({
      ok: true,
      value: { state: "enqueued" },
    });
    await changePullRequest(repository, number, { state: "closed" });
    expect(await startMerge(repository, number, wish)).toEqual({
      ok: true,
      value: { state: "failed", words: "Pull request is closed." },
    });
  }),
);
