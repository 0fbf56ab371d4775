/**
 * The adapters of one process, made once from its environment. Web (`lib/server.ts`) and jobs and command line
 * (`lib/workshop.ts`) share it, so that a port is wired the same way everywhere.
 */
import { clock } from "#lib/adapters/clock/index.ts";
import {
  announcePeople,
  createAdditions,
  createAssets,
  createBookFacts,
  createBookKeeping,
  createBookTexts,
  createCoAuthors,
  createConnections,
  createDeliveries,
  createDismissals,
  createDrafts,
  createErrata,
  createHistories,
  createHostStandings,
  createHostWaiting,
  createInbox,
  createJobs,
  createLedger,
  createPeople,
  createPermissions,
  createPost,
  createProposals,
  createPublications,
  createPulledProposals,
  createPullLinks,
  createReviews,
  createRoles,
  createSharedTexts,
  createShelf,
  createSyncLog,
  createTalkRecords,
  type DraftNews,
  openDatabase,
} from "#lib/adapters/db/index.ts";
import { type Environment, secretFile, withConnection } from "#lib/adapters/env/index.ts";
import { verifyDelivery } from "#lib/adapters/github/index.ts";
import { ids } from "#lib/adapters/ids/index.ts";
import { createReviser } from "#lib/adapters/model/index.ts";
import { createVault } from "#lib/adapters/vault/index.ts";
import type { Reviser } from "#lib/features/ports/index.ts";
import type { VerifyDelivery } from "#lib/features/receive-delivery.ts";

/** Made once per process; Next may load this module in several bundles. */
export function once<T>(name: string, make: () => T): T {
  const place = globalThis as { [key: symbol]: unknown };
  const key = Symbol.for(`colophon.${name}`);
  place[key] ??= make();
  return place[key] as T;
}

/** The configured model, or one that says it is not configured. */
export function openReviser(env: Environment): Reviser {
  return createReviser(env.model ?? null);
}

/** Tells whether GitHub sent a webhook; null where no secret was agreed. */
export function openVerifier({ github }: Environment): VerifyDelivery {
  const { webhook } = github;
  return webhook
    ? (sent) => verifyDelivery(sent, { current: webhook.secret, previous: webhook.previous })
    : null;
}

/** Seals what an admin sets up; null where no secret is known. */
function openVault(env: Environment) {
  return env.authSecret ? createVault(env.authSecret, "connection") : null;
}

/** The environment with the secret that `npm start` keeps, where none is set. */
export async function withSecret(env: Environment): Promise<Environment> {
  return env.authSecret ? env : { ...env, authSecret: await secretFile(env.dataDir) };
}

/** The environment, completed with what was set up on the page /setup; see `withConnection`. */
export async function readConnected(env: Environment): Promise<Environment> {
  const known = await withSecret(env);
  const db = openDatabase(known.databaseUrl ?? "", 1);
  try {
    return withConnection(known, await createConnections(db, openVault(known)).read());
  } finally {
    await db.$disconnect();
  }
}

/** Ports on the database, with the clock and ids. `connections` bounds the pool. */
export function openPorts(env: Environment, connections: number) {
  if (!env.databaseUrl)
    throw new Error("DATABASE_URL is not set; `npm start` sets it for the processes it starts.");
  const db = openDatabase(env.databaseUrl, connections);
  return {
    clock,
    ids,
    shelf: createShelf(db),
    assets: createAssets(db),
    facts: createBookFacts(db),
    bookKeeping: createBookKeeping(db),
    texts: createBookTexts(db),
    histories: createHistories(db),
    syncs: createSyncLog(db),
    drafts: createDrafts(db),
    additions: createAdditions(db),
    proposals: createProposals(db),
    links: createPullLinks(db),
    pulled: createPulledProposals(db),
    talkRecords: createTalkRecords(db),
    coAuthors: createCoAuthors(db),
    sharedTexts: createSharedTexts(db),
    tellPeople: (news: DraftNews) => announcePeople(db, news),
    reviews: createReviews(db),
    publications: createPublications(db, env.web.publicUrl),
    ledger: createLedger(db),
    people: createPeople(db),
    permissions: createPermissions(db),
    roles: createRoles(db),
    settings: { editors: env.editors, demo: env.demoAccounts },
    post: createPost(db, env.web.publicUrl),
    inbox: createInbox(db),
    deliveries: createDeliveries(db),
    standings: createHostStandings(db),
    errata: createErrata(db),
    dismissals: createDismissals(db),
    jobs: createJobs(db),
    waiting: createHostWaiting(db),
    connections: createConnections(db, openVault(env)),
    close: () => db.$disconnect(),
  };
}

export type Ports = ReturnType<typeof openPorts>;
