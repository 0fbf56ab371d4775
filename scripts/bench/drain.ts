import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { migrate } from "#lib/adapters/db/migrate.ts";
import { readEnvironment } from "#lib/adapters/env/index.ts";
import { createGithubClient } from "#lib/adapters/github/index.ts";
import { prepareJobs } from "#lib/adapters/jobs/index.ts";
import { startPostgres } from "#lib/adapters/postgres/index.ts";
import { ok } from "#lib/core/outcome.ts";
import { receiveDelivery } from "#lib/features/receive-delivery.ts";
import { openPorts, openVerifier } from "#lib/wiring.ts";
import { openWorkshop } from "#lib/workshop.ts";
import { type Forge, startForge } from "#test/support/forge/index.ts";
import { root } from "../bootstrap/runtime.mjs";
import { generatedBook } from "./generated-book.ts";
import { withoutSettings } from "./settings.ts";
import { inTemporaryFolder } from "./temporary.ts";

const pullRequests = 20;
const commentsEach = 50;
const kills = 20;
const secret = "a secret for the bench alone, of no use to anybody";

export interface Drained {
  deliveries: number;
  kills: number;
  /** Comments of GitHub that are not here in the end, and those that are here more than once. */
  lost: number;
  doubled: number;
  /** Deliveries that nobody took care of. */
  unhandled: number;
  seconds: number;
}

/**
 * A thousand comments at GitHub, told in any order and some twice, while the process that takes them in is killed at
 * random, with a seed. What it is for: nothing lost, nothing twice.
 */
export async function drain(): Promise<Drained> {
  return inTemporaryFolder(async (folder) => {
    const forge = await startForge();
    const server = await startPostgres({ dataDir: join(folder, "postgres") });
    const book = await arrange(forge);
    const settings = {
      COLOPHON_DATA_DIR: folder,
      DATABASE_URL: server.url,
      BOOK_REMOTE: book.remote,
      GITHUB_SERVER_URL: forge.url,
      GITHUB_API_URL: forge.apiUrl,
      GITHUB_TOKEN: book.token,
      GITHUB_WEBHOOK_SECRET: secret,
    };
    const env = readEnvironment(settings);
    if (!env.ok) throw new Error(env.problem.message);
    await migrate(server.url);
    await prepareJobs(server.url);
    const workshop = openWorkshop(env.value);
    if (!workshop.ok) throw new Error(workshop.problem.message);
    const synced = await workshop.value.sync("bench");
    await workshop.value.close();
    if (!synced.ok) throw new Error(synced.problem.message);
    const ports = openPorts(env.value, 5);
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", async () => {
        const received = await receiveDelivery(
          {
            verify: openVerifier(env.value),
            deliveries: ports.deliveries,
            limit: { spend: async () => ok(true as const) },
          },
          {
            origin: "bench",
            header: (name) => String(request.headers[name] ?? ""),
            body: async () => Buffer.concat(chunks).toString("utf8"),
          },
        );
        response.writeHead(received.ok ? 202 : 400).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    try {
      book.hook(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`);
      const expected = await comment(forge);
      const random = seeded(7);
      const waiting = [...forge.deliveries.waiting()];
      const order = waiting.map((each) => ({ each, key: random() })).sort((a, b) => a.key - b.key);
      await forge.deliveries.release(order.map(({ each }) => each));
      for (const { each } of order.slice(0, 100)) await forge.deliveries.send(each);
      const began = performance.now();
      const killed = await workAndDie(settings, order.length, random);
      return {
        deliveries: order.length + 100,
        kills: killed,
        ...(await compare(server.url, expected)),
        seconds: (performance.now() - began) / 1000,
      };
    } finally {
      receiver.close();
      await ports.close();
      await server.stop();
      await forge.close();
    }
  });
}

/** A book with pull requests of somebody, and no webhook yet. */
async function arrange(forge: Forge) {
  forge.addPerson("ada");
  forge.addPerson("bo");
  const repository = await forge.addRepository("ada/book", { files: generatedBook(3) });
  forge.allow(repository, "bo", "write");
  const token = forge.addToken("ada");
  const { client } = asBo(forge);
  const base = await forge.head(repository);
  for (let at = 1; at <= pullRequests; at++) {
    const branch = `change-${at}`;
    await forge.commit(
      repository,
      { "index.qmd": `# Preface {.unnumbered}\n\nIt begins for the ${at}th time.\n` },
      { branch, by: "bo", ...(base ? { from: base } : {}) },
    );
    const opened = await client.write("POST /repos/{owner}/{repo}/pulls", {
      owner: "ada",
      repo: "book",
      title: `Change ${at}`,
      head: branch,
      base: "main",
    });
    if (!opened.ok) throw new Error(opened.problem.message);
  }
  const hook = (url: string) =>
    forge.addHook(repository, { url, secret, events: ["issue_comment", "pull_request"] });
  return { repository, token, hook, remote: forge.gitUrl(repository) };
}

function asBo(forge: Forge) {
  const identity = { kind: "token", token: forge.addToken("bo") } as const;
  return {
    client: createGithubClient({ apiUrl: forge.apiUrl, identity, now: () => Date.now(), paced: false }),
  };
}

/** Say everything at GitHub, with its webhooks held back. Resolves to what was said. */
async function comment(forge: Forge): Promise<Set<string>> {
  const { client } = asBo(forge);
  const said = new Set<string>();
  forge.deliveries.hold();
  for (const pull of forge.records.pulls.values()) {
    for (let at = 0; at < commentsEach; at++) {
      const body = `Remark ${at} on ${pull.number}`;
      const added = await client.write("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
        owner: "ada",
        repo: "book",
        issue_number: pull.number,
        body,
      });
      if (!added.ok) throw new Error(added.problem.message);
      said.add(body);
    }
  }
  return said;
}

/** One worker after the other, each killed when a random share of the deliveries is done, the last one left alone. */
async function workAndDie(
  settings: Record<string, string>,
  deliveries: number,
  random: () => number,
): Promise<number> {
  const ends = Array.from({ length: kills }, () => random() * 4000);
  for (const life of ends) {
    const worker = startWorker(settings);
    await delay(1500 + life);
    worker.kill("SIGKILL");
    await worker.ended;
  }
  const last = startWorker(settings);
  try {
    for (const end = performance.now() + 300_000; performance.now() < end; await delay(250)) {
      if ((await jobsLeft(settings.DATABASE_URL ?? "")) === 0) return kills;
    }
    throw new Error(`Jobs of ${deliveries} deliveries are still waiting after five minutes.`);
  } finally {
    last.kill("SIGTERM");
    await last.ended;
  }
}

/** Jobs that were queued by deliveries; those of the clock come again and again. */
async function jobsLeft(databaseUrl: string): Promise<number> {
  return asked(databaseUrl, async (database) => {
    const { rows } = await database.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM graphile_worker.jobs
       WHERE task_identifier IN ('take-delivery', 'take-pull-request')`,
    );
    return rows[0]?.left ?? 0;
  });
}

async function asked<T>(databaseUrl: string, work: (database: pg.Client) => Promise<T>): Promise<T> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

function startWorker(settings: Record<string, string>) {
  const child = spawn(process.execPath, ["scripts/worker.ts"], {
    cwd: root,
    env: { ...withoutSettings(), NODE_ENV: "production", ...settings },
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return { kill: (signal: NodeJS.Signals) => child.kill(signal), ended };
}

function compare(
  databaseUrl: string,
  expected: ReadonlySet<string>,
): Promise<Pick<Drained, "lost" | "doubled" | "unhandled">> {
  return asked(databaseUrl, async (database) => {
    const { rows } = await database.query<{ body: string }>("SELECT body FROM comment WHERE origin = 'host'");
    const here = rows.map(({ body }) => body.trim()).filter((body) => expected.has(body));
    const open = await database.query("SELECT 1 FROM delivery WHERE handled_at IS NULL");
    const distinct = new Set(here);
    return {
      lost: expected.size - distinct.size,
      doubled: here.length - distinct.size,
      unhandled: open.rows.length,
    };
  });
}

/** Random numbers from 0 to 1 that come out the same at each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
