import { commentForHost, compareComments } from "#lib/core/host/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { HostTalk, PullLinks, TalkRecords } from "./ports/index.ts";

/**
 * Show at the host what was said here of a proposal that has a pull request there, each comment once: it carries a mark
 * by which one is found whose sending was not confirmed. Resolves to how many were sent.
 */
export async function sendComments(
  ports: { links: Pick<PullLinks, "find">; hostTalk: HostTalk; talkRecords: TalkRecords },
  proposalId: string,
): Promise<Outcome<number>> {
  const link = await ports.links.find(proposalId);
  if (!link || link.number === null) return ok(0);
  const unsent = async () =>
    (await ports.talkRecords.list(proposalId)).filter(
      ({ origin, hostId }) => origin === "colophon" && hostId === null,
    );
  if ((await unsent()).length === 0) return ok(0);
  const listed = await ports.hostTalk.list(link.number);
  if (!listed.ok) return listed;
  const { adopt } = compareComments(await unsent(), listed.value.comments, false);
  for (const { id, hostId } of adopt) await ports.talkRecords.sent(id, hostId);
  let sent = 0;
  for (const comment of await unsent()) {
    const said = await ports.hostTalk.say(link.number, {
      key: `comment:${comment.id}`,
      body: commentForHost(comment),
    });
    if (!said.ok) return said;
    await ports.talkRecords.sent(comment.id, said.value.hostId);
    sent++;
  }
  return ok(sent);
}
