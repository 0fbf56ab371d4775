/**
 * The adapters of one process, made once from its environment. Web (`lib/server.ts`) and jobs and command line
 * (`lib/worker.ts`) share it, so that a port is wired the same way everywhere.
 */
import { join, resolve } from "node:path";
import { clock } from "#lib/adapters/clock/index.ts";
import {
  createAdditions,
  createAssets,
  createBookFacts,
  createBookKeeping,
  createDismissals,
  createDrafts,
  createErrata,
  createInbox,
  createJobs,
  createLedger,
  createPeople,
  createPost,
  createProposals,
  createPublications,
  createReviews,
  createShelf,
  createSyncLog,
  openDatabase,
} from "#lib/adapters/db/index.ts";
import { bookId, type Environment } from "#lib/adapters/env/index.ts";
import { ids } from "#lib/adapters/ids/index.ts";
import { createReviser } from "#lib/adapters/model/index.ts";
import type { Reviser } from "#lib/features/ports/index.ts";

/** The book this installation serves: the one BOOK_ID names, or else the same for the same settings. */
export function configuredBook(env: Environment): {
  id: string;
  remote: string;
  branch: string | null;
  manifest: string | null;
} {
  const { remote, manifest, branch } = env.book;
  if (!remote) throw new Error("BOOK_REMOTE is not set; `npm start` sets it for the processes it starts.");
  const id = env.book.id ?? bookId({ remote, manifest, branch });
  return { id, remote, branch: branch ?? null, manifest: manifest ?? null };
}

/** Where this installation keeps things on disk. */
export function places(env: Environment): { mirror: string; mail: string } {
  const data = resolve(env.dataDir);
  return { mirror: join(data, "mirrors", `${configuredBook(env).id}.git`), mail: join(data, "mail") };
}

/** The configured model, or one that says it is not configured. */
export function openReviser(env: Environment): Reviser {
  return createReviser(env.model ?? null);
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
    syncs: createSyncLog(db),
    drafts: createDrafts(db),
    additions: createAdditions(db),
    proposals: createProposals(db),
    reviews: createReviews(db),
    publications: createPublications(db),
    ledger: createLedger(db),
    people: createPeople(db),
    post: createPost(db, env.web.publicUrl),
    inbox: createInbox(db),
    errata: createErrata(db),
    dismissals: createDismissals(db),
    jobs: createJobs(db),
    close: () => db.$disconnect(),
  };
}

export type Ports = ReturnType<typeof openPorts>;
