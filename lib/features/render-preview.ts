import { z } from "zod";
import { labelTargets, renderContext } from "#lib/core/book/index.ts";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isWriter, partiesOf, uploadAddress } from "#lib/core/proposal/index.ts";
import type { BookFacts, ProposalRecord, Proposals, RateLimit, Renderer, Shelf } from "./ports/index.ts";

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
    renderer: Renderer;
    limit: RateLimit;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<string[]>> {
  const input = parseInput(RenderPreview, raw);
  if (!input.ok) return input;
  const { sources, path } = input.value;
  const ruling = authorise(actor, "preview.render");
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
  const targets = labelTargets(book.slug, labels);
  if (proposal && own !== null && seen.value.uses.labels.some((label) => !targets.has(label))) {
    // What the draft has gained elsewhere in its text can be referred to as well.
    const text = proposal.files.find((file) => file.path === path)?.text ?? "";
    const whole = await ports.renderer.run({ kind: "examine", source: text, number: chapter.number });
    const gained = whole.ok ? [{ path, slug: chapter.slug, labels: whole.value.labels }] : [];
    for (const [label, target] of labelTargets(book.slug, gained))
      if (!targets.has(label)) targets.set(label, target);
  }
  const context = renderContext(
    seen.value.uses,
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
      includes: new Map(),
    },
    chapter,
  );
  const drawn = await ports.renderer.run({ kind: "fragments", sources, context });
  return drawn.ok ? ok(drawn.value) : drawn;
}

function maySee(actor: Actor, proposal: ProposalRecord): boolean {
  return (
    authorise(actor, "proposal.read", partiesOf(proposal)).ok &&
    (proposal.state !== "draft" || isWriter(proposal, actor.id))
  );
}
