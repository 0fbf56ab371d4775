/**
 * Takes jobs from the queue. What touches the book is done in a process of its own (`lib/workshop.ts`), so that this
 * one stays small and alive; the book's remote is asked here whether it moved, which needs no such process.
 */
import { join } from "node:path";
import { listenForSettings } from "#lib/adapters/db/index.ts";
import type { Environment } from "#lib/adapters/env/index.ts";
import { createGitBook } from "#lib/adapters/git/index.ts";
import {
  createHostJobs,
  createJobProcess,
  prepareJobs,
  runJobs,
  settleJob,
} from "#lib/adapters/jobs/index.ts";
import { createLog } from "#lib/adapters/log/index.ts";
import { createMailer } from "#lib/adapters/mail/index.ts";
import { bookRepository, configuredBook, openGithub, places } from "#lib/installation.ts";
import { readConnected } from "#lib/wiring.ts";

/** What is done in the process that touches the book, and told to nobody here. */
const inWorkshop = [
  "finish-waiting",
  "read-texts",
  "read-history",
  "clear-uploads",
  "take-delivery",
  "clear-deliveries",
  "search-book",
] as const;

/**
 * Take jobs until `stop`: sync at once and every minute, publish, send mail. When the connection to the book becomes
 * another one, jobs in hand are finished, and it begins anew with it.
 */
export async function startWorker(env: Environment): Promise<{ stop(): Promise<void> }> {
  const log = createLog("worker");
  let known = await readConnected(env);
  let running = await takeJobs(known, env);
  let turn: Promise<void> = Promise.resolve();
  let stopped = false;
  const look = async () => {
    const now = await readConnected(env).catch(() => null);
    if (now === null) setTimeout(hear, 5_000).unref();
    if (stopped || now === null || wayOf(now) === wayOf(known)) return;
    log.info("The connection to the book is another one; taking it up");
    // What is being done for a book that is none any more is not waited for.
    await running.stop({ hurry: now.book.id !== known.book.id });
    known = now;
    running = await takeJobs(now, env);
  };
  const hear = () => {
    turn = turn.then(look).catch((error) => {
      // Nothing is in hand now; whoever started this process starts a new one.
      log.error({ err: error }, "The connection to the book could not be taken up");
      process.exit(1);
    });
  };
  const ear = listenForSettings(env.databaseUrl ?? "", hear);
  return {
    async stop() {
      stopped = true;
      await ear.close();
      await turn;
      await running.stop();
    },
  };
}

/** All of the environment that the connection decides for a worker. */
function wayOf({ book, github }: Environment): string {
  return JSON.stringify([book, github.app, github.token]);
}

/**
 * @param base the environment as it was given, which the workshop completes by itself
 * @returns `stop`; with `hurry`, jobs that take longer than ten seconds are broken off, to be done later
 */
async function takeJobs(
  env: Environment,
  base: Environment,
): Promise<{ stop(how?: { hurry: boolean }): Promise<void> }> {
  const log = createLog("worker");
  const github = openGithub(env);
  const git = createGitBook(bookRepository(env, github));
  if (!git.ok) throw new Error(git.problem.message);
  const { repository } = git.value;
  const mailer = createMailer({ smtpUrl: env.mail.smtpUrl, from: env.mail.from, folder: places(env).mail });
  const databaseUrl = env.databaseUrl ?? "";
  await prepareJobs(databaseUrl);
  const workshop = createJobProcess({
    file: join(process.cwd(), "scripts", "workshop.ts"),
    settings: base,
    idleMs: 20_000,
  });
  /** The commit that the last sync from here ended at. */
  let taken: string | null = null;
  const hostJob = createHostJobs({
    run: workshop.run,
    again: (...job) => jobs.add(...job),
    now: () => Date.now(),
  });
  /** A job that speaks to the book's host; without one only publications have something to do. */
  const atHost: typeof hostJob = (name, keyOf) =>
    github || name === "finish-publication" ? hostJob(name, keyOf) : async () => null;
  const jobs = await runJobs({
    databaseUrl,
    concurrency: 3,
    // Every minute, also what was missed while nobody worked; and what can wait, once a night.
    crontab: [
      '* * * * * sync-book ?queue=book&jobKey=sync&max=1 {"trigger":"clock"}',
      `${github ? "*/10" : "23"} * * * * finish-waiting ?queue=book&jobKey=finish-waiting&max=1`,
      ...(github ? ["*/10 * * * * reconcile-host ?queue=host&jobKey=reconcile-host&max=1"] : []),
      "17 3 * * * clear-uploads ?jobKey=clear-uploads&max=3",
      "27 3 * * * clear-deliveries ?jobKey=clear-deliveries&max=3",
    ].join("\n"),
    handlers: {
      "sync-book": async (payload, attempt) => {
        const isRound = (payload.trigger ?? "clock") === "clock";
        if (isRound && taken !== null && (await repository.announced()) === taken) return;
        taken = null;
        const told = await workshop.run("sync-book", payload, attempt);
        taken = (told as { head: string } | null)?.head ?? null;
      },
      "finish-publication": atHost("finish-publication", ({ id }) => `publication:${id}`),
      "mirror-proposal": atHost("mirror-proposal", ({ id }) => `mirror:${id}`),
      "take-pull-request": async (payload, attempt) => {
        const key = `pull:${payload.number}`;
        const taken = await atHost("take-pull-request", () => key)(payload, attempt);
        // It is being published, which takes seconds.
        if (taken === "busy")
          await jobs.add("take-pull-request", payload, key, new Date(Date.now() + 15_000));
      },
      "reconcile-host": atHost("reconcile-host", () => "reconcile-host"),
      "send-comments": atHost("send-comments", ({ proposalId }) => `comments:${proposalId}`),
      ...Object.fromEntries(
        inWorkshop.map((name) => [
          name,
          async (payload: Record<string, unknown>, attempt: { isLast: boolean }) => {
            await workshop.run(name, payload, attempt);
          },
        ]),
      ),
      "send-mail": async (payload, { isLast }) => {
        const sent = await mailer.send({
          to: String(payload.to),
          subject: String(payload.subject),
          text: String(payload.text),
        });
        settleJob("send-mail", sent, { isLast }, log.warn.bind(log));
      },
    },
    onError: (job, error) => log.error({ job, error }, "a job failed"),
  });
  await jobs.add("sync-book", { trigger: "start" }, `sync:${configuredBook(env).id}`);
  if (github) await jobs.add("reconcile-host", {}, "reconcile-host");
  return {
    async stop({ hurry } = { hurry: false }) {
      if (hurry) await workshop.stop();
      await jobs.stop();
      await workshop.stop();
      git.value.close();
    },
  };
}
