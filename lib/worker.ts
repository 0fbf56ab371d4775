/**
 * Takes jobs from the queue. What touches the book is done in a process of its own (`lib/workshop.ts`), so that this
 * one stays small and alive; the book's remote is asked here whether it moved, which needs no such process.
 */
import { join } from "node:path";
import type { Environment } from "#lib/adapters/env/index.ts";
import { createGitBook } from "#lib/adapters/git/index.ts";
import { createJobProcess, prepareJobs, runJobs, settleJob } from "#lib/adapters/jobs/index.ts";
import { createLog } from "#lib/adapters/log/index.ts";
import { createMailer } from "#lib/adapters/mail/index.ts";
import { bookRepository, configuredBook, openGithub, places } from "#lib/installation.ts";

/** What is done in the process that touches the book, and told to nobody here. */
const inWorkshop = [
  "finish-publication",
  "finish-waiting",
  "read-texts",
  "clear-uploads",
  "take-delivery",
  "clear-deliveries",
] as const;

/** Take jobs until `stop`: sync at once and every minute, publish, send mail. */
export async function startWorker(env: Environment): Promise<{ stop(): Promise<void> }> {
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
    settings: env,
    idleMs: 20_000,
  });
  /** The commit that the last sync from here ended at. */
  let taken: string | null = null;
  const jobs = await runJobs({
    databaseUrl,
    concurrency: 3,
    // Every minute, also what was missed while nobody worked; and what can wait, once a night.
    crontab: [
      '* * * * * sync-book ?queue=book&jobKey=sync&max=1 {"trigger":"clock"}',
      `${github ? "*/10" : "23"} * * * * finish-waiting ?queue=book&jobKey=finish-waiting&max=1`,
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
      "mirror-proposal": async (payload, attempt) => {
        if (github) await workshop.run("mirror-proposal", payload, attempt);
      },
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
  return {
    async stop() {
      await jobs.stop();
      await workshop.stop();
      git.value.close();
    },
  };
}
