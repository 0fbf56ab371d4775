import { z } from "zod";
import {
  bibliographyFor,
  type CslEntry,
  citationKey,
  laidOut,
  namedDoi,
  offeredKey,
  readReference,
  sameWorks,
  shortAuthor,
  withKey,
  yearOf,
} from "#lib/core/book/index.ts";
import { identifier, parseInput, required, typed } from "#lib/core/input.ts";
import { sha256Hex } from "#lib/core/licence/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { additionsLimit, isEditable, partiesOf } from "#lib/core/proposal/index.ts";
import type {
  Additions,
  BookFacts,
  Ids,
  ProposalRecord,
  Proposals,
  RateLimit,
  Renderer,
  Shelf,
  Works,
} from "./ports/index.ts";

const Pasted = z.strictObject({
  id: identifier,
  path: typed(1000),
  text: required(20_000, "Please paste the BibTeX entry of the work."),
});

/** A pasted reference before it is added: its key, how it will be printed, and works that may be the same. */
export interface ReferencePreview {
  key: string;
  /** The entry of the list of references, as sanitised HTML. */
  html: string;
  /** As it is named in running text. */
  cited: string;
  duplicates: { key: string; title: string }[];
}

/**
 * The BibTeX entry of the work whose DOI somebody pasted, alone, in an address or in a printed reference; for
 * `previewReference`. Nothing is stored. Problems: `input.invalid` without a DOI, else those of `Works`.
 */
export async function findReference(
  ports: Pick<ReferencePorts, "proposals" | "limit"> & { works: Works },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ text: string }>> {
  const input = parseInput(Pasted, raw);
  if (!input.ok) return input;
  const draft = await findDraft(ports, actor, input.value);
  if (!draft.ok) return draft;
  const doi = namedDoi(input.value.text);
  if (doi === null)
    return refuse("input.invalid", "There is no DOI in it. It looks like this: 10.1145/3065386", "reference");
  const spent = await ports.limit.spend(actor.id ?? "");
  if (!spent.ok) return spent;
  const found = await ports.works.bibtex(doi);
  // Nobody chose the key that the registry has for it.
  return found.ok ? ok({ text: withKey(laidOut(found.value), "") }) : found;
}

interface ReferencePorts {
  proposals: Pick<Proposals, "find">;
  facts: Pick<BookFacts, "bibliography" | "files">;
  renderer: Renderer;
  limit: RateLimit;
}

/** Read a pasted BibTeX entry: with the key it suggests, unless its own can be had. Nothing is stored. */
export async function previewReference(
  ports: ReferencePorts,
  actor: Actor,
  raw: unknown,
): Promise<Outcome<ReferencePreview>> {
  const input = parseInput(Pasted, raw);
  if (!input.ok) return input;
  const draft = await findDraft(ports, actor, input.value);
  if (!draft.ok) return draft;
  const spent = await ports.limit.spend(actor.id ?? "");
  if (!spent.ok) return spent;
  const read = await ports.renderer.run({ kind: "reference", text: input.value.text });
  if (!read.ok) return read;
  if (!read.value.ok) return read.value;
  const { entry, printed } = read.value.value;
  const works = await knownWorks(ports, draft.value);
  return ok({
    key: offeredKey(read.value.value, new Set(Object.keys(works))),
    html: printed.html,
    cited: `(${printed.author}, ${printed.year})`,
    duplicates: sameWorks(entry, works).map((work) => ({ key: work.id, title: titleOf(work) })),
  });
}

const Added = z.strictObject({ ...Pasted.shape, key: required(120, "Please give the work a key.") });

/** Let a draft bring an entry for the bibliography along, under a key that nothing else has. */
export async function addReference(
  ports: ReferencePorts & { additions: Pick<Additions, "add">; shelf: Pick<Shelf, "books">; ids: Ids },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ key: string; path: string; text: string }>> {
  const input = parseInput(Added, raw);
  if (!input.ok) return input;
  const { id, path, text, key } = input.value;
  if (!citationKey.test(key))
    return refuse("input.invalid", "A key is made of letters, digits, and - _ : between them.", "key");
  const found = await findDraft(ports, actor, input.value);
  if (!found.ok) return found;
  const draft = found.value;
  if (draft.additions.length >= additionsLimit)
    return refuse("input.too-large", "This proposal brings very many additions along; please send it first.");
  const read = await ports.renderer.run({ kind: "reference", text });
  if (!read.ok) return read;
  if (!read.value.ok) return read.value;
  const entry: CslEntry = { ...read.value.value.entry, id: key };
  const works = await knownWorks(ports, draft);
  if (Object.hasOwn(works, key))
    return refuse("input.invalid", `The bibliography has another work with the key “${key}”.`, "key");
  const book = (await ports.shelf.books()).find((each) => each.id === draft.bookId);
  const files = await ports.facts.files(draft.bookId);
  const bibliography = bibliographyFor(path, files.keys(), book?.shape?.bibliographies ?? []);
  if (bibliography === null)
    return refuse("not-found", "The book has no bibliography (a .bib file) that a reference could go into.");
  const written = withKey(read.value.value.text, key);
  // What was read must be what will be read from the file.
  const again = readReference(written);
  if (!again.ok || again.value.key !== key)
    return refuse("input.invalid", "This key does not go with the entry.", "key");
  const stored = await ports.additions.add(
    id,
    ports.ids.next(),
    { kind: "reference", path: bibliography, key, text: written, entry, sha256: sha256Hex(written) },
    null,
  );
  return stored.ok ? ok({ key, path: bibliography, text: written }) : stored;
}

async function findDraft(
  ports: Pick<ReferencePorts, "proposals">,
  actor: Actor,
  { id, path }: { id: string; path: string },
): Promise<Outcome<ProposalRecord>> {
  const draft = await ports.proposals.find({ id });
  if (!draft || !authorise(actor, "draft.save", partiesOf(draft)).ok)
    return refuse("not-found", "This draft does not exist any more.");
  if (!isEditable(draft.state))
    return refuse("proposal.wrong-state", "This proposal is with the editor now, so nothing can be added.");
  return draft.files.some((file) => file.path === path)
    ? ok(draft)
    : refuse("not-found", "This draft does not touch that chapter.");
}

/** The works of the book and those the draft brings along. */
async function knownWorks(
  ports: Pick<ReferencePorts, "facts">,
  draft: ProposalRecord,
): Promise<Record<string, CslEntry>> {
  const own = draft.additions.flatMap((each) => (each.kind === "reference" ? [[each.key, each.entry]] : []));
  return { ...Object.fromEntries(own), ...(await ports.facts.bibliography(draft.bookId)) };
}

function titleOf(work: CslEntry): string {
  return `${shortAuthor(work)} ${yearOf(work)}: ${String(work.title ?? "")}`.slice(0, 160);
}
