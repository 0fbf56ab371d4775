import type { Transaction } from "./client.ts";
import { addJob } from "./jobs.ts";

/**
 * Queue what the Git host has to hear of a proposal that changed, in the transaction that changes it: one from here is
 * shown there, one from there is looked at again, and answered.
 */
export async function showAtHost(tx: Transaction, id: string): Promise<void> {
  const pull = await tx.pullRequest.findUnique({
    where: { proposalId: id },
    select: { origin: true, number: true },
  });
  if (pull?.origin !== "host") await addJob(tx, "mirror-proposal", { id }, `mirror:${id}`);
  else if (pull.number !== null)
    await addJob(tx, "take-pull-request", { number: pull.number }, `pull:${pull.number}`);
}

/** Queue the sending of comments, where the proposal has a pull request. */
export async function sendToHost(tx: Transaction, proposalId: string): Promise<void> {
  const pull = await tx.pullRequest.count({ where: { proposalId, number: { not: null } } });
  if (pull > 0) await addJob(tx, "send-comments", { proposalId }, `comments:${proposalId}`);
}
