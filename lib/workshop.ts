/**
 * Where use cases meet jobs and the command line: the same features as in `lib/server.ts`, with the adapters that need
 * a disk (the mirror, the renderer's threads).
 */

import { availableParallelism } from "node:os";
import type { Environment } from "#lib/adapters/env/index.ts";
import { createGitBook, type GitBook } from "#lib/adapters/git/index.ts";
import {
  createHostRepository,
  createHostTalk,
  createPullsAtHost,
  repositoryName,
} from "#lib/adapters/github/index.ts";
import { type DoJob, settleJob } from "#lib/adapters/jobs/index.ts";
import { createLog } from "#lib/adapters/log/index.ts";
import { createRenderer } from "#lib/adapters/render/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { carryProposals } from "#lib/features/carry-proposals.ts";
import { clearUploads } from "#lib/features/clear-uploads.ts";
import { drawAgain } from "#lib/features/draw-again.ts";
import { finishPublication } from "#lib/features/finish-publication/index.ts";
import { finishWaiting } from "#lib/features/finish-waiting.ts";
import { mirrorProposal } from "#lib/features/mirror-proposal.ts";
import { verifyLedger } from "#lib/features/read-ledger.ts";
import { readTexts } from "#lib/features/read-texts.ts";
import { reconcileHost } from "#lib/features/reconcile-host.ts";
import { sendComments } from "#lib/features/send-comments.ts";
import { settleErrata } from "#lib/features/settle-errata.ts";
import { type SyncResult, syncBook } from "#lib/features/sync-book/index.ts";
import { clearDeliveries, takeDeliveries } from "#lib/features/take-delivery.ts";
import { takeHistory } from "#lib/features/take-history.ts";
import { type Taken, takePullRequest } from "#lib/features/take-pull-request/index.ts";
import {
  bookRepository,
  configuredBook,
  type Host,
  missedDeliveries,
  openGithub,
  openHost,
} from "#lib/installation.ts";
import { lookForBook } from "#lib/search.ts";
import { openPorts, readConnected } from "#lib/wiring.ts";

/** Everything a worker has at hand. */
export interface Workshop {
  /** Look at the repository and take in what changed. */
  sync(
    trigger: string,
    /** How often chapters that failed were tried again, this time included; null to leave them until something changes. */
    tries?: number | null,
  ): Promise<Outcome<SyncResult>>;
  finish(publicationId: string): Promise<Outcome<{ commit: string }>>;
  /** Read texts of the book into the store. */
  readTexts(payload: Record<string, unknown>): Promise<Outcome<number>>;
  /** Bring what the book's host shows of a proposal to what it is now. */
  mirror(proposalId: string): Promise<Outcome<"absent" | "shown" | "closed">>;
  /** Ask again for what has not come through; how many jobs. */
  finishWaiting(): Promise<number>;
  /** Read the revisions of a chapter into the store. */
  takeHistory(payload: Record<string, unknown>): Promise<Outcome<number>>;
  /** Remove uploaded images that nothing needs any more; how many. */
  clearUploads(): Promise<number>;
  /** Bring a proposal to what its pull request is at the host, and answer there. */
  takePull(number: number): Promise<Outcome<Taken>>;
  /** Make up for what the host could not tell; how many pull requests are looked at again. */
  reconcile(): Promise<Outcome<number>>;
  /** Show at the host what was said here of a proposal; how many comments. */
  sendComments(proposalId: string): Promise<Outcome<number>>;
  /** Queue what follows from what the Git host told; how much it was. */
  takeDeliveries(): Promise<number>;
  /** Forget what the Git host told long ago; how much. */
  clearDeliveries(): Promise<number>;
  verifyLedger: () => ReturnType<typeof verifyLedger>;
  close(): Promise<void>;
}

/** Open the adapters for the book this environment names; `book.unreachable` when its address cannot be one. */
export function openWorkshop(env: Environment): Outcome<Workshop> {
  const book = configuredBook(env);
  const github = openGithub(env);
  const opened = createGitBook(bookRepository(env, github));
  if (!opened.ok) return opened;
  const git: GitBook = opened.value;
  const ports = { ...openPorts(env, 5), repository: git.repository, press: git.press };
  const renderer = createRenderer({
    threads: env.renderThreads ?? Math.max(1, availableParallelism() - 1),
    timeoutMs: 20_000,
  });
  const knownId = async () => (await ports.standings.find(book.id))?.hostId ?? null;
  const host = hostOnce(github, knownId);
  return {
    ok: true,
    value: {
      async sync(trigger, tries) {
        const wish = { book, trigger, again: typeof tries === "number" };
        const synced = await settleErrata(ports, book.id, () => syncBook({ ...ports, renderer }, wish));
        if (!synced.ok) return synced;
        const { changed, undrawn } = synced.value;
        if (changed > 0) await carryProposals(ports, book.id);
        await drawAgain(ports, book.id, { undrawn, tries: tries ?? 0 });
        return synced;
      },
      readTexts: (payload) => readTexts(ports, payload),
      takeHistory: (payload) => takeHistory({ ...ports, archive: git.archive }, payload),
      async finish(id) {
        const hosted = await host();
        if (!hosted.ok) return hosted;
        const pulls = hosted.value?.pulls;
        return finishPublication(
          { ...ports, bookId: book.id, host: pulls ? { links: ports.links, pulls } : null },
          id,
        );
      },
      async mirror(id) {
        const hosted = await host();
        if (!hosted.ok) return hosted;
        if (!hosted.value) return ok("absent");
        const { pulls } = hosted.value;
        return mirrorProposal({ ...ports, bookId: book.id, pulls, site: env.web.publicUrl }, id);
      },
      finishWaiting: () => finishWaiting({ ...ports, links: github ? ports.links : null }, book.id),
      clearUploads: () => clearUploads(ports),
      async takePull(number) {
        const hosted = await host();
        if (!hosted.ok) return hosted;
        if (!hosted.value) return ok("none");
        const { repository } = hosted.value;
        const at = { pulls: createPullsAtHost(repository), hostTalk: createHostTalk(repository) };
        const settings = { bookId: book.id, site: env.web.publicUrl };
        return takePullRequest({ ...ports, ...at, ...settings, commits: git.pulls }, number);
      },
      async reconcile() {
        if (!github) return ok(0);
        const now = () => Date.now();
        const hostRepository = createHostRepository(github, now, knownId);
        const hosted = await host();
        if (!hosted.ok) return hosted;
        const repository = hosted.value?.repository;
        const pulls = repository ? createPullsAtHost(repository) : null;
        const missed = repository ? missedDeliveries(env, repository) : null;
        return reconcileHost({ ...ports, hostRepository, pulls, missed }, book.id);
      },
      async sendComments(proposalId) {
        const hosted = await host();
        if (!hosted.ok) return hosted;
        if (!hosted.value) return ok(0);
        return sendComments({ ...ports, hostTalk: createHostTalk(hosted.value.repository) }, proposalId);
      },
      takeDeliveries: () => {
        const named = repositoryName(book.remote, env.github.serverUrl);
        return takeDeliveries(ports, { id: book.id, name: named && `${named.owner}/${named.name}` });
      },
      clearDeliveries: () => clearDeliveries(ports),
      verifyLedger: () => verifyLedger(ports),
      async close() {
        git.close();
        await renderer.close();
        await ports.close();
      },
    },
  };
}

/** The book's host, looked up when it is first needed. What is no passing trouble means that it is not there for us. */
function hostOnce(
  github: ReturnType<typeof openGithub>,
  knownId: () => Promise<number | null>,
): () => Promise<Outcome<Host | null>> {
  let known: Host | null | undefined;
  return async () => {
    if (known !== undefined) return ok(known);
    const hosted = await openHost(github, await knownId());
    if (!hosted.ok && /^github\.(?:unreachable|limited)$/u.test(hosted.problem.code)) return hosted;
    known = hosted.ok ? hosted.value : null;
    return ok(known);
  };
}

/**
 * Everything a worker does for the book that is connected. A look at another repository needs no book that can be
 * opened.
 * @param base the environment as it was given
 */
export async function openJobs(base: Environment): Promise<{ doJob: DoJob; close(): Promise<void> }> {
  const env = await readConnected(base);
  const opened = openWorkshop(env);
  const doOther: DoJob = opened.ok
    ? jobsOf(opened.value)
    : () => Promise.reject(new Error(opened.problem.message));
  return {
    doJob: (task, payload, isLast) =>
      task === "search-book" ? lookForBook(base, String(payload.id)) : doOther(task, payload, isLast),
    close: async () => (opened.ok ? opened.value.close() : undefined),
  };
}

/** The jobs that touch the book, done in this workshop. */
function jobsOf(workshop: Workshop): DoJob {
  const log = createLog("workshop");
  const warn = log.warn.bind(log);
  return async (task, payload, isLast) => {
    switch (task) {
      case "sync-book":
        // The next minute's round tries again, so a failed sync is not repeated by itself.
        return settleJob(
          task,
          await workshop.sync(
            String(payload.trigger ?? "clock"),
            typeof payload.tries === "number" ? payload.tries : null,
          ),
          { isLast: true },
          warn,
        );
      case "finish-publication":
        return settleJob(task, await workshop.finish(String(payload.id)), { isLast }, warn);
      case "read-history":
        return settleJob(task, await workshop.takeHistory(payload), { isLast }, warn);
      case "read-texts":
        return settleJob(task, await workshop.readTexts(payload), { isLast }, warn);
      case "mirror-proposal":
        return settleJob(task, await workshop.mirror(String(payload.id)), { isLast }, warn);
      case "finish-waiting":
        return workshop.finishWaiting();
      case "clear-uploads": {
        const cleared = await workshop.clearUploads();
        if (cleared > 0) log.info({ cleared }, "removed images that nothing needs any more");
        return cleared;
      }
      case "take-pull-request":
        return settleJob(task, await workshop.takePull(Number(payload.number)), { isLast }, warn);
      case "reconcile-host":
        // The next round tries again.
        return settleJob(task, await workshop.reconcile(), { isLast: true }, warn);
      case "send-comments":
        return settleJob(task, await workshop.sendComments(String(payload.proposalId)), { isLast }, warn);
      case "take-delivery":
        return workshop.takeDeliveries();
      case "clear-deliveries":
        return workshop.clearDeliveries();
      default:
        throw new Error(`There is no job ${task}.`);
    }
  };
}
