import * as Y from "yjs";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { roomLimits } from "#lib/core/together/index.ts";
import { textName } from "./shared-text.ts";

/** What an update would bring. */
export interface Judged {
  /** The numbers of the hands that wrote in it. */
  clients: number[];
}

const strange = refuse("input.invalid", "This change is not one that an editor makes, so it was not taken.");

/**
 * Whether an update may go into a document: only plain characters in the one text, nothing that refers to what is not
 * there, no more than fits. `isTheirs` says whether the person may write with this hand; a hand belongs to whoever used
 * it first.
 */
export function judgeUpdate(
  doc: Y.Doc,
  update: Uint8Array,
  isTheirs: (client: number) => boolean,
): Outcome<Judged> {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return strange;
  }
  const ends = new Map<number, number>();
  const known = (client: number): number => Math.max(Y.getState(doc.store, client), ends.get(client) ?? 0);
  for (const { id, length } of decoded.structs) {
    // What the document has is not looked at again; a gap before what it has not would hang in the air.
    if (!Number.isSafeInteger(length) || length < 1 || id.clock > known(id.client)) return strange;
    ends.set(id.client, Math.max(known(id.client), id.clock + length));
  }
  let added = 0;
  const clients = new Set<number>();
  for (const struct of decoded.structs) {
    const { id, length } = struct;
    if (id.clock + length <= Y.getState(doc.store, id.client)) continue;
    if (!isTheirs(id.client)) return strange;
    clients.add(id.client);
    // A hand that has been folded together says nothing; a skip says that something is missing.
    if (struct instanceof Y.GC) continue;
    if (!(struct instanceof Y.Item)) return strange;
    const { content, origin, rightOrigin, parent, parentSub } = struct;
    if (!(content instanceof Y.ContentString || content instanceof Y.ContentDeleted)) return strange;
    if (parentSub !== null || (parent !== null && (parent as unknown) !== textName)) return strange;
    if (parent === null && origin === null && rightOrigin === null) return strange;
    for (const place of [origin, rightOrigin])
      if (place !== null && place.clock >= known(place.client)) return strange;
    if (content instanceof Y.ContentString) {
      if (content.str.includes("\0") || !content.str.isWellFormed()) return strange;
      added += content.str.length;
    }
  }
  for (const [client, ranges] of decoded.ds.clients)
    for (const { clock, len } of ranges) if (len < 0 || clock + len > known(client)) return strange;
  if (added > 0 && doc.getText(textName).length + added > roomLimits.characters)
    return refuse("input.too-large", "A chapter can have two million characters at most.");
  return ok({ clients: [...clients] });
}
