import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Outcome } from "#lib/core/outcome.ts";
import {
  type App,
  type Fault,
  type FaultPlace,
  type Forge,
  faults,
  type Repository,
  startForge,
} from "#test/support/forge/index.ts";
import {
  addComment,
  addLineComment,
  createGithubClient,
  createRepositoryClient,
  ensureHook,
  mergePullRequest,
  openPullRequest,
  type RepositoryClient,
  replyToLineComment,
  reportCheck,
  startMerge,
  submitReview,
} from "./index.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

/**
 * Whatever goes wrong on the way, a job that asks until it is told "done" has its effect once. Looking may fail as well,
 * tokens die, and the same is asked for again afterwards.
 */
let forge: Forge;
let app: App;
const now = () => Date.parse("2026-03-01T10:00:00Z");
const place = "/repos/{owner}/{repo}";

beforeAll(async () => {
  forge = await startForge({ clock: now, mergesByItself: true });
  app = forge.addApp({ owner: "ada", permissions: { ...everything } });
  forge.addPerson("bo");
  await forge.addRepository("ada/first");
});
afterAll(() => forge.close());

const everything = {
  metadata: "read",
  contents: "write",
  pull_requests: "write",
  checks: "write",
  repository_hooks: "write",
} as const;

const trouble: Record<string, (route: FaultPlace) => void> = {
  "lost before": (route) => forge.faults.add(route, faults.dropBefore()),
  "lost after": (route) => forge.faults.add(route, faults.dropAfter()),
  "502 before": (route) => forge.faults.add(route, faults.serverError(502)),
  "504 after": (route) => forge.faults.add(route, faults.serverError(504, "after")),
  "token dead": () => {
    for (const token of forge.records.tokens.keys()) forge.expireToken(token);
  },
  "blind as well": (route) => {
    forge.faults.add(route, faults.dropAfter());
    for (const read of looks) forge.faults.add(read, { ...faults.serverError(500) } as Fault, { times: 3 });
  },
};
const looks: FaultPlace[] = [
  `GET ${place}/pulls`,
  `GET ${place}/pulls/{pull_number}`,
  `GET ${place}/issues/{issue_number}/comments`,
  `GET ${place}/pulls/{pull_number}/comments`,
  `GET ${place}/pulls/{pull_number}/reviews`,
  `GET ${place}/commits/{ref}/check-runs`,
  `GET ${place}/hooks`,
];

interface Stage {
  book: Repository;
  client: RepositoryClient;
  head: string;
}

/** What is done, through which route, and how often it has happened. */
const deeds: Record<
  string,
  { route: FaultPlace; ask: (stage: Stage) => Promise<Outcome<unknown>>; count: (stage: Stage) => number }
> = {
  open: {
    route: `POST ${place}/pulls`,
    ask: ({ client }) =>
      openPullRequest(client, {
        title: "Two",
        body: "",
        base: "main",
        head: { owner: "ada", branch: "fix" },
      }),
    count: ({ book }) =>
      [...forge.records.pulls.values()].filter((each) => each.repositoryId === book.id).length,
  },
  comment: {
    route: `POST ${place}/issues/{issue_number}/comments`,
    ask: ({ client }) => addComment(client, 1, { key: "a", body: "Thanks" }),
    count: (stage) => ofPulls(stage, forge.records.issueComments).length,
  },
  line: {
    route: `POST ${place}/pulls/{pull_number}/comments`,
    ask: ({ client, head }) =>
      addLineComment(client, 1, {
        key: "b",
        body: "Why?",
        path: "a.qmd",
        line: 2,
        side: "new",
        commit: head,
      }),
    count: (stage) =>
      ofPulls(stage, forge.records.reviewComments).filter((each) => each.replyTo === null).length,
  },
  reply: {
    route: `POST ${place}/pulls/{pull_number}/comments/{comment_id}/replies`,
    ask: (stage) => {
      const to = ofPulls(stage, forge.records.reviewComments)[0]?.id ?? 0;
      return replyToLineComment(stage.client, 1, { key: "c", body: "So.", to });
    },
    count: (stage) =>
      ofPulls(stage, forge.records.reviewComments).filter((each) => each.replyTo !== null).length,
  },
  review: {
    route: `POST ${place}/pulls/{pull_number}/reviews`,
    ask: ({ client, head }) =>
      submitReview(client, 1, { key: "d", verdict: "commented", body: "Well.", commit: head }),
    count: (stage) =>
      ofPulls(stage, forge.records.reviews).filter((each) => each.body.includes("Well.")).length,
  },
  check: {
    route: `POST ${place}/check-runs`,
    ask: ({ client, head }) =>
      reportCheck(client, {
        name: "Colophon",
        commit: head,
        externalId: "7",
        detailsUrl: "https://book.example.org/7",
        conclusion: "success",
        title: "Good",
        summary: "All well.",
      }),
    count: ({ book }) =>
      [...forge.records.checkRuns.values()].filter((each) => each.repositoryId === book.id).length,
  },
  hook: {
    route: `POST ${place}/hooks`,
    ask: ({ client }) => ensureHook(client, { url: "http://127.0.0.1:9/", secret: "hush", events: ["fork"] }),
    count: ({ book }) =>
      [...forge.records.hooks.values()].filter((each) => each.repositoryId === book.id).length,
  },
};

function ofPulls<T extends { pullId: number }>({ book }: Stage, rows: Map<number, T>): T[] {
  return [...rows.values()].filter((each) => forge.records.pulls.get(each.pullId)?.repositoryId === book.id);
}

async function untilDone(ask: () => Promise<Outcome<unknown>>): Promise<void> {
  for (let tries = 0; tries < 8; tries++) {
    if ((await ask()).ok) return;
  }
  throw new Error("It never came to an end");
}

let books = 0;

it("has every effect once, in any trouble", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...Object.keys(deeds)), fc.constantFrom(...Object.keys(trouble))), {
        minLength: 3,
        maxLength: 8,
      }),
      fc.constantFrom(...Object.keys(trouble)),
      fc.boolean(),
      async (steps, last, background) => {
        forge.faults.clear();
        const book = await forge.addRepository(`ada/book-${++books}`, {
          files: { "a.qmd": "one\ntwo\nthree\n" },
        });
        const installation = forge.install(app, "ada", [book]);
        const head = await forge.commit(book, { "a.qmd": "one\nTWO\nthree\n" }, { branch: "fix" });
        const client = createRepositoryClient(
          createGithubClient({
            apiUrl: forge.apiUrl,
            identity: {
              kind: "app",
              appId: app.id,
              privateKey: app.privateKey,
              installationId: installation.id,
            },
            now,
            paced: false,
            retryMs: 1,
          }),
          book.id,
          now,
        );
        const stage = { book, client, head };
        const asked = new Set<string>();
        const all: [string, string | null][] = [["open", null], ["line", null], ...steps];
        for (const [name, wrong] of all) {
          const deed = deeds[name];
          if (!deed) continue;
          if (wrong !== null) trouble[wrong]?.(deed.route);
          await untilDone(() => deed.ask(stage));
          asked.add(name);
          for (const each of asked) expect([each, deeds[each]?.count(stage)]).toEqual([each, 1]);
        }
        const wish = { method: "squash", head } as const;
        forge.faults.clear();
        trouble[last]?.(
          background
            ? `PUT ${place}/pulls/{pull_number}/merge-async`
            : `PUT ${place}/pulls/{pull_number}/merge`,
        );
        await untilDone(async () => {
          if (!background) return mergePullRequest(client, 1, wish);
          const asked = await startMerge(client, 1, wish);
          return asked.ok && asked.value.state !== "merged"
            ? { ok: false, problem: { code: "github.uncertain", message: "Not yet" } }
            : asked;
        });
        forge.faults.clear();
        const landed = await client.read(`GET ${place}/commits`, {});
        expect(landed.ok && landed.value.length).toBe(2);
      },
    ),
    { numRuns: 8, seed: 20260301 },
  ));
