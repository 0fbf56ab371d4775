import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createGitBook } from "#lib/adapters/git/index.ts";
import { faults } from "#test/support/forge/index.ts";
import { onForge } from "./book-on-forge.fixture.ts";
import { createGithubClient, createRepositoryClient, findRepository, openPullRequest } from "./index.ts";

const now = () => Date.parse("2026-03-01T10:00:00Z");
const wanted = { title: "Two", body: "", base: "main", head: { owner: "ada", branch: "fix" } };
const open = "POST /repos/{owner}/{repo}/pulls";
const refs = "GET /repos/{owner}/{repo}/branches";

it(
  "a change whose reply is lost is found by looking, and sent once",
  onForge(async ({ forge, book, repository, writes }) => {
    await forge.commit(book, { "a.qmd": "two\n" }, { branch: "fix" });
    for (const lost of [
      faults.dropAfter(),
      faults.serverError(502, "after"),
      faults.serverError(504, "after"),
    ]) {
      forge.faults.add(open, lost);
      const opened = await openPullRequest(repository, wanted);
      expect(opened).toMatchObject({ ok: true, value: { state: "open" } });
      if (opened.ok) await forge.closePull(book, opened.value.number);
    }
    expect(writes()).toHaveLength(3);
  }),
);

it(
  "a change that did not arrive stays uncertain, and is not repeated behind anybody's back",
  onForge(async ({ forge, book, repository, writes }) => {
    await forge.commit(book, { "a.qmd": "two\n" }, { branch: "fix" });
    for (const lost of [faults.dropBefore(), faults.serverError(502), faults.serverError(503)]) {
      forge.faults.add(open, lost);
      expect(await openPullRequest(repository, wanted)).toMatchObject({
        problem: { code: "github.uncertain" },
      });
    }
    expect(writes()).toHaveLength(3);
    expect(await openPullRequest(repository, wanted)).toMatchObject({ ok: true, value: { number: 1 } });
  }),
);

it(
  "405, 409, 422 and 429 are never repeated",
  onForge(async ({ forge, repository, writes, later }) => {
    for (const status of [405, 409, 422, 429]) {
      forge.faults.add(open, { kind: "answer", status, body: { message: "No" } });
      expect((await openPullRequest(repository, wanted)).ok).toBe(false);
      later(3700);
    }
    expect(writes()).toHaveLength(4);
  }),
);

it(
  "a reading is repeated until it works, and given up in the end",
  onForge(async ({ forge, repository }) => {
    forge.faults.add(refs, faults.serverError(502));
    forge.faults.add(refs, faults.dropBefore());
    expect(await repository.read(refs, {})).toMatchObject({ ok: true });
    forge.faults.add(refs, faults.serverError(500), { times: 3 });
    expect(await repository.read(refs, { protected: false })).toMatchObject({
      problem: { code: "github.unreachable", at: "github:500" },
    });
    expect(forge.faults.left()).toBe(0);
  }),
);

it(
  "an answer that breaks off is no empty answer",
  onForge(async ({ forge, repository, book, github }) => {
    await repository.describe();
    const never = new Promise(() => {});
    const impatient = createRepositoryClient(
      createGithubClient({
        apiUrl: forge.apiUrl,
        identity: { kind: "token", token: forge.addToken("ada") },
        now: () => 0,
        paced: false,
        retryMs: 1,
        timeoutMs: 150,
      }),
      book.id,
      () => 0,
    );
    forge.faults.add(refs, { kind: "slow-body", until: never }, { times: 3 });
    expect(await impatient.read(refs, {})).toMatchObject({ problem: { code: "github.unreachable" } });
    forge.faults.add(refs, { kind: "silence" }, { times: 3 });
    expect(await impatient.read(refs, {})).toMatchObject({ problem: { code: "github.unreachable" } });
    expect(github.silentUntil()).toBeNull();
  }),
);

it(
  "while GitHub asks for silence nothing is sent, by GitHub's clock",
  onForge(async ({ forge, repository, github, later, writes }) => {
    await repository.describe();
    const asked = () => forge.requests.length;
    for (const [limit, seconds] of [
      [faults.secondaryLimit(37), 37],
      [faults.tooManyRequests(90), 90],
      [faults.secondaryLimit(), 120],
      [faults.secondaryLimit(), 240],
    ] as const) {
      forge.faults.add(open, limit);
      const refused = await openPullRequest(repository, wanted);
      expect(refused).toMatchObject({ problem: { code: "github.limited" } });
      const before = asked();
      later(seconds - 1);
      expect(await repository.read(refs, {})).toMatchObject({ problem: { code: "github.limited" } });
      expect(asked()).toBe(before);
      later(2);
      expect(github.silentUntil()).toBeNull();
    }
    expect(writes()).toHaveLength(4);
  }),
);

it(
  "the hour's budget is known, kept to, and not spent on what is known already",
  onForge(async ({ forge, repository, github, later }) => {
    expect(github.budget()).toBeNull();
    const first = await repository.read(refs, {});
    const left = github.budget()?.remaining ?? 0;
    expect(await repository.read(refs, {})).toEqual(first);
    expect(forge.requests.at(-1)).toMatchObject({ status: 304 });
    expect(github.budget()).toMatchObject({ limit: 5000, remaining: left });
    const token = [...forge.records.tokens.values()].at(-1)?.value ?? "";
    forge.rates.set(token, 1, Date.parse("2026-03-01T10:20:00Z") / 1000);
    expect(await repository.read(refs, {})).toMatchObject({ ok: true });
    expect(await repository.read("GET /repos/{owner}/{repo}/hooks", {})).toMatchObject({ ok: false });
    expect(await repository.read(refs, {})).toMatchObject({
      problem: { code: "github.limited", message: expect.stringContaining("2026-03-01T10:20:00") },
    });
    later(1201);
    expect(await repository.read(refs, {})).toMatchObject({ ok: true });
  }),
);

it(
  "a token that dies is renewed once; a change is looked up before it is sent again",
  onForge(async ({ forge, book, repository, writes }) => {
    await forge.commit(book, { "a.qmd": "two\n" }, { branch: "fix" });
    await repository.describe();
    const expireAll = () => {
      for (const token of forge.records.tokens.keys()) forge.expireToken(token);
    };
    expireAll();
    expect(await repository.read(refs, {})).toMatchObject({ ok: true });
    expireAll();
    expect(await openPullRequest(repository, wanted)).toMatchObject({ ok: true });
    expect(writes()).toHaveLength(2);
    expect(forge.requests.filter((each) => each.route === "GET /repos/{owner}/{repo}/pulls")).toHaveLength(1);
    forge.faults.add(refs, faults.badCredentials(), { times: 2 });
    expect(await repository.read(refs, {})).toMatchObject({ problem: { code: "github.credentials" } });
  }),
);

it(
  "an app that was suspended or removed is told so",
  onForge(async ({ forge, repository, installation }) => {
    forge.suspend(installation);
    expect(await repository.describe()).toMatchObject({ problem: { code: "github.credentials" } });
    forge.uninstall(installation);
    expect(await repository.describe()).toMatchObject({
      problem: { code: "github.credentials", at: "github:404" },
    });
  }),
);

it(
  "a change is never redirected: the repository is looked up by its number, under its new name and owner",
  onForge(async ({ forge, book, repository, github }) => {
    await forge.commit(book, { "a.qmd": "two\n" }, { branch: "fix" });
    await repository.describe();
    forge.rename(book, "textbook");
    expect(await openPullRequest(repository, wanted)).toMatchObject({ ok: true, value: { number: 1 } });
    const tried = forge.requests.filter((each) => each.method === "POST" && each.path.endsWith("/pulls"));
    expect(tried.map((each) => [each.path, each.status])).toEqual([
      ["/repos/ada/book/pulls", 307],
      ["/repos/ada/textbook/pulls", 201],
    ]);
    expect(await findRepository(github, "ada", "book")).toMatchObject({
      ok: true,
      value: { name: "textbook" },
    });
  }),
);

it(
  "a name that was given up leads nobody to another repository for longer than a minute",
  onForge(async ({ forge, book, repository, later }) => {
    await repository.describe();
    forge.rename(book, "textbook");
    await forge.addRepository("ada/book", { files: { "other.md": "Another.\n" } });
    later(61);
    await forge.commit(book, { "a.qmd": "two\n" }, { branch: "fix" });
    expect(await openPullRequest(repository, wanted)).toMatchObject({
      ok: true,
      value: { pageUrl: expect.stringContaining("/ada/textbook/pull/1") },
    });
  }),
);

it(
  "what an app may not do says what it needs, and no message holds a secret",
  onForge(async ({ forge, book, repository, installation, app }) => {
    forge.permit(installation, { metadata: "read", contents: "read" });
    await forge.commit(book, { "a.qmd": "two\n" }, { branch: "fix" });
    const refused = await openPullRequest(repository, wanted);
    expect(refused).toMatchObject({
      problem: {
        code: "github.permission-missing",
        message: expect.stringContaining("pull_requests: write"),
      },
    });
    const token = [...forge.records.tokens.keys()].at(-1) ?? "none";
    forge.faults.add(open, { kind: "answer", status: 422, body: { message: `Bad ${token}\u0007 here` } });
    const echoed = await openPullRequest(repository, wanted);
    expect(echoed).toMatchObject({ problem: { message: expect.stringContaining("Bad … here") } });
    expect(JSON.stringify([refused, echoed])).not.toContain(app.privateKey.slice(40, 80));
  }),
);

it(
  "git signs in with what the client has, and publishes",
  onForge(async ({ forge, book, github }) => {
    const credentials = await github.gitCredentials();
    if (!credentials.ok) throw new Error(credentials.problem.message);
    const folder = await mkdtemp(join(tmpdir(), "colophon-mirror-"));
    const opened = createGitBook({
      mirrorDir: join(folder, "mirror"),
      remote: forge.gitUrl(book),
      branch: "main",
      credentials: credentials.value,
    });
    if (!opened.ok) throw new Error(opened.problem.message);
    const git = opened.value;
    const fetched = await git.repository.fetch();
    if (!fetched.ok) throw new Error(fetched.problem.message);
    const bo = { name: "Bo", email: "bo@example.org", date: "2026-02-01T00:00:00Z" };
    const change = {
      base: fetched.value.head,
      changes: [{ path: "a.qmd", content: "one\ntwo\nthree!\n" }],
      author: bo,
      committer: bo,
      message: "Fix",
    };
    forge.protect(book, "main", { requirePullRequest: true });
    expect(await git.press.publish(change)).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining("GH006") },
    });
    forge.protect(book, "main", null);
    forge.faults.add("git push", faults.serverError(504, "after"));
    expect(await git.press.publish(change)).toMatchObject({ ok: true, value: { alreadyThere: true } });
    expect(await forge.read(book, "a.qmd")).toBe("one\ntwo\nthree!");
    await rm(folder, { recursive: true });
  }),
);

it(
  "an answer larger than allowed is refused, and a client with GitHub's pace works",
  onForge(async ({ forge, book }) => {
    const identity = { kind: "token", token: forge.addToken("ada") } as const;
    const options = { apiUrl: forge.apiUrl, identity, now: () => 0, retryMs: 1 };
    const small = createGithubClient({ ...options, maxBytes: 100 });
    expect(await findRepository(small, "ada", "book")).toMatchObject({
      problem: { code: "github.unreachable" },
    });
    const paced = createRepositoryClient(createGithubClient(options), book.id, () => 0);
    await forge.commit(book, { "a.qmd": "two\n" }, { branch: "fix" });
    expect(await openPullRequest(paced, wanted)).toMatchObject({ ok: true });
  }),
);

it(
  "github.com and an Enterprise server are the same but for the address",
  onForge(async ({ forge, app, installation, book }) => {
    const github = createGithubClient({
      apiUrl: forge.url,
      identity: { kind: "app", appId: app.id, privateKey: app.privateKey, installationId: installation.id },
      now,
      paced: false,
    });
    expect(await findRepository(github, "ada", "book")).toMatchObject({ ok: true, value: { id: book.id } });
  }),
);

it(
  "an address where nothing answers is unreachable",
  onForge(async ({ forge }) => {
    const github = createGithubClient({
      apiUrl: `${forge.url}/elsewhere`,
      identity: { kind: "token", token: "x" },
      now: () => 0,
      paced: false,
      retryMs: 1,
    });
    expect(await findRepository(github, "ada", "book")).toMatchObject({
      problem: { code: "github.not-found" },
    });
    forge.takeProblems();
    const nobody = createGithubClient({
      apiUrl: "http://127.0.0.1:9",
      identity: { kind: "token", token: "x" },
      now: () => 0,
      paced: false,
      retryMs: 1,
    });
    expect(await findRepository(nobody, "ada", "book")).toMatchObject({
      problem: { code: "github.unreachable" },
    });
  }),
);
