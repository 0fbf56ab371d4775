import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAppPages, isAppPage } from "./app-pages.ts";
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
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const records = createRecords();
  const problem = (words: string) => void problems.push(words);
  const { tell, ...deliveries } = createDeliveries({ records, now, problem });
  const context: ForgeContext = {
    records,
    folder,
    url,
    apiUrl: `${url}/api/v3`,
    now,
    mergesByItself,
    rates: createRates(now),
    deliveries,
    tell,
    problem,
    turn(work) {
      const mine = turns.then(work, work);
      turns = mine.catch(() => {});
      return mine;
    },
  };
  const faults = createFaults();
  const rest = createRestServer(context, faults);
  const serveGit = createGitServer(context, faults);
  const signIn = createSignIn(context);
  const world = createWorld(context);
  const appPages = createAppPages(context, world);
  let down: number | null = null;

  server.on("request", (request, response) => {
    const asked = new URL(request.url ?? "/", url);
    if (down !== null) {
      request.resume();
      response.writeHead(down, { "content-type": "text/html" }).end("<h1>Unicorn!</h1>");
      return;
    }
    const path = asked.pathname;
    const served = isPagePath(path)
      ? signIn(request, response, asked)
      : isAppPage(path)
        ? appPages(request, response, asked)
        : isGitPath(path)
          ? serveGit(request, response, path, asked.searchParams)
          : rest.serve(request, response, path.replace(/^\/api\/v3(?=\/)/u, ""), asked.searchParams);
    served.catch((error: unknown) => {
      // A reader that hung up is no fault of the forge.
      if (!request.socket.destroyed) problem(`The forge failed: ${String(error)}`);
      response.destroy();
    });
  });

  return {
    ...world,
    url,
    apiUrl: context.apiUrl,
    deliveries,
    faults,
    rates: context.rates,
    records,
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
