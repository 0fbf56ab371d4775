import { createEmulator, type Emulator } from "emulate";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  addComment,
  addLineComment,
  changePullRequest,
  createAppApi,
  createGithubClient,
  createRepositoryClient,
  editComment,
  findRepository,
  type GithubClient,
  listComments,
  listPullRequests,
  listReviews,
  mergePullRequest,
  openPullRequest,
  readPullRequest,
  readRole,
  removeComment,
  reportCheck,
  submitReview,
} from "./index.ts";

/**
 * Somebody else's GitHub: what our forge and our client agree on must not be a mistake of both. Its limits: no Git, no
 * background merges, no rules of branches, two pull requests for the same branches, and a merge puts the head's tree in
 * place of the base's.
 */
let emulator: Emulator;
const identities = ["token", "app"] as const;
const now = Date.now;
const permissions = {
  contents: "write",
  pull_requests: "write",
  checks: "write",
  issues: "write",
  metadata: "read",
};

beforeAll(async () => {
  emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens: {
        ada: { login: "ada", scopes: ["repo"] },
        bo: { login: "bo", scopes: ["repo"] },
      },
      github: {
        users: [{ login: "ada" }, { login: "bo" }],
        repos: identities.map((name) => ({ owner: "ada", name, auto_init: true })),
        apps: [
          {
            app_id: 7,
            slug: "colophon",
            name: "Colophon",
            permissions,
            events: ["push"],
            installations: [{ installation_id: 70, account: "ada", repository_selection: "all" }],
          },
        ],
      },
    },
  });
});

afterAll(() => emulator.close());

const key = () => ({ appId: 7, privateKey: emulator.generatedSecrets[0]?.value ?? "" });

function clientOf(kind: (typeof identities)[number]): GithubClient {
  const identity =
    kind === "token" ? ({ kind, token: "ada" } as const) : ({ kind, ...key(), installationId: 70 } as const);
  return createGithubClient({ apiUrl: emulator.url, identity, now, paced: false, retryMs: 1 });
}

it.each(identities)("a proposal goes its whole way, signed in with a %s", async (kind) => {
  const github = clientOf(kind);
  const found = await findRepository(github, "ada", kind);
  if (!found.ok) throw new Error(found.problem.message);
  const repository = createRepositoryClient(github, found.value.id, now);
  expect(await repository.describe()).toEqual(found);
  expect(await readRole(repository, "ada")).toEqual({ ok: true, value: "admin" });

  const main = await repository.read("GET /repos/{owner}/{repo}/git/ref/{ref}", { ref: "heads/main" });
  if (!main.ok) throw new Error(main.problem.message);
  const base = main.value.object.sha;
  const before = await repository.read("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", {
    commit_sha: base,
  });
  if (!before.ok) throw new Error(before.problem.message);
  const tree = await repository.write("POST /repos/{owner}/{repo}/git/trees", {
    base_tree: before.value.tree.sha,
    tree: [{ path: "a.qmd", mode: "100644", type: "blob", content: "one\ntwo\n" }],
  });
  if (!tree.ok) throw new Error(tree.problem.message);
  const commit = await repository.write("POST /repos/{owner}/{repo}/git/commits", {
    message: "Add a chapter",
    tree: tree.value.sha,
    parents: [base],
  });
  if (!commit.ok) throw new Error(commit.problem.message);
  const head = commit.value.sha;
  const ref = "refs/heads/colophon/proposal-7";
  expect(await repository.write("POST /repos/{owner}/{repo}/git/refs", { ref, sha: head })).toMatchObject({
    ok: true,
  });

  const wanted = {
    title: "Add a chapter",
    body: "Please",
    base: "main",
    head: { owner: "ada", branch: "colophon/proposal-7" },
  };
  const opened = await openPullRequest(repository, wanted);
  expect(opened).toMatchObject({
    ok: true,
    value: { state: "open", head: { commit: head }, base: { branch: "main" } },
  });
  if (!opened.ok) return;
  const { number } = opened.value;
  expect(await listPullRequests(repository, "open")).toMatchObject({ value: [{ number }] });
  expect(await changePullRequest(repository, number, { title: "A chapter" })).toMatchObject({
    value: { title: "A chapter" },
  });

  const said = await addComment(repository, number, { key: "k", body: "Hello" });
  if (!said.ok) throw new Error(said.problem.message);
  expect(await editComment(repository, said.value.id, "Hello!")).toMatchObject({ value: { body: "Hello!" } });
  expect(await listComments(repository, number)).toMatchObject({ value: [{ body: "Hello!" }] });
  expect(await removeComment(repository, said.value.id)).toMatchObject({ ok: true });
  const line = { key: "l", body: "Why?", path: "a.qmd", line: 1, side: "new", commit: head } as const;
  expect(await addLineComment(repository, number, line)).toMatchObject({
    ok: true,
    value: { path: "a.qmd", line: 1 },
  });
  const review = { key: "r", verdict: "commented", body: "Fine", commit: head } as const;
  expect(await submitReview(repository, number, review)).toMatchObject({
    ok: true,
    value: { verdict: "commented" },
  });
  expect((await listReviews(repository, number)).ok).toBe(true);
  if (kind === "app") {
    const report = {
      name: "Colophon",
      commit: head,
      externalId: "7",
      detailsUrl: "https://book.example.org/7",
    };
    const done = { ...report, conclusion: "success", title: "Good", summary: "All well." } as const;
    expect(await reportCheck(repository, done)).toMatchObject({ ok: true, value: { conclusion: "success" } });
  }

  // GitHub documents 409 where this one says 422; refused it is by both.
  expect(await mergePullRequest(repository, number, { method: "merge", head: base })).toMatchObject({
    ok: false,
  });
  const merged = await mergePullRequest(repository, number, { method: "merge", head });
  expect(merged).toMatchObject({ ok: true });
  expect(await readPullRequest(repository, number)).toMatchObject({ value: { state: "merged" } });
});

it("an app finds its installation", async () => {
  const app = createAppApi(key(), { apiUrl: emulator.url, now });
  expect(await app.findInstallation("ada", "app")).toMatchObject({ value: { id: 70, account: "ada" } });
  expect(await app.listInstallations()).toMatchObject({ value: [{ id: 70, suspended: false }] });
});
