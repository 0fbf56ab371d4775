import { mkdir, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createConnections, createHostWaiting, createJobs, openDatabase } from "#lib/adapters/db/index.ts";
import { bookId, readEnvironment, withConnection } from "#lib/adapters/env/index.ts";
import { createGitBook } from "#lib/adapters/git/index.ts";
import { createAppApi, createHostDoor, createHostTrial, readHostBudget } from "#lib/adapters/github/index.ts";
import { prepareJobs } from "#lib/adapters/jobs/index.ts";
import { createVault } from "#lib/adapters/vault/index.ts";
import { needs } from "#lib/core/connection/index.ts";
import type { Actor } from "#lib/core/policy/index.ts";
import { type CheckPorts, checkConnection } from "#lib/features/check-connection.ts";
import { lookAtBook, takeBook } from "#lib/features/choose-book.ts";
import { findRepositories } from "#lib/features/find-repositories.ts";
import { forgetAccess, giveToken } from "#lib/features/give-access.ts";
import { takeApp, takeInstallation, wishForApp } from "#lib/features/make-app.ts";
import type { GivenSettings } from "#lib/features/ports/index.ts";
import { readBudget } from "#lib/features/read-budget.ts";
import { readSetup } from "#lib/features/read-setup.ts";
import { openAccount, openGithub } from "#lib/installation.ts";
import { lookForBook } from "#lib/search.ts";
import { freshDatabase, temporaryFolder } from "#test/harness/index.ts";
import {
  type App,
  type Forge,
  type Permissions,
  type Repository,
  startForge,
  startReceiver,
} from "#test/support/forge/index.ts";
import { must, refusal } from "./small-book.ts";

const authSecret = "a secret of at least thirty-two characters";
const admin: Actor = { id: "1", name: "Anton", role: "admin" };
const allGiven = Object.fromEntries(
  needs.map(({ permission, access }) => [permission, access]),
) as Permissions;

/** Setting up, with everything real but the pages: the database, GitHub over HTTP, and git. */
let forge: Forge;
let book: Repository;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: ReturnType<typeof openDatabase>;
let folder = "";
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let given: GivenSettings;

beforeAll(async () => {
  [forge, database, folder] = [await startForge(), await freshDatabase(), await temporaryFolder("setup")];
  receiver = await startReceiver();
  db = openDatabase(database.url, 2);
  forge.addPerson("ada", { name: "Ada" });
  book = await forge.addRepository("ada/book", {
    files: {
      "_quarto.yml": "project:\n  type: book\nbook:\n  title: Measuring\n  chapters: [index.qmd, one.qmd]\n",
      "index.qmd": "# Preface\n",
      "one.qmd": "# One\n",
      "other/SUMMARY.md": "# Summary\n\n- [Two](two.md)\n",
      "other/two.md": "# Two\n",
    },
  });
  await forge.commit(book, { "index.qmd": "# Draft\n" }, { branch: "next" });
  await forge.addRepository("ada/notes");
  given = {
    book: null,
    access: null,
    signIn: null,
    webhook: null,
    publicUrl: receiver.url.replace(/\/$/u, ""),
    serverUrl: forge.url,
    hears: true,
  };
});
afterAll(async () => {
  await db?.$disconnect();
  await database?.drop();
  await forge?.close();
  await receiver?.close();
});
beforeEach(async () => {
  await db.connection.deleteMany();
});

const base = () =>
  must(
    readEnvironment({
      AUTH_SECRET: authSecret,
      DATABASE_URL: database.url,
      COLOPHON_DATA_DIR: folder,
      GITHUB_SERVER_URL: forge.url,
      GITHUB_API_URL: forge.apiUrl,
    }),
  );
const connections = (secret = authSecret) => createConnections(db, createVault(secret, "connection"));
const now = () => Date.now();
let count = 0;

/** What the web process has at hand, read anew as it is after a change. */
async function atHand() {
  const env = withConnection(base(), await connections().read());
  const access = env.github.app ? ("app" as const) : env.github.token ? ("token" as const) : null;
  const jobs: { name: string; payload: Record<string, unknown> }[] = [];
  return {
    env,
    connections: connections(),
    door: createHostDoor(forge.apiUrl, openAccount(env, { paced: false }), now),
    given: { ...given, access: access && { kind: access, by: "stored" as const } },
    ids: { next: () => `id-${++count}`, secret: () => `secret-${++count}` },
    clock: { now: () => new Date("2026-05-01T10:00:00Z") },
    mirrorOf: (remote: string, branch: string | null) => bookId({ remote, branch: branch ?? undefined }),
    bookId: ({
      remote,
      branch,
      manifest,
    }: {
      remote: string;
      branch: string | null;
      manifest: string | null;
    }) => bookId({ remote, branch: branch ?? undefined, manifest: manifest ?? undefined }),
    fromHere: false,
    queued: jobs,
    jobs: {
      add: async (name: string, payload: Record<string, unknown>) => void jobs.push({ name, payload }),
    },
  };
}

/** The checks that are not good, by their id. */
async function tried(branch: string | null = "main"): Promise<Record<string, string>> {
  const { env, ...ports } = await atHand();
  const remote = forge.gitUrl(book);
  const github = openGithub({ ...env, book: { ...env.book, remote } }, { paced: false });
  const { app } = env.github;
  const git = must(
    createGitBook({
      mirrorDir: `${folder}/check.git`,
      remote,
      credentials: async () => {
        const signedIn = await github?.client.gitCredentials();
        return signedIn?.ok ? signedIn.value : null;
      },
    }),
  );
  const trial: CheckPorts["trial"] =
    github &&
    createHostTrial(
      github.client,
      github,
      app ? createAppApi(app, { apiUrl: forge.apiUrl, now }) : null,
      now,
    );
  const checked = must(
    await checkConnection(
      { ...ports, book: { remote, branch }, trial, fetchable: () => git.repository.branches() },
      admin,
    ),
  );
  git.close();
  expect((await connections().read()).checked).toEqual(checked);
  return Object.fromEntries(
    checked.checks.filter(({ state }) => state === "bad").map(({ id, words }) => [id, words]),
  );
}

/** An app, made and taken over as the page does it. */
async function makeApp(): Promise<App> {
  const app = forge.addApp({
    owner: "ada",
    permissions: allGiven,
    hookUrl: `${given.publicUrl}/api/hooks/github`,
  });
  const ports = await atHand();
  const wish = must(await wishForApp(ports, admin, { name: "Colophon", organisation: "" }));
  const { state } = wish;
  must(await takeApp(ports, admin, { code: forge.addManifestCode(app), state, expected: state }));
  return app;
}

describe("an app", () => {
  it("is taken once, with the word this browser was given, and then installed", async () => {
    const app = forge.addApp({ owner: "ada", permissions: allGiven });
    const code = forge.addManifestCode(app);
    const ports = await atHand();
    const other = { code, state: "of somebody else", expected: "mine" };
    expect(refusal(await takeApp(ports, admin, other))).toBe("input.invalid");
    expect(refusal(await takeApp(ports, admin, { code, state: "", expected: null }))).toBe("input.invalid");
    const taken = await takeApp(ports, admin, { code, state: "mine", expected: "mine" });
    expect(must(taken).installAt).toBe(`${forge.url}/apps/${app.slug}/installations/new`);
    expect(refusal(await takeApp(ports, admin, { code, state: "mine", expected: "mine" }))).toBe(
      "github.not-found",
    );

    expect(must(await takeInstallation(ports, admin, null))).toBeNull();
    const installation = forge.install(app, "ada", [book]);
    // An installation that an address names and the app does not have is not taken.
    expect(must(await takeInstallation(ports, admin, 99))).toEqual({ account: "ada" });
    const { env, door, given: nowGiven } = await atHand();
    expect(env.github.app?.installationId).toBe(installation.id);
    expect(env.github.signIn).toEqual({ clientId: app.clientId, clientSecret: app.clientSecret });
    expect(env.github.webhook?.secret).toBe(app.webhookSecret);
    expect(must(await findRepositories({ door, given: nowGiven }, admin)).map(({ name }) => name)).toEqual([
      "ada/book",
    ]);
  });

  it("is tried permission by permission, each with what to change", async () => {
    const app = await makeApp();
    const installation = forge.install(app, "ada", [book]);
    must(await takeInstallation(await atHand(), admin, installation.id));
    given = { ...given, webhook: "stored" };
    expect(await tried()).toEqual({});
    for (const { permission, name } of needs.filter((need) => need.permission !== "metadata")) {
      const { [permission]: _, ...others } = allGiven;
      forge.permit(installation, others);
      const wrong = await tried();
      expect(Object.keys(wrong)).toContain(permission);
      expect(wrong[permission]).toContain(`“${name}: `);
      expect(Object.keys(wrong).filter((id) => id !== "fetch")).toEqual([permission]);
    }
    forge.permit(installation, allGiven);
    forge.choose(installation, []);
    expect((await tried()).permissions ?? (await tried()).repository).toContain(
      "does not show the repository",
    );
    forge.choose(installation, [book]);
    forge.suspend(installation);
    expect((await tried()).repository).toContain("installed and not suspended");
    forge.unsuspend(installation);
  });
});

describe("a token", () => {
  const token = (options?: { writes: boolean }) => forge.addToken("ada", options);

  it("is stored when GitHub knows it, sealed, and never shown", async () => {
    const ports = await atHand();
    expect(refusal(await giveToken(ports, admin, { token: "ghp_unknown" }))).toBe("github.credentials");
    const value = token();
    expect(must(await giveToken(ports, admin, { token: value }))).toEqual({ login: "ada" });
    const row = await db.connection.findFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(value);
    const shown = must(await readSetup(await atHand(), admin));
    expect(JSON.stringify(shown)).not.toContain(value);
    expect(shown.holds.token).toBe(true);
    expect((await connections("another secret of thirty-two characters").read()).locked).toBe(true);
    must(await forgetAccess(ports, admin, { what: "token" }));
    expect((await atHand()).env.github.token).toBeUndefined();
    expect((await db.connection.findFirstOrThrow()).secrets).toBeNull();
  });

  it("is tried with changes that leave nothing behind", async () => {
    must(await giveToken(await atHand(), admin, { token: token() }));
    const before = await db.connection.findFirstOrThrow();
    expect(await tried()).toEqual({});
    expect([...(await forgeBranches())]).toEqual(["main", "next"]);
    expect((await db.connection.findFirstOrThrow()).version).toBe(before.version);
    must(await giveToken(await atHand(), admin, { token: token({ writes: false }) }));
    const wrong = await tried();
    expect(Object.keys(wrong)).toEqual(["contents", "pull_requests", "statuses"]);
    expect(wrong.contents).toContain("“Contents: Read and write”");
    expect(Object.keys(await tried("gone"))).toContain("fetch");
    // GitHub's description knows no 422 here; GitHub itself answers so for a commit that is not there.
    expect(new Set(forge.takeProblems())).toEqual(
      new Set(["POST /repos/{owner}/{repo}/statuses/{sha}: status 422 is not described"]),
    );
  });

  it("is not asked for by those who may not set up", async () => {
    const editor: Actor = { ...admin, role: "editor" };
    const ports = await atHand();
    expect(refusal(await giveToken(ports, editor, { token: token() }))).toBe("actor.forbidden");
    expect(refusal(await readSetup(ports, editor))).toBe("actor.forbidden");
    expect(refusal(await lookAtBook(ports, editor, { place: "ada/book" }))).toBe("actor.forbidden");
  });
});

async function forgeBranches(): Promise<string[]> {
  const git = must(
    createGitBook({ mirrorDir: `${folder}/look.git`, remote: forge.gitUrl(book, forge.addToken("ada")) }),
  );
  const { branches } = must(await git.repository.branches());
  git.close();
  return branches;
}

describe("what waits for the host", () => {
  it("is told to editors, with what is left of the hour and what the host told last", async () => {
    await prepareJobs(database.url);
    const [env, editor] = [(await atHand()).env, { ...admin, role: "editor" } as const];
    const token = forge.addToken("ada");
    const github = openAccount({ ...env, github: { ...env.github, token } });
    const waiting = createHostWaiting(db);
    await db.delivery.create({
      data: { id: "d1", event: "push", payload: {}, receivedAt: new Date("2026-05-01") },
    });
    const at = new Date("2099-05-01T10:00:00Z");
    await createJobs(db).add("reconcile-host", {}, "reconcile-host", at);
    const ports = { waiting, bookId: "none", budget: github && (() => readHostBudget(github.github)) };
    const state = must(await readBudget(ports, editor));
    expect(state.budget && must(state.budget)).toMatchObject({
      limit: 5000,
      remaining: 5000,
      silentUntil: null,
    });
    expect(state.putOff).toEqual({ jobs: 1, next: at });
    expect(state.deliveries).toMatchObject([{ event: "push", handledAt: null, problem: null }]);
    expect([state.publications, state.proposals]).toEqual([[], []]);
    expect(refusal(await readBudget(ports, { ...admin, role: "reviewer" }))).toBe("actor.forbidden");
  });
});

describe("the book", () => {
  it("is looked for, with its branches and manifests, and taken", async () => {
    must(await giveToken(await atHand(), admin, { token: forge.addToken("ada") }));
    const ports = await atHand();
    const asked = must(await lookAtBook(ports, admin, { place: "ada/book" }));
    expect(ports.queued).toEqual([{ name: "search-book", payload: { id: asked.id } }]);
    await lookForBook(base(), asked.id);
    const { search } = await connections().read();
    expect(search).toMatchObject({ state: "done", branch: "main", branches: ["main", "next"], files: 5 });
    expect(search?.manifests.map(({ path, title, chapters }) => [path, title, chapters])).toEqual([
      ["_quarto.yml", "Measuring", 2],
      ["other/SUMMARY.md", null, 1],
      [null, null, 3],
    ]);
    expect(refusal(await takeBook(ports, admin, { search: "another", manifest: "_quarto.yml" }))).toBe(
      "input.invalid",
    );
    expect(refusal(await takeBook(ports, admin, { search: asked.id, manifest: "../x" }))).toBe(
      "input.invalid",
    );
    const { book: taken } = must(await takeBook(ports, admin, { search: asked.id, manifest: "_quarto.yml" }));
    expect((await atHand()).env.book).toEqual({
      remote: forge.gitUrl(book),
      branch: "main",
      manifest: "_quarto.yml",
      id: taken.id,
      mirror: taken.mirror,
      sample: false,
    });
  });

  it("that cannot be reached says why, and one in a folder is only taken from the machine", async () => {
    const ports = await atHand();
    const asked = must(await lookAtBook(ports, admin, { place: `${forge.url}/ada/nowhere` }));
    await lookForBook(base(), asked.id);
    expect((await connections().read()).search).toMatchObject({
      state: "failed",
      problem: expect.stringMatching(/\w/),
    });
    expect(refusal(await lookAtBook(ports, admin, { place: "/etc" }))).toBe("actor.forbidden");
    expect(refusal(await lookAtBook(ports, admin, { place: "no place" }))).toBe("input.invalid");
    const named = { ...ports, given: { ...given, book: { remote: "x", branch: null, manifest: null } } };
    expect(refusal(await lookAtBook(named, admin, { place: "ada/book" }))).toBe("actor.forbidden");
  });

  it("in a folder is copied, and in a repository that asks for a password keeps it sealed", async () => {
    const ports = { ...(await atHand()), fromHere: true };
    await mkdir(`${folder}/written`);
    await writeFile(`${folder}/written/index.md`, "# Written here\n");
    const { id } = must(await lookAtBook(ports, admin, { place: `${folder}/written` }));
    await lookForBook(base(), id);
    const { book: taken } = must(await takeBook(ports, admin, { search: id, manifest: "" }));
    expect(taken).toMatchObject({ place: "folder", remote: `${folder}/written`, manifest: null });
    expect((await atHand()).env.book.remote).toBe(taken.address);

    const asking = must(
      await lookAtBook(ports, admin, { place: "https://ada:very-own-word@git.invalid/book.git" }),
    );
    const { search, secrets } = await connections().read();
    expect([search?.id, search?.remote, secrets.sought]).toEqual([
      asking.id,
      "https://git.invalid/book.git",
      { username: "ada", password: "very-own-word" },
    ]);
    expect(JSON.stringify(await db.connection.findFirstOrThrow())).not.toContain("very-own-word");
  });
});
