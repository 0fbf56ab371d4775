import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ForgeContext } from "./context.ts";
import { createDeliveries, type Deliveries } from "./deliveries.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createRates, type Rates } from "./rate.ts";
import { createRecords, type Records } from "./records.ts";
import { createGitServer, isGitPath } from "./serve-git.ts";
import { createRestServer, type RequestLine } from "./serve-rest.ts";
import { createSignIn, isPagePath } from "./sign-in.ts";
import { createWorld, type World } from "./world.ts";

export interface ForgeOptions {
  /** The forge's clock, in milliseconds since 1970; the machine's when left out. */
  clock?: () => number;
  /** Merges in the background end by themselves; otherwise they wait for `finishMerge`. */
  mergesByItself?: boolean;
}

/** A running GitHub of this machine: its world to arrange, and what happened to look at. */
export interface Forge extends World {
  /** What GITHUB_SERVER_URL is set to. */
  url: string;
  /** What GITHUB_API_URL is set to, as on an Enterprise server; the same is answered below `url` itself. */
  apiUrl: string;
  /** Webhooks: left alone they are delivered in order, or held and delivered as the test says. */
  deliveries: Deliveries;
  faults: Faults;
  rates: Rates;
  /** All that is remembered, for assertions. */
  records: Records;
  /** Every request to the REST interface, oldest first; git's own are not among them. */
  requests: readonly RequestLine[];
  /** Answer everything with this status, as when GitHub is not well; null ends it. */
  outage(status: number | null): void;
  /** How requests and answers differed from GitHub's published description; empty when all is well. */
  problems(): readonly string[];
  /** The same for a test that provokes them: they no longer fail `close`. */
  takeProblems(): string[];
  /** Waits for deliveries, stops and removes everything. @throws Error that lists the problems, when there are any */
  close(): Promise<void>;
}

/** Start one. Close it in `afterEach` or `afterAll`. */
export async function startForge({
  clock = Date.now,
  mergesByItself = false,
}: ForgeOptions = {}): Promise<Forge> {
  const folder = await mkdtemp(join(tmpdir(), "colophon-forge-"));
  let problems: string[] = [];
  let turns: Promise<unknown> = Promise.resolve();
  const now = () => new Date(clock()).toISOString().replace(/\.\d+Z$/u, "Z");
  const context = {
    records: createRecords(),
    folder,
    url: "",
    apiUrl: "",
    now,
    mergesByItself,
    rates: createRates(now),
    turn<T>(work: () => Promise<T>): Promise<T> {
      const mine = turns.then(work, work);
      turns = mine.catch(() => {});
      return mine;
    },
    problem: (words: string) => void problems.push(words),
  } as ForgeContext;
  const { tell, ...deliveries } = createDeliveries(context);
  Object.assign(context, { tell, deliveries });
  const faults = createFaults();
  const rest = createRestServer(context, faults);
  const serveGit = createGitServer(context, faults);

  const signIn = createSignIn(context);
  let down: number | null = null;

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://forge");
    if (down !== null) {
      request.resume();
      response.writeHead(down, { "content-type": "text/html" }).end("<h1>Unicorn!</h1>");
      return;
    }
    const served = isPagePath(url.pathname)
      ? signIn(request, response, url)
      : isGitPath(url.pathname)
        ? serveGit(request, response, url.pathname, url.searchParams)
        : rest.serve(request, response, url.pathname.replace(/^\/api\/v3(?=\/)/u, ""), url.searchParams);
    served.catch((error: unknown) => {
      // A reader that hung up is no fault of the forge.
      if (!request.socket.destroyed) problems.push(`The forge failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  context.apiUrl = `${context.url}/api/v3`;

  return {
    ...createWorld(context),
    url: context.url,
    apiUrl: context.apiUrl,
    deliveries,
    faults,
    rates: context.rates,
    records: context.records,
    requests: rest.requests,
    outage(status) {
      down = status;
    },
    problems: () => problems,
    takeProblems() {
      const taken = problems;
      problems = [];
      return taken;
    },
    async close() {
      await deliveries.settled();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await turns;
      await rm(folder, { recursive: true, force: true });
      if (problems.length > 0) {
        throw new Error(`GitHub is spoken differently:\n${[...new Set(problems)].join("\n")}`);
      }
    },
  };
}
