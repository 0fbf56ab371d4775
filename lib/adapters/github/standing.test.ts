import { expect, it } from "vitest";
import { faults, startReceiver } from "#test/support/forge/index.ts";
import { onForge } from "./book-on-forge.fixture.ts";
import {
  convertManifest,
  createAppApi,
  createGithubClient,
  createRepositoryClient,
  ensureHook,
  listChecks,
  listMissedDeliveries,
  readBranchRules,
  readRole,
  readStatuses,
  redeliver,
  reportCheck,
} from "./index.ts";

it(
  "a check is reported once and brought up to date",
  onForge(async ({ forge, book, repository, propose, writes }) => {
    await propose("fix");
    const commit = (await forge.head(book, "fix")) ?? "";
    const report = {
      name: "Colophon",
      commit,
      externalId: "proposal-7",
      detailsUrl: "https://book.example.org/proposals/7",
      conclusion: null,
      title: "Reading",
      summary: "…",
    };
    forge.faults.add("POST /repos/{owner}/{repo}/check-runs", faults.dropAfter());
    expect(await reportCheck(repository, report)).toMatchObject({
      ok: true,
      value: { status: "in_progress" },
    });
    const annotations = Array.from({ length: 60 }, (_, i) => ({
      path: "a.qmd",
      line: i + 1,
      level: "warning" as const,
      message: "A link leads nowhere",
    }));
    const done = { ...report, conclusion: "failure" as const, title: "Links", summary: "60", annotations };
    expect(await reportCheck(repository, done)).toMatchObject({
      value: { status: "completed", conclusion: "failure" },
    });
    expect(await listChecks(repository, commit)).toMatchObject({
      value: [{ name: "Colophon", externalId: "proposal-7", app: "colophon" }],
    });
    expect(writes().filter((each) => each.includes("check-runs"))).toHaveLength(2);
    expect(await readStatuses(repository, commit)).toEqual({
      ok: true,
      value: { state: "pending", contexts: [] },
    });
    const person = createGithubClient({
      apiUrl: forge.apiUrl,
      identity: { kind: "token", token: forge.addToken("ada") },
      now: () => 0,
      paced: false,
    });
    expect(
      await reportCheck(
        createRepositoryClient(person, book.id, () => 0),
        { ...report, externalId: "x" },
      ),
    ).toMatchObject({
      problem: { code: "github.permission-missing" },
    });
  }),
);

it(
  "what people may do, and what a branch asks for, is read as GitHub has it",
  onForge(async ({ forge, book, repository }) => {
    forge.addPerson("cy");
    forge.allow(book, "cy", "maintain");
    const roles = await Promise.all(
      ["ada", "bo", "cy", "nobody"].map((login) => readRole(repository, login)),
    );
    expect(roles.map((each) => each.ok && each.value)).toEqual(["admin", "write", "maintain", "none"]);
    const none = { pullRequest: false, approvals: 0, checks: [], fastForwardOnly: false };
    expect(await readBranchRules(repository, "main")).toEqual({ ok: true, value: none });
    forge.protect(book, "main", {
      requirePullRequest: true,
      requiredApprovals: 2,
      requiredChecks: ["Colophon"],
    });
    expect(await readBranchRules(repository, "main")).toEqual({
      ok: true,
      value: { pullRequest: true, approvals: 2, checks: ["Colophon"], fastForwardOnly: true },
    });
  }),
);

it(
  "an app finds where it is installed, and what it was told but did not hear",
  onForge(async ({ forge, book, app, installation }) => {
    const now = () => Date.parse("2026-03-01T10:00:00Z");
    const api = createAppApi(keyOf(app), { apiUrl: forge.apiUrl, now });
    expect(await api.findInstallation("ada", "book")).toMatchObject({
      value: { id: installation.id, account: "ada", allRepositories: false, suspended: false },
    });
    expect(await api.findInstallation("ada", "none")).toMatchObject({
      problem: { code: "github.not-found" },
    });
    expect(await api.listInstallations()).toMatchObject({ value: [{ id: installation.id }] });

    const receiver = await startReceiver();
    const hearing = forge.addApp({ owner: "ada", slug: "hearing", hookUrl: receiver.url });
    forge.install(hearing, "ada", [book]);
    await forge.deliveries.settled();
    receiver.answer = 503;
    await forge.commit(book, { "b.qmd": "b\n" });
    await forge.deliveries.settled();
    const told = createAppApi(keyOf(hearing), { apiUrl: forge.apiUrl, now });
    const missed = await told.listDeliveries(10, "failure");
    expect(missed).toMatchObject({ ok: true, value: [{ event: "push", status: 503, redelivery: false }] });
    if (!missed.ok) return;
    receiver.answer = 202;
    expect(await told.redeliver(missed.value[0]?.id ?? 0)).toEqual({ ok: true, value: null });
    await forge.deliveries.settled();
    const last = receiver.received.at(-1);
    expect(last?.headers["x-github-delivery"]).toBe(missed.value[0]?.deliveryId);
    expect(await told.listDeliveries(1)).toMatchObject({ value: [{ redelivery: true, status: 202 }] });
    expect(
      await createAppApi({ ...keyOf(app), appId: 1 }, { apiUrl: forge.apiUrl, now }).listInstallations(),
    ).toMatchObject({
      ok: false,
    });
    await receiver.close();
  }),
);

it(
  "a repository without an app tells through a webhook of its own, which is set up once and kept up to date",
  onForge(async ({ forge, book }) => {
    const receiver = await startReceiver();
    const identity = { kind: "token", token: forge.addToken("ada") } as const;
    const github = createGithubClient({ apiUrl: forge.apiUrl, identity, now: () => 0, paced: false });
    const repository = createRepositoryClient(github, book.id, () => 0);
    const wanted = { url: receiver.url, secret: "one", events: ["push"] };
    forge.faults.add("POST /repos/{owner}/{repo}/hooks", faults.dropAfter());
    const made = await ensureHook(repository, wanted);
    const changed = { ...wanted, secret: "two", events: ["push", "pull_request"] };
    expect(await ensureHook(repository, changed)).toEqual(made);
    const [hook] = [...forge.records.hooks.values()].filter((each) => each.repositoryId === book.id);
    expect(hook).toMatchObject({ secret: "two", events: ["push", "pull_request"] });
    if (!made.ok) return;
    await forge.deliveries.settled();
    receiver.answer = 500;
    await forge.commit(book, { "b.qmd": "b\n" });
    await forge.deliveries.settled();
    const missed = await listMissedDeliveries(repository, made.value.id);
    expect(missed).toMatchObject({ ok: true, value: [{ event: "push", status: 500 }] });
    receiver.answer = 202;
    if (missed.ok) await redeliver(repository, made.value.id, missed.value[0]?.id ?? 0);
    await forge.deliveries.settled();
    expect(await listMissedDeliveries(repository, made.value.id)).toEqual({ ok: true, value: [] });
    await receiver.close();
  }),
);

const keyOf = ({ id, privateKey }: { id: number; privateKey: string }) => ({ appId: id, privateKey });

it(
  "the code of a manifest becomes an app, once",
  onForge(async ({ forge, app }) => {
    const code = forge.addManifestCode(app);
    expect(await convertManifest(code, forge.apiUrl)).toMatchObject({
      ok: true,
      value: {
        appId: app.id,
        slug: "colophon",
        webhookSecret: app.webhookSecret,
        privateKey: app.privateKey,
      },
    });
    expect(await convertManifest(code, forge.apiUrl)).toMatchObject({
      problem: { code: "github.not-found" },
    });
    // Something else that answers below that address with JSON.
    const strange = { kind: "answer", status: 201, body: { id: "seven" } } as const;
    forge.faults.add("POST /app-manifests/{code}/conversions", strange);
    expect(await convertManifest(forge.addManifestCode(app), forge.apiUrl)).toMatchObject({
      problem: { code: "github.unreachable", message: expect.stringContaining("GITHUB_API_URL") },
    });
    expect(await convertManifest("../../app", forge.apiUrl)).toMatchObject({
      problem: { code: "github.not-found" },
    });
  }),
);
