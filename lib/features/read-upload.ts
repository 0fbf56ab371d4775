import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isWriter, partiesOf } from "#lib/core/proposal/index.ts";
import type { Additions } from "./ports/index.ts";

/** An image that is only proposed, for those who may see a proposal that carries it; null for everybody else. */
export async function readUpload(
  ports: { additions: Pick<Additions, "bytes" | "holders"> },
  actor: Actor,
  sha256: string,
): Promise<{ mediaType: string; bytes: Uint8Array } | null> {
  if (!/^[0-9a-f]{64}$/u.test(sha256)) return null;
  const holders = await ports.additions.holders(sha256);
  const seen = holders.find(
    (holder) =>
      authorise(actor, "proposal.read", partiesOf(holder)).ok &&
      (!holder.draft || isWriter(holder, actor.id)),
  );
  const bytes = seen ? await ports.additions.bytes({ sha256 }) : null;
  return seen && bytes ? { mediaType: seen.mediaType, bytes } : null;
}
