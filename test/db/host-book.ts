import { execFileSync } from "node:child_process";
import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Logger, runOnce, type WorkerEvents } from "graphile-worker";
import { vi } from "vitest";
import { openDatabase } from "#lib/adapters/db/index.ts";
import { readEnvironment } from "#lib/adapters/env/index.ts";
import { createGitBook } from "#lib/adapters/git/index.ts";
import {
  createAppApi,
  createGithubClient,
  createHostRepository,
  createHostTalk,
  createMissedByApp,
  createPullsAtHost,
  createRepositoryClient,
  verifyDelivery,
} from "#lib/adapters/github/index.ts";
import { prepareJobs } from "#lib/adapters/jobs/index.ts";
import { createRenderer } from "#lib/adapters/render/index.ts";
import { httpStatus, ok } from "#lib/core/outcome.ts";
import { receiveDelivery } from "#lib/features/receive-delivery.ts";
import { reconcileHost } from "#lib/features/reconcile-host.ts";
import { sendComments } from "#lib/features/send-comments.ts";
import { syncBook } from "#lib/features/sync-book/index.ts";
import { takeDeliveries } from "#lib/features/take-delivery.ts";
import { takePullRequest } from "#lib/features/take-pull-request/index.ts";
import { configuredBook } from "#lib/installation.ts";
import { openPorts } from "#lib/wiring.ts";
import { freshDatabase, temporaryFolder } from "#test/harness/index.ts";
import { startForge } from "#test/support/forge/index.ts";
import { openGate } from "./database-gate.ts";
import { must, smallBook } from "./small-book.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

export const webhookSecret = "the secret of the webhook";
const texts = Object.fromEntries(
  Object.entries(smallBook).filter((each): each is [string, string] => typeof each[1] === "string"),
);

/**
 * The small book on a GitHub of this machine, with the app installed whose webhooks come to a real server. Jobs are done
 * when a test says so.
 */
export async function openHostBook() {
  const database = await freshDatabase();
  await prepareJobs(database.url);
  const folder = await temporaryFolder("host-book");
  const gate = await openGate(database.url);
  const forge = await startForge();
  const receiver = await startHooks();
  const repository = await forge.addRepository("ada/book", { files: texts });
  const app = forge.addApp({ owner: "ada", hookUrl: receiver.url, webhookSecret });
  const installation = forge.install(app, "ada", [repository]);
  const env = must(
    readEnvironment({
      COLOPHON_DATA_DIR: folder,
      DATABASE_URL: gate.url,
      BOOK_REMOTE: forge.gitUrl(repository),
      GITHUB_SERVER_URL: forge.url,
      GITHUB_API_URL: forge.apiUrl,
    }),
  );
  const settings = configuredBook(env);
  const stored = openPorts(env, 5);
  const db = openDatabase(database.url, 2);
  const git = must(createGitBook({ mirrorDir: join(folder, "mirror.git"), remote: settings.remote }));
  const renderer = createRenderer({ threads: 1, timeoutMs: 20_000 });
  let clock = Date.now();
  const github = createGithubClient({
    apiUrl: forge.apiUrl,
    identity: { kind: "app", appId: app.id, privateKey: app.privateKey, installationId: installation.id },
    now: () => clock,
    paced: false,
    retryMs: 1,
    timeoutMs: 10_000,
  });
  const host = createRepositoryClient(github, repository.id, () => clock);
  const ports = {
    ...stored,
    repository: git.repository,
    press: git.press,
    renderer,
    clock: { now: () => new Date(clock) },
  };
  const secrets = { current: webhookSecret, previous: "the former secret" };
  receiver.take = (request) =>
    receiveDelivery(
      { ...ports, verify: (sent) => verifyDelivery(sent, secrets), limit: { spend: async () => ok(true) } },
      request,
    );
  const syncs: string[] = [];
  const due = async () => {
    const [row] = await db.$queryRaw<[{ count: bigint }]>`SELECT count(*) FROM graphile_worker.jobs
      WHERE run_at <= now() AND attempts < max_attempts`;
    return Number(row?.count ?? 0);
  };
  const hosted = {
    ...ports,
    bookId: settings.id,
    site: "https://colophon.example.org",
    pulls: createPullsAtHost(host),
    hostTalk: createHostTalk(host),
    commits: git.pulls,
  };
  const named = { client: github, owner: "ada", name: "book" };
  const knownId = async () => (await ports.standings.find(settings.id))?.hostId ?? null;
  const hostRepository = createHostRepository(named, () => clock, knownId);
  const missed = createMissedByApp(
    createAppApi({ appId: app.id, privateKey: app.privateKey }, { apiUrl: forge.apiUrl, now: () => clock }),
  );
  const reconcile = () => reconcileHost({ ...hosted, hostRepository, missed }, settings.id);
  const take = (number: number) => takePullRequest(hosted, number);

  return {
    forge,
    book: repository,
    bookId: settings.id,
    app,
    installation,
    host,
    ports,
    db,
    databaseUrl: database.url,
    /** The way of the product to its database. */
    gate,
    receiver,
    /** Triggers of the syncs that were done, in order. */
    syncs,
    later(seconds: number) {
      clock += seconds * 1000;
    },
    hosted,
    take,
    hostRepository,
    reconcile,
    sync: (trigger = "test") => syncBook(ports, { book: settings, trigger }),
    /** Ask the forge as somebody would, by their token. */
    async as<T = Record<string, unknown>>(login: string, route: string, body?: object): Promise<T> {
      const [method = "GET", path = ""] = route.split(" ");
      const answer = await fetch(`${forge.apiUrl}/repos/ada/book${path}`, {
        method,
        headers: { authorization: `Bearer ${forge.addToken(login)}` },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
      return (answer.status === 204 ? {} : await answer.json()) as T;
    },
    /**
     * Waits until everything that GitHub tells is told, then does all jobs, until none is due. Resolves to what they
     * failed with: those are tried again later.
     */
    async work() {
      await forge.deliveries.settled();
      const failures: unknown[] = [];
      const events: WorkerEvents = new EventEmitter();
      events.on("job:error", ({ error }) => failures.push(error));
      const round = () =>
        runOnce({
          events,
          connectionString: database.url,
          noHandleSignals: true,
          logger: new Logger(() => () => undefined),
          taskList: {
            "take-delivery": async () => {
              await takeDeliveries(ports, { id: settings.id, name: "ada/book" });
            },
            "sync-book": async (payload) => {
              syncs.push((payload as { trigger: string }).trigger);
              must(await syncBook(ports, { book: settings, ...(payload as { trigger: string }) }));
            },
            "take-pull-request": async (payload) => {
              must(await take((payload as { number: number }).number));
            },
            "send-comments": async (payload) => {
              must(await sendComments(hosted, (payload as { proposalId: string }).proposalId));
            },
            "finish-waiting": async () => undefined,
            "mirror-proposal": async () => undefined,
            "reconcile-host": async () => {
              await reconcile();
            },
          },
        });
      // A job that waits for another one of its queue is left by the round that meets it.
      do await round();
      while ((await due()) > 0);
      return failures;
    },
    async close() {
      await forge.close();
      await receiver.close();
      await stored.close();
      await db.$disconnect();
      git.close();
      await renderer.close();
      await gate.shut();
      await database.drop();
      execFileSync("rm", ["-rf", folder]);
    },
  };
}

export type HostBook = Awaited<ReturnType<typeof openHostBook>>;

/** A server that hands webhooks on as app/api/hooks/github does. */
async function startHooks() {
  type Take = (request: Parameters<typeof receiveDelivery>[1]) => ReturnType<typeof receiveDelivery>;
  const hooks = {
    url: "",
    take: (async () => ({ ok: true, value: { first: true } })) as Take,
    close: async () => {},
  };
  const read = async (request: IncomingMessage) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    return Buffer.concat(pieces).toString("utf8");
  };
  const server = createServer(async (request, response) => {
    const taken = await hooks.take({
      origin: "here",
      header: (name) => (request.headers[name] as string | undefined) ?? null,
      body: () => read(request),
    });
    response.writeHead(taken.ok ? 202 : httpStatus[taken.problem.code]).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  hooks.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/hooks/github`;
  hooks.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return hooks;
}
