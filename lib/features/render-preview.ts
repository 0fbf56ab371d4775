import { z } from "zod";
import { type IncludedText, labelTargets, renderContext, usesWithIncludes } from "#lib/core/book/index.ts";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isWriter, partiesOf, uploadAddress } from "#lib/core/proposal/index.ts";
import type { Examination } from "#lib/core/text/render/index.ts";
import type {
  BookFacts,
  BookTexts,
  ProposalRecord,
  Proposals,
  RateLimit,
  Renderer,
  Shelf,
} from "./ports/index.ts";

const RenderPreview = z.strictObject({
  book: typed(200),
  path: typed(1000),
  /** The proposal they are from, with whose images and references they are drawn. */
  proposal: identifier.optional(),
  /** Passages to draw, each by itself. */
  sources: z.array(typed(200_000)).min(1).max(400),
});

/** Draw passages as they would look in the book; nothing is stored. Each comes back as sanitised HTML. */
export async function renderPreview(
  ports: {
    shelf: Pick<Shelf, "book" | "chapter">;
    facts: BookFacts;
    proposals: Pick<Proposals, "find">;
    texts: Pick<BookTexts, "find">;
    renderer: Renderer;
    limit: RateLimit;
  },
  actor: Actor,
  raw: unknown,
  action: "preview.render" | "history.compare" = "preview.render",
): Promise<Outcome<string[]>> {
  const input = parseInput(RenderPreview, raw);
  if (!input.ok) return input;
  const { sources, path } = input.value;
  const ruling = authorise(actor, action);
  if (!ruling.ok) return ruling;
  const spent = await ports.limit.spend(actor.id ?? "nobody");
  if (!spent.ok) return spent;
  const book = await ports.shelf.book(input.value.book);
  const found = book && (await ports.shelf.chapter(book.id, { path }));
  if (!book || !found) return refuse("not-found", "There is no such chapter.");
  const { chapter } = found;
  const proposal = input.value.proposal ? await ports.proposals.find({ id: input.value.proposal }) : null;
  const own = proposal && maySee(actor, proposal) ? proposal.additions : null;
  const seen = await ports.renderer.run({
    kind: "examine",
    source: sources.join("\n\n"),
    number: chapter.number,
  });
  if (!seen.ok) return seen;
  const [labels, works, files, sizes] = await Promise.all([
    ports.facts.labels(book.id),
    ports.facts.bibliography(book.id),
    ports.facts.files(book.id),
    ports.facts.sizes(book.id),
  ]);
  const drafts = new Map(own === null ? [] : (proposal?.files ?? []).map((file) => [file.path, file.text]));
  const { uses, includes } = await readIncluded(
    ports,
    { path, uses: seen.value.uses },
    book.root,
    files,
    drafts,
  );
  const targets = labelTargets(book.slug, labels);
  if (proposal && own !== null && uses.labels.some((label) => !targets.has(label))) {
    // What the draft has gained elsewhere in its text can be referred to as well.
    const text = proposal.files.find((file) => file.path === path)?.text ?? "";
    const whole = await ports.renderer.run({ kind: "examine", source: text, number: chapter.number });
    const gained = whole.ok ? [{ path, slug: chapter.slug, labels: whole.value.labels }] : [];
    for (const [label, target] of labelTargets(book.slug, gained))
      if (!targets.has(label)) targets.set(label, target);
  }
  const context = renderContext(
    uses,
    {
      slug: book.slug,
      root: book.root,
      labels: targets,
      works: {
        ...Object.fromEntries(
          (own ?? []).flatMap((each) => (each.kind === "reference" ? [[each.key, each.entry]] : [])),
        ),
        ...works,
      },
      files,
      proposed: new Map(
        (own ?? []).flatMap((each) => (each.kind === "image" ? [[each.path, uploadAddress(each)]] : [])),
      ),
      sizes,
      slugs: new Map(labels.map((each) => [each.path, each.slug])),
      includes,
    },
    chapter,
  );
  const drawn = await ports.renderer.run({ kind: "fragments", sources, context });
  return drawn.ok ? ok(drawn.value) : drawn;
}

/** The texts that passages include, from the draft where it has them, and what is used together with them. */
async function readIncluded(
  ports: { texts: Pick<BookTexts, "find">; renderer: Renderer },
  chapter: { path: string; uses: Examination["uses"] },
  root: string,
  files: ReadonlyMap<string, string>,
  drafts: ReadonlyMap<string, string>,
): Promise<{ uses: Examination["uses"]; includes: Map<string, string> }> {
  const known = new Map<string, IncludedText>();
  const asked = new Set<string>();
  for (;;) {
    const { uses, missing } = usesWithIncludes(chapter, root, known);
    const wanted = missing.filter((path) => !asked.has(path));
    if (wanted.length === 0)
      return { uses, includes: new Map([...known].map(([path, { text }]) => [path, text])) };
    const stored = wanted.flatMap((path) => (drafts.has(path) ? [] : (files.get(path) ?? [])));
    const found = stored.length > 0 ? await ports.texts.find(stored) : new Map<string, string>();
    for (const path of wanted) {
      asked.add(path);
      const text = drafts.get(path) ?? found.get(files.get(path) ?? "");
      const read =
        text === undefined ? null : await ports.renderer.run({ kind: "examine", source: text, number: null });
      if (text !== undefined && read?.ok) known.set(path, { text, uses: read.value.uses });
    }
  }
}

function maySee(actor: Actor, proposal: ProposalRecord): boolean {
  return (
    authorise(actor, "proposal.read", partiesOf(proposal)).ok &&
    (proposal.state !== "draft" || isWriter(proposal, actor.id))
  );
}
