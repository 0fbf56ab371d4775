import { execFileSync } from "node:child_process";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Logger, runOnce } from "graphile-worker";
import { vi } from "vitest";
import { openDatabase } from "#lib/adapters/db/index.ts";
import { readEnvironment } from "#lib/adapters/env/index.ts";
import { createGitBook } from "#lib/adapters/git/index.ts";
import { createGithubClient, createRepositoryClient, verifyDelivery } from "#lib/adapters/github/index.ts";
import { prepareJobs } from "#lib/adapters/jobs/index.ts";
import { createRenderer } from "#lib/adapters/render/index.ts";
import { httpStatus, ok } from "#lib/core/outcome.ts";
import { receiveDelivery } from "#lib/features/receive-delivery.ts";
import { syncBook } from "#lib/features/sync-book/index.ts";
import { takeDelivery } from "#lib/features/take-delivery.ts";
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
  const unknown: string[] = [];

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
    sync: (trigger = "test") => syncBook(ports, { book: settings, trigger }),
    /** Waits until everything that GitHub tells is told, then does all jobs, until there are none. */
    async work() {
      await forge.deliveries.settled();
      await runOnce({
        connectionString: database.url,
        noHandleSignals: true,
        logger: new Logger(() => () => undefined),
        taskList: {
          "take-delivery": async (payload) => {
            const { id } = payload as { id: string };
            await takeDelivery(ports, { id: settings.id, name: "ada/book" }, id);
          },
          "sync-book": async (payload) => {
            syncs.push((payload as { trigger: string }).trigger);
            must(await syncBook(ports, { book: settings, ...(payload as { trigger: string }) }));
          },
          "finish-waiting": async () => {
            unknown.push("finish-waiting");
          },
          "take-pull-request": async () => undefined,
          "reconcile-host": async () => undefined,
        },
      });
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
