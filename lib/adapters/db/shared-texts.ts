import * as Y from "yjs";
import { documentOf, judgeUpdate, rewrite, textOf } from "#lib/adapters/together/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { roomLimits } from "#lib/core/together/index.ts";
import type { Exchanged, SharedTexts } from "#lib/features/ports/index.ts";
import { editable } from "./additions.ts";
import { announceDraft } from "./changes.ts";
import type { Database, Transaction } from "./client.ts";

/** One text as this process knows it: everything up to the stored change `at`. */
interface Known {
  doc: Y.Doc;
  at: bigint;
  /** Whose hand each number is; null where the site wrote. */
  hands: Map<number, string | null>;
  /** Stored changes and their bytes, since they were last folded together. */
  rows: number;
  bytes: number;
}

interface Place {
  proposalId: string;
  path: string;
}

/** Texts kept at hand, and stored changes before they are folded together. */
const mostKnown = 30;
const mostRows = 200;

/** An update that changes nothing. */
const nothing = Uint8Array.from([0, 0]);

const gone = refuse("not-found", "This draft does not exist any more.");

/**
 * The texts of drafts that several people write. The proposal's row is held while a change is stored, so that changes
 * have one order in all processes, and `proposal_file.text` is written in the same transaction: the text that is
 * submitted is always the one that the changes make.
 */
export function createSharedTexts(db: Database): SharedTexts {
  const atHand = new Map<string, Known>();
  return {
    async exchange({ proposalId, path, personId, vector, update }) {
      const key = `${proposalId}\n${path}`;
      try {
        return await db.$transaction(
          async (tx) => {
            const version = await hold(tx, { proposalId, path }, personId, update !== null);
            if (!version.ok) return version;
            const known = await load(tx, { proposalId, path }, atHand.get(key));
            if (!known) return gone;
            atHand.delete(key);
            atHand.set(key, known);
            const stored = update && (await store(tx, { proposalId, path }, known, personId, update));
            if (stored && !stored.ok) return stored;
            return ok<Exchanged>({
              update: vector ? Y.encodeStateAsUpdate(known.doc, vector) : nothing,
              vector: Y.encodeStateVector(known.doc),
              version: version.value + (stored?.value ? 1 : 0),
              at: known.at,
            });
          },
          { timeout: 15_000 },
        );
      } catch (error) {
        // What was put in and then not stored must not be built upon.
        atHand.delete(key);
        throw error;
      } finally {
        for (const oldest of atHand.keys()) if (atHand.size > mostKnown) atHand.delete(oldest);
      }
    },
    async since(proposalId, path, after) {
      const rows = await db.draftUpdate.findMany({
        where: { proposalId, path, id: { gt: after } },
        orderBy: { id: "asc" },
      });
      return rows.map(({ id, bytes }) => ({ at: id, bytes }));
    },
  };
}

/** Hold the proposal's row. Its version, when this person may have the text, or change it. */
async function hold(
  tx: Transaction,
  { proposalId }: Place,
  personId: string,
  changing: boolean,
): Promise<Outcome<number>> {
  const [row] = await tx.$queryRaw<{ version: number; state: string; author_id: string }[]>`
    SELECT version, state, author_id FROM proposal WHERE id = ${proposalId} FOR UPDATE`;
  if (!row) return gone;
  const writes =
    row.author_id === personId ||
    (await tx.proposalAuthor.count({ where: { proposalId, personId, leftAt: null } })) > 0;
  if (!writes) return gone;
  if (changing && !editable.includes(row.state))
    return refuse("proposal.wrong-state", "This proposal is with the editor now, so its text cannot change.");
  return ok(row.version);
}

/** Everything stored of a text; begun from the file's text where nothing is. Null when there is no such file. */
async function load(tx: Transaction, place: Place, known: Known | undefined): Promise<Known | null> {
  const rows = await tx.draftUpdate.findMany({
    where: { ...place, id: { gt: known?.at ?? -1n } },
    orderBy: { id: "asc" },
  });
  if (known && rows.length === 0) return known;
  const hands = new Map(
    (await tx.draftClient.findMany({ where: place })).map((row) => [Number(row.client), row.personId]),
  );
  if (known || rows.length > 0) {
    const doc = known?.doc ?? new Y.Doc();
    for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
    return {
      doc,
      hands,
      at: rows[rows.length - 1]?.id ?? known?.at ?? 0n,
      rows: (known?.rows ?? 0) + rows.length,
      bytes: rows.reduce((sum, { bytes }) => sum + bytes.length, known?.bytes ?? 0),
    };
  }
  const file = await tx.proposalFile.findUnique({ where: { proposalId_path: place } });
  if (!file) return null;
  const begun: Known = { doc: documentOf([]), at: 0n, hands, rows: 0, bytes: 0 };
  // An empty text is begun too: later ones go on from a first row.
  const first = rewrite(begun.doc, file.text) ?? Y.encodeStateAsUpdate(begun.doc);
  await keep(tx, place, begun, null, first, [begun.doc.clientID]);
  return begun;
}

/** Store what somebody wrote. True when it changed anything. */
async function store(
  tx: Transaction,
  place: Place,
  known: Known,
  personId: string,
  update: Uint8Array,
): Promise<Outcome<boolean>> {
  const { doc, hands } = known;
  const judged = judgeUpdate(doc, update, (client) => !hands.has(client) || hands.get(client) === personId);
  if (!judged.ok) return judged;
  if (known.bytes + update.length > roomLimits.state)
    return refuse("input.too-large", "So much was changed in this draft that it can only be sent now.");
  const before = textOf(doc);
  const made: Uint8Array[] = [];
  const note = (bytes: Uint8Array): void => void made.push(bytes);
  doc.on("update", note);
  Y.applyUpdate(doc, update);
  doc.off("update", note);
  if (made.length === 0) return ok(false);
  await keep(tx, place, known, personId, Y.mergeUpdates(made), judged.value.clients);
  const after = textOf(doc);
  const { proposalId, path } = place;
  if (after !== before) {
    await tx.proposalFile.update({ where: { proposalId_path: place }, data: { text: after } });
    await tx.proposalAuthor.updateMany({
      where: { proposalId, personId, typed: false },
      data: { typed: true },
    });
  }
  await tx.proposal.update({ where: { id: proposalId }, data: { version: { increment: 1 } } });
  if (known.rows > mostRows) await fold(tx, place, known);
  await announceDraft(tx, { proposal: proposalId, path });
  return ok(true);
}

async function keep(
  tx: Transaction,
  place: Place,
  known: Known,
  personId: string | null,
  bytes: Uint8Array,
  clients: readonly number[],
): Promise<void> {
  const row = await tx.draftUpdate.create({ data: { ...place, personId, bytes: new Uint8Array(bytes) } });
  known.at = row.id;
  known.rows += 1;
  known.bytes += bytes.length;
  const fresh = clients.filter((client) => !known.hands.has(client));
  for (const client of fresh) known.hands.set(client, personId);
  await tx.draftClient.createMany({
    data: fresh.map((client) => ({ ...place, client: BigInt(client), personId })),
    skipDuplicates: true,
  });
}

/** Fold the stored changes together into one. Whose hand is which stays on record. */
async function fold(tx: Transaction, place: Place, known: Known): Promise<void> {
  const bytes = Y.encodeStateAsUpdate(known.doc);
  await tx.draftUpdate.deleteMany({ where: { ...place, id: { lte: known.at } } });
  known.rows = 0;
  known.bytes = 0;
  await keep(tx, place, known, null, bytes, []);
}

/** A text that was saved whole, by a browser without the shared one or by taking in the book's changes, becomes a change. */
export async function rewriteShared(
  tx: Transaction,
  { text, personId, ...place }: Place & { text: string; personId: string | null },
): Promise<void> {
  if ((await tx.draftUpdate.count({ where: place })) === 0) return markTyped(tx, place, text, personId);
  const known = await load(tx, place, undefined);
  if (!known) return;
  const update = rewrite(known.doc, text);
  if (!update) return;
  await markTyped(tx, place, text, personId);
  await keep(tx, place, known, personId, update, [known.doc.clientID]);
  await announceDraft(tx, { proposal: place.proposalId, path: place.path });
}

async function markTyped(
  tx: Transaction,
  place: Place,
  text: string,
  personId: string | null,
): Promise<void> {
  if (personId === null) return;
  const { proposalId } = place;
  const who = await tx.proposalAuthor.findUnique({
    where: { proposalId_personId: { proposalId, personId } },
  });
  if (!who || who.typed) return;
  const file = await tx.proposalFile.findUnique({
    where: { proposalId_path: place },
    select: { text: true },
  });
  if (file?.text !== text)
    await tx.proposalAuthor.updateMany({ where: { proposalId, personId }, data: { typed: true } });
}
