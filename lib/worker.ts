/**
 * Where use cases meet jobs and the command line: the same features as in `lib/server.ts`, with the adapters that need
 * a disk (the mirror, the renderer's threads, mail).
 */

import { availableParallelism } from "node:os";
import type { Environment } from "#lib/adapters/env/index.ts";
import { createGitBook, type GitBook } from "#lib/adapters/git/index.ts";
import { prepareJobs, runJobs } from "#lib/adapters/jobs/index.ts";
import { createLog } from "#lib/adapters/log/index.ts";
import { createMailer } from "#lib/adapters/mail/index.ts";
import { createRenderer } from "#lib/adapters/render/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { clearUploads } from "#lib/features/clear-uploads.ts";
import { finishPublication } from "#lib/features/finish-publication.ts";
import { verifyLedger } from "#lib/features/read-ledger.ts";
import { settleErrata } from "#lib/features/settle-errata.ts";
import { type SyncResult, syncBook } from "#lib/features/sync-book/index.ts";
import { configuredBook, openPorts, places } from "#lib/wiring.ts";

/** Everything a worker has at hand. */
export interface Workshop {
  /** Look at the repository and take in what changed. */
  sync(trigger: string): Promise<Outcome<SyncResult>>;
  /** Have a worker do it, one after the other with all else that touches the mirror. */
  askForSync(trigger: string): Promise<void>;
  finish(publicationId: string): Promise<Outcome<{ commit: string }>>;
  /** Remove uploaded images that nothing needs any more; how many. */
  clearUploads(): Promise<number>;
  verifyLedger: () => ReturnType<typeof verifyLedger>;
  close(): Promise<void>;
}

/** Open the adapters for the book this environment names; `book.unreachable` when its address cannot be one. */
export function openWorkshop(env: Environment): Outcome<Workshop> {
  const book = configuredBook(env);
  const opened = createGitBook({
    mirrorDir: places(env).mirror,
    remote: book.remote,
    branch: env.book.branch ?? null,
    credentials: env.github.token ? { username: "x-access-token", password: env.github.token } : null,
  });
  if (!opened.ok) return opened;
  const git: GitBook = opened.value;
  const ports = { ...openPorts(env, 5), repository: git.repository, press: git.press };
  const renderer = createRenderer({
    threads: env.renderThreads ?? Math.max(1, availableParallelism() - 1),
    timeoutMs: 20_000,
  });
  return {
    ok: true,
    value: {
      sync: (trigger) =>
        settleErrata(ports, book.id, () => syncBook({ ...ports, renderer }, { book, trigger })),
      askForSync: (trigger) => ports.jobs.add("sync-book", { trigger }, `sync:${book.id}`),
      finish: (id) => finishPublication({ ...ports, bookId: book.id }, id),
      clearUploads: () => clearUploads(ports),
      verifyLedger: () => verifyLedger(ports),
      async close() {
        git.close();
        await renderer.close();
        await ports.close();
      },
    },
  };
}

/** A problem that time may heal: the job is tried again. */
const passing = new Set(["book.unreachable", "storage.unavailable", "storage.full"]);

/** Take jobs until `stop`: sync at once and every minute, publish, send mail. */
export async function startWorker(env: Environment): Promise<{ stop(): Promise<void> }> {
  const log = createLog("worker");
  const opened = openWorkshop(env);
  if (!opened.ok) throw new Error(opened.problem.message);
  const workshop = opened.value;
  const mailer = createMailer({ smtpUrl: env.mail.smtpUrl, from: env.mail.from, folder: places(env).mail });
  const databaseUrl = env.databaseUrl ?? "";
  await prepareJobs(databaseUrl);
  const settle = (name: string, outcome: Outcome<unknown>, isLast: boolean) => {
    if (outcome.ok) return;
    log.warn({ job: name, problem: outcome.problem.code }, outcome.problem.message);
    if (passing.has(outcome.problem.code) && !isLast) throw new Error(outcome.problem.message);
  };
  const jobs = await runJobs({
    databaseUrl,
    concurrency: 3,
    // Every minute, also what was missed while nobody worked; and what can wait, once a night.
    crontab: [
      '* * * * * sync-book ?queue=book&jobKey=sync&max=1 {"trigger":"clock"}',
      "17 3 * * * clear-uploads ?jobKey=clear-uploads&max=3",
    ].join("\n"),
    handlers: {
      // The next minute's round tries again, so a failed sync is not repeated by itself.
      "sync-book": async (payload) =>
        settle("sync-book", await workshop.sync(String(payload.trigger ?? "clock")), true),
      "clear-uploads": async () => {
        const cleared = await workshop.clearUploads();
        if (cleared > 0) log.info({ cleared }, "removed images that nothing needs any more");
      },
      "finish-publication": async (payload, { isLast }) =>
        settle("finish-publication", await workshop.finish(String(payload.id)), isLast),
      "send-mail": async (payload, { isLast }) =>
        settle(
          "send-mail",
          await mailer.send({
            to: String(payload.to),
            subject: String(payload.subject),
            text: String(payload.text),
          }),
          isLast,
        ),
    },
    onError: (job, error) => log.error({ job, error }, "a job failed"),
  });
  await workshop.askForSync("start");
  return {
    async stop() {
      await jobs.stop();
      await workshop.close();
    },
  };
}
