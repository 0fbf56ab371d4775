import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { appJwt } from "./app-jwt.ts";
import { asker } from "./ask.ts";
import { operations } from "./contract/operations.ts";
import { type App, type Forge, type Repository, startForge, startReceiver } from "./index.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

const clock = Date.parse("2026-03-01T10:00:00Z");
let forge: Forge;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let book: Repository;
let app: App;
let ada: ReturnType<typeof asker>;
let bo: ReturnType<typeof asker>;
let bot: ReturnType<typeof asker>;
let signed: ReturnType<typeof asker>;
const here = "/repos/ada/book";

beforeAll(async () => {
  forge = await startForge({ clock: () => clock });
  receiver = await startReceiver();
  book = await forge.addRepository("ada/book", {
    files: { "a.qmd": "one\ntwo\nthree\n", "b/c.qmd": "see\n" },
  });
  forge.addPerson("bo", { name: "Bo", email: "bo@example.org" });
  forge.allow(book, "bo", "write");
  app = forge.addApp({ owner: "ada", hookUrl: receiver.url });
  const installation = forge.install(app, "ada", [book]);
  forge.addHook(book, { url: `${receiver.url}/all` });
  ada = asker(forge, forge.addToken("ada"));
  bo = asker(forge, forge.addToken("bo"));
  signed = asker(forge, appJwt(app, clock / 1000));
  const issued = await signed("POST", `/app/installations/${installation.id}/access_tokens`, {});
  bot = asker(forge, String(issued.body.token));
});

afterAll(async () => {
  // Whatever was said in these tests, GitHub's description was held to.
  await forge.close();
  await receiver.close();
});

it("writes blobs, trees and commits, and moves branches forward only", async () => {
  const first = await forge.head(book);
  const blob = await bot("POST", `${here}/git/blobs`, { content: "see!\n" });
  expect(blob.status).toBe(201);
  const tree = await bot("POST", `${here}/git/trees`, {
    base_tree: first,
    tree: [
      { path: "b/c.qmd", mode: "100644", type: "blob", sha: blob.body.sha },
      { path: "new.qmd", mode: "100644", type: "blob", content: "new\n" },
      { path: "a.qmd", mode: "100644", type: "blob", sha: null },
    ],
  });
  expect(tree.status).toBe(201);
  const all = await bot("GET", `${here}/git/trees/${tree.body.sha}?recursive=1`);
  expect((all.body.tree as unknown as { path: string }[]).map((each) => each.path)).toEqual([
    "b",
    "b/c.qmd",
    "new.qmd",
  ]);
  const commit = await bot("POST", `${here}/git/commits`, {
    message: "Three files",
    tree: tree.body.sha,
    parents: [first],
    author: { name: "Bo", email: "bo@example.org", date: "2026-02-01T00:00:00Z" },
  });
  expect(commit).toMatchObject({ status: 201, body: { author: { date: "2026-02-01T00:00:00Z" } } });
  const made = await bot("POST", `${here}/git/refs`, { ref: "refs/heads/x/y", sha: commit.body.sha });
  expect(made).toMatchObject({ status: 201, body: { ref: "refs/heads/x/y" } });
  expect(await bot("POST", `${here}/git/refs`, { ref: "refs/heads/x/y", sha: first })).toMatchObject({
    status: 422,
    body: { message: "Reference already exists" },
  });
  expect(await bot("PATCH", `${here}/git/refs/heads/x/y`, { sha: first, force: false })).toMatchObject({
    status: 422,
    body: { message: "Update is not a fast forward" },
  });
  expect((await bot("PATCH", `${here}/git/refs/heads/x%2Fy`, { sha: first, force: true })).status).toBe(200);
  expect((await bot("GET", `${here}/git/ref/heads/x/y`)).body.object?.sha).toBe(first);
  expect((await bot("GET", `${here}/git/matching-refs/heads/x`)).body).toHaveLength(1);
  expect((await bot("GET", `${here}/git/commits/${commit.body.sha}`)).body.message).toBe("Three files");
  const read = await bot("GET", `${here}/git/blobs/${blob.body.sha}`);
  expect(Buffer.from(String(read.body.content), "base64").toString("utf8")).toBe("see!\n");
  expect((await bot("DELETE", `${here}/git/refs/heads/x/y`)).status).toBe(204);
  expect((await bot("GET", `${here}/git/ref/heads/x/y`)).status).toBe(404);
});

it("holds the rules of a branch against refs, merges and pushes", async () => {
  const main = await forge.head(book);
  await forge.commit(
    book,
    { "p.qmd": "p\n" },
    { branch: "rules", ...(main ? { from: main } : {}), by: "bo" },
  );
  forge.protect(book, "main", {
    requirePullRequest: true,
    requiredApprovals: 1,
    requiredChecks: ["Colophon"],
  });
  const head = await forge.head(book, "rules");
  expect(await ada("PATCH", `${here}/git/refs/heads/main`, { sha: head })).toMatchObject({
    status: 422,
    body: { message: expect.stringContaining("Repository rule violations found") },
  });
  expect((await ada("GET", `${here}/branches/main/protection`)).body).toMatchObject({
    required_status_checks: { contexts: ["Colophon"] },
  });
  expect((await ada("GET", `${here}/rules/branches/main`)).body).toHaveLength(4);
  expect((await ada("GET", `${here}/branches?protected=true`)).body).toHaveLength(1);
  expect((await ada("GET", `${here}/branches/main`)).body.protected).toBe(true);
  expect((await ada("GET", `${here}/branches/none`)).status).toBe(404);
  const pull = await bo("POST", `${here}/pulls`, { title: "P", head: "rules", base: "main" });
  const place = `${here}/pulls/${pull.body.number}`;
  expect(await bo("PUT", `${place}/merge`, {})).toMatchObject({
    status: 405,
    body: { message: expect.stringContaining("approving review is required") },
  });
  expect((await ada("POST", `${place}/reviews`, { event: "APPROVE" })).body.state).toBe("APPROVED");
  expect(await bo("PUT", `${place}/merge`, {})).toMatchObject({
    body: { message: 'Required status check "Colophon" is expected.' },
  });
  const run = await bot("POST", `${here}/check-runs`, {
    name: "Colophon",
    head_sha: head,
    status: "in_progress",
  });
  expect(run).toMatchObject({ status: 201, body: { status: "in_progress", conclusion: null } });
  const done = await bot("PATCH", `${here}/check-runs/${run.body.id}`, {
    conclusion: "success",
    output: { title: "Good", summary: "All links work." },
  });
  expect(done.body).toMatchObject({ status: "completed", output: { title: "Good" } });
  expect((await bot("GET", `${here}/check-runs/${run.body.id}`)).body.conclusion).toBe("success");
  expect((await bot("GET", `${here}/commits/rules/check-runs?check_name=Colophon`)).body.total_count).toBe(1);
  expect((await ada("POST", `${here}/check-runs`, { name: "X", head_sha: head })).status).toBe(403);
  await ada("GET", place);
  expect((await ada("GET", place)).body.mergeable_state).toBe("clean");
  expect((await bo("PUT", `${place}/merge`, { merge_method: "merge" })).status).toBe(200);
  forge.protect(book, "main", null);
  expect((await ada("GET", `${here}/branches/main/protection`)).status).toBe(404);
});

it("shows statuses, commits and comparisons", async () => {
  const head = await forge.head(book);
  for (const state of ["pending", "success"]) {
    const made = await bo("POST", `${here}/statuses/${head}`, { state, context: "lint", description: state });
    expect(made).toMatchObject({ status: 201, body: { state } });
  }
  expect((await bo("GET", `${here}/commits/main/status`)).body).toMatchObject({
    state: "success",
    total_count: 1,
  });
  expect((await bo("GET", `${here}/commits/main/statuses`)).body).toHaveLength(2);
  const commits = (await bo("GET", `${here}/commits?sha=main&per_page=2`)) as unknown as {
    body: { sha: string; parents: unknown[] }[];
    headers: Headers;
  };
  expect(commits.body).toHaveLength(2);
  expect(commits.headers.get("link")).toContain('rel="next"');
  expect((await bo("GET", `${here}/commits/${head}`)).body).toMatchObject({ sha: head, stats: { total: 1 } });
  expect((await bo("GET", `${here}/compare/${commits.body[1]?.sha}...main`)).body).toMatchObject({
    status: "ahead",
    behind_by: 0,
  });
  expect((await bo("GET", `${here}/compare/main...none`)).status).toBe(404);
});

it("takes pull requests from forks, changes, closes, reopens and updates them", async () => {
  forge.addPerson("cy");
  const cy = asker(forge, forge.addToken("cy"));
  const forked = await cy("POST", `${here}/forks`, {});
  expect(forked).toMatchObject({ status: 202, body: { fork: true, parent: { full_name: "ada/book" } } });
  const fork = [...forge.records.repositories.values()].find((each) => each.owner === "cy");
  if (!fork) throw new Error("There is no fork");
  await forge.commit(
    fork,
    { "a.qmd": "one\ntwo from cy\nthree\n" },
    { branch: "fix", ...from(await forge.head(fork)) },
  );
  const pull = await cy("POST", `${here}/pulls`, {
    title: "Cy",
    head: "cy:fix",
    base: "main",
    body: "Please",
  });
  expect(pull).toMatchObject({
    status: 201,
    body: { head: { label: "cy:fix" }, author_association: "NONE" },
  });
  expect(await cy("POST", `${here}/pulls`, { title: "Cy", head: "cy:fix", base: "main" })).toMatchObject({
    status: 422,
    body: { errors: [{ message: "A pull request already exists for cy:fix." }] },
  });
  const place = `${here}/pulls/${pull.body.number}`;
  expect((await cy("GET", `${place}/files`)).body).toMatchObject([
    { filename: "a.qmd", status: "modified", changes: 2 },
  ]);
  expect((await cy("GET", `${place}/commits`)).body).toHaveLength(1);
  expect((await cy("GET", `${here}/pulls?head=cy:fix`)).body).toHaveLength(1);
  expect(
    (await cy("GET", `${here}/pulls?state=all&sort=updated&direction=asc&per_page=1`)).headers.get("link"),
  ).toContain('rel="last"');
  expect((await cy("GET", `${here}/compare/main...cy:fix`)).body.ahead_by).toBe(1);
  expect((await cy("PATCH", place, { title: "Cy's", body: "Pretty please" })).body.title).toBe("Cy's");
  expect((await cy("PATCH", place, { state: "closed" })).body.state).toBe("closed");
  expect((await cy("PUT", `${place}/merge`, {})).status).toBe(403);
  expect((await cy("PATCH", place, { state: "open" })).body.state).toBe("open");
  await forge.commit(book, { "d.qmd": "d\n" });
  expect((await ada("PUT", `${place}/update-branch`, { expected_head_sha: "0".repeat(40) })).status).toBe(
    422,
  );
  expect((await ada("PUT", `${place}/update-branch`, {})).status).toBe(202);
  expect((await ada("PUT", `${place}/update-branch`, {})).status).toBe(422);
  await forge.commit(book, { "a.qmd": "one\ntwo from ada\nthree\n" });
  await ada("GET", place);
  expect((await ada("GET", place)).body).toMatchObject({ mergeable: false, mergeable_state: "dirty" });
  expect(await ada("PUT", `${place}/merge`, {})).toMatchObject({
    status: 405,
    body: { message: "Pull Request is not mergeable" },
  });
  await forge.forcePush(fork, "fix", null, "cy");
  expect((await ada("GET", place)).body.state).toBe("closed");
  await forge.remove(fork);
  expect((await ada("GET", place)).body).toMatchObject({ head: { repo: null, ref: "fix" } });
  expect((await ada("PATCH", place, { state: "open" })).status).toBe(422);
});

const from = (head: string | undefined) => (head === undefined ? {} : { from: head });

it("merges in the background, once", async () => {
  await forge.commit(book, { "e.qmd": "e\n" }, { branch: "e", ...from(await forge.head(book)), by: "bo" });
  const pull = await bo("POST", `${here}/pulls`, { title: "E", head: "e", base: "main" });
  const place = `${here}/pulls/${pull.body.number}`;
  expect((await bo("GET", `${place}/merge`)).status).toBe(404);
  const asked = await bo("PUT", `${place}/merge-async`, { merge_method: "rebase" });
  expect(asked).toMatchObject({
    status: 202,
    body: { status: "pending", details: { merge_method: "rebase" } },
  });
  const uuid = String(asked.body.details?.uuid);
  expect(await bo("PUT", `${place}/merge-async`, {})).toMatchObject({
    status: 409,
    body: { details: { uuid } },
  });
  const request = forge.records.merges.get(uuid);
  if (!request) throw new Error("There is no merge");
  await forge.finishMerge(request);
  const done = await bo("GET", `${place}/merge-async/${uuid}`);
  expect(done.body).toMatchObject({ status: "merged", details: { sha: await forge.head(book) } });
  expect((await bo("GET", `${place}/merge`)).status).toBe(204);
  expect(await bo("PUT", `${place}/merge-async`, {})).toMatchObject({
    status: 200,
    body: { status: "merged" },
  });
});

it("keeps reviews and comments, and says when a comment's line is gone", async () => {
  const base = await forge.head(book);
  await forge.commit(book, { "a.qmd": "one\nTWO\nthree\n" }, { branch: "r", ...from(base), by: "bo" });
  const pull = await bo("POST", `${here}/pulls`, { title: "R", head: "r", base: "main" });
  const place = `${here}/pulls/${pull.body.number}`;
  const head = pull.body.head?.sha;
  expect((await bo("POST", `${place}/reviews`, { event: "APPROVE" })).status).toBe(422);
  const pending = await ada("POST", `${place}/reviews`, {
    body: "Nearly",
    comments: [{ path: "a.qmd", line: 2, side: "RIGHT", body: "Why capitals?" }],
  });
  expect(pending.body).toMatchObject({ state: "PENDING" });
  expect((await bo("GET", `${place}/reviews`)).body).toHaveLength(0);
  const review = `${place}/reviews/${pending.body.id}`;
  expect((await ada("PUT", review, { body: "Very nearly" })).body.body).toBe("Very nearly");
  expect((await ada("POST", `${review}/events`, { event: "REQUEST_CHANGES" })).body.state).toBe(
    "CHANGES_REQUESTED",
  );
  expect((await bo("GET", review)).body.state).toBe("CHANGES_REQUESTED");
  expect((await bo("GET", `${review}/comments`)).body).toMatchObject([{ path: "a.qmd", position: 3 }]);
  const [comment] = (await bo("GET", `${place}/comments`)).body as unknown as { id: number; line: number }[];
  expect(comment?.line).toBe(2);
  const answer = await bo("POST", `${place}/comments/${comment?.id}/replies`, { body: "For emphasis." });
  expect(answer).toMatchObject({ status: 201, body: { in_reply_to_id: comment?.id } });
  const lonely = { path: "a.qmd", line: 2, body: "Here", commit_id: head };
  const more = await ada("POST", `${place}/comments`, lonely);
  expect(more.status).toBe(201);
  expect(await ada("POST", `${place}/comments`, { ...lonely, line: 90 })).toMatchObject({ status: 422 });
  const own = `${here}/pulls/comments/${more.body.id}`;
  expect((await ada("PATCH", own, { body: "There" })).body.body).toBe("There");
  expect((await bo("PATCH", own, { body: "Mine" })).status).toBe(403);
  await forge.commit(book, { "a.qmd": "zero\none\nTWO\nthree\n" }, { branch: "r", by: "bo" });
  expect((await ada("GET", own)).body.line).toBe(3);
  await forge.commit(book, { "a.qmd": "zero\none\ntwo\nthree\n" }, { branch: "r", by: "bo" });
  expect((await ada("GET", own)).body).not.toHaveProperty("line");
  expect((await ada("DELETE", own)).status).toBe(204);
  expect((await ada("PUT", `${review}/dismissals`, { message: "Done" })).body.state).toBe("DISMISSED");
  const draft = await ada("POST", `${place}/reviews`, { body: "Never mind" });
  expect((await ada("DELETE", `${place}/reviews/${draft.body.id}`)).status).toBe(200);

  const talk = `${here}/issues/${pull.body.number}/comments`;
  const said = await bot("POST", talk, { body: "Hello" });
  expect(said.body).toMatchObject({ user: { type: "Bot" }, performed_via_github_app: { slug: "colophon" } });
  const mine = `${here}/issues/comments/${said.body.id}`;
  expect((await bot("PATCH", mine, { body: "Hello!" })).body.body).toBe("Hello!");
  expect((await bot("GET", mine)).body.body).toBe("Hello!");
  expect((await bot("GET", talk)).body).toHaveLength(1);
  expect((await bot("DELETE", mine)).status).toBe(204);
  expect((await bot("POST", talk, { body: "x".repeat(70_000) })).status).toBe(422);
});

it("knows people, what they may do, apps and their tokens", async () => {
  expect((await ada("GET", "/user")).body.login).toBe("ada");
  expect((await bot("GET", "/user")).status).toBe(403);
  const seen = (await bo("GET", "/user/repos")) as unknown as { body: { permissions?: { push: boolean } }[] };
  expect(seen.body.map(({ permissions }) => permissions?.push)).toEqual([true]);
  expect((await bo("GET", "/user/emails")).body).toMatchObject([{ email: "bo@example.org", primary: true }]);
  expect((await asker(forge, undefined)("GET", "/users/bo")).body.name).toBe("Bo");
  expect((await ada("GET", `${here}/collaborators/bo/permission`)).body).toMatchObject({
    permission: "write",
  });
  expect((await ada("GET", `${here}/collaborators/cy/permission`)).body).toMatchObject({ role_name: "read" });
  expect((await signed("GET", "/app")).body).toMatchObject({ slug: "colophon", installations_count: 1 });
  expect((await signed("GET", `${here}/installation`)).body).toMatchObject({ app_slug: "colophon" });
  const [installation] = (await signed("GET", "/app/installations")).body as unknown as { id: number }[];
  expect((await signed("GET", `/app/installations/${installation?.id}`)).body.repository_selection).toBe(
    "selected",
  );
  expect((await bot("GET", "/installation/repositories")).body.total_count).toBe(1);
  const less = await signed("POST", `/app/installations/${installation?.id}/access_tokens`, {
    repository_ids: [book.id],
    permissions: { contents: "read" },
  });
  expect(less.body).toMatchObject({ permissions: { contents: "read" }, repositories: [{ id: book.id }] });
  const weak = asker(forge, String(less.body.token));
  expect((await weak("POST", `${here}/git/blobs`, { content: "x" })).status).toBe(403);
  expect(await asker(forge, appJwt(app, clock / 1000 - 900))("GET", "/app")).toMatchObject({ status: 401 });
  const code = forge.addManifestCode(app);
  const made = await asker(forge, undefined)("POST", `/app-manifests/${code}/conversions`);
  expect(made).toMatchObject({
    status: 201,
    body: { pem: app.privateKey, webhook_secret: app.webhookSecret },
  });
  expect((await asker(forge, undefined)("POST", `/app-manifests/${code}/conversions`)).status).toBe(404);
  expect((await bot("GET", "/rate_limit")).body.resources?.core?.limit).toBe(5000);
});

it("sets up webhooks, lists what was delivered, and delivers again", async () => {
  const made = await ada("POST", `${here}/hooks`, {
    name: "web",
    config: { url: `${receiver.url}/hooks`, content_type: "json", secret: "one" },
    events: ["push"],
  });
  expect(made).toMatchObject({ status: 201, body: { config: { secret: "********" } } });
  expect((await ada("POST", `${here}/hooks`, { config: { url: `${receiver.url}/hooks` } })).status).toBe(422);
  const hook = `${here}/hooks/${made.body.id}`;
  await ada("PATCH", hook, { active: true, add_events: ["pull_request"] });
  expect((await ada("GET", hook)).body.events).toEqual(["push", "pull_request"]);
  expect((await ada("GET", `${here}/hooks`)).body).toHaveLength(2);
  expect((await bo("GET", `${here}/hooks`)).status).toBe(404);
  expect((await ada("POST", `${hook}/pings`)).status).toBe(204);
  await forge.commit(book, { "f.qmd": "f\n" });
  await forge.deliveries.settled();
  const [last, before] = (await ada("GET", `${hook}/deliveries?per_page=2`)).body as unknown as {
    id: number;
    guid: string;
    event: string;
  }[];
  expect([last?.event, before?.event]).toEqual(["push", "ping"]);
  expect((await ada("GET", `${hook}/deliveries/${last?.id}`)).body.request?.payload).toMatchObject({
    ref: "refs/heads/main",
  });
  expect((await ada("POST", `${hook}/deliveries/${last?.id}/attempts`)).status).toBe(202);
  await forge.deliveries.settled();
  const [again] = (await ada("GET", `${hook}/deliveries`)).body as unknown as {
    guid: string;
    redelivery: boolean;
  }[];
  expect(again).toMatchObject({ guid: last?.guid, redelivery: true });
  expect((await ada("DELETE", hook)).status).toBe(204);

  const own = (await signed("GET", "/app/hook/deliveries?status=success&per_page=1")) as unknown as {
    body: { id: number }[];
    headers: Headers;
  };
  expect(own.headers.get("link")).toContain("cursor=");
  expect((await signed("GET", "/app/hook/config")).body).toMatchObject({ content_type: "json" });
  expect((await signed("GET", `/app/hook/deliveries/${own.body[0]?.id}`)).status).toBe(200);
  expect((await signed("POST", `/app/hook/deliveries/${own.body[0]?.id}/attempts`)).status).toBe(202);
});

it("follows a repository through its names and to its end", async () => {
  const notes = await forge.addRepository("ada/notes");
  const to = (name: string) => ada("PATCH", "/repos/ada/notes", { name });
  expect((await to("jottings")).body.full_name).toBe("ada/jottings");
  const moved = await ada("GET", "/repos/ada/notes/branches");
  expect(moved.status).toBe(301);
  expect(moved.headers.get("location")).toBe(`${forge.apiUrl}/repositories/${notes.id}/branches`);
  expect((await ada("POST", "/repos/ada/notes/hooks", {})).status).toBe(307);
  expect((await ada("GET", `/repositories/${notes.id}`)).body.full_name).toBe("ada/jottings");
  expect((await ada("PATCH", "/repos/ada/jottings", { archived: true })).body.archived).toBe(true);
  expect((await ada("POST", "/repos/ada/jottings/git/blobs", { content: "x" })).status).toBe(403);
  await ada("PATCH", "/repos/ada/jottings", { archived: false, private: true });
  expect((await bo("GET", "/repos/ada/jottings")).status).toBe(404);
  expect((await ada("POST", "/repos/ada/jottings/transfer", { new_owner: "bo" })).status).toBe(202);
  expect((await bo("GET", "/repos/bo/jottings")).status).toBe(200);
  expect((await bo("DELETE", "/repos/bo/jottings")).status).toBe(204);
  expect((await bo("GET", `/repositories/${notes.id}`)).status).toBe(404);
});

it("was asked everything that it can answer", () => {
  const asked = new Set(forge.requests.map((each) => each.route));
  expect(operations.filter((each) => !asked.has(each))).toEqual([]);
});
