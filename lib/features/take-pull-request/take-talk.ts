import { compareComments, type HostComment, hunkAt } from "#lib/core/host/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { HostTalk, Ids, Jobs, Proposals, PulledProposals, TalkRecords } from "../ports/index.ts";

export interface TalkPorts {
  proposals: Pick<Proposals, "find">;
  pulled: Pick<PulledProposals, "author">;
  hostTalk: HostTalk;
  talkRecords: TalkRecords;
  jobs: Pick<Jobs, "add">;
  ids: Ids;
}

const ghost = { id: 10_137, login: "ghost" };

/** Bring the comments of a proposal to what the host has; resolves to what was said there. */
export async function takeTalk(
  ports: TalkPorts,
  proposalId: string,
  number: number,
): Promise<Outcome<HostComment[]>> {
  const listed = await ports.hostTalk.list(number);
  if (!listed.ok) return listed;
  const { comments, whole } = listed.value;
  const kept = await ports.talkRecords.list(proposalId);
  const { add, ...changes } = compareComments(kept, comments, whole);
  const isSame = add.length + changes.edit.length + changes.adopt.length + changes.remove.length === 0;
  if (!isSame) {
    const files = (await ports.proposals.find({ id: proposalId }))?.files ?? [];
    const added = [];
    for (const { hostId, author, body, at, place } of add) {
      const file = files.find(({ path }) => path === place?.path);
      added.push({
        id: ports.ids.next(),
        hostId,
        authorId: (await ports.pulled.author(author ?? ghost, ports.ids.next())).id,
        body,
        path: place?.path ?? null,
        hunk: file && place ? hunkAt(file, place.line, place.side) : null,
        at,
      });
    }
    await ports.talkRecords.change(proposalId, { ...changes, add: added });
  }
  const adopted = new Set(changes.adopt.map(({ id }) => id));
  if (kept.some((each) => each.origin === "colophon" && each.hostId === null && !adopted.has(each.id)))
    await ports.jobs.add("send-comments", { proposalId }, `comments:${proposalId}`);
  return ok(comments);
}
