import { z } from "zod";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isWriter } from "#lib/core/proposal/index.ts";
import { checkChapter, type Suggestion } from "#lib/core/revision/index.ts";
import type { BookFacts, Dismissals, Proposals, RateLimit, Shelf } from "./ports/index.ts";

const CheckDraft = z.strictObject({
  book: typed(200),
  path: typed(1000),
  text: typed(2_000_000),
  /** The draft it is, whose own images and references are known to the check. */
  proposal: identifier.optional(),
});

/** What the rules would change in a text, without what was dismissed. At most 200, the weightiest kept. */
export async function checkDraft(
  ports: {
    shelf: Pick<Shelf, "book">;
    facts: BookFacts;
    proposals: Pick<Proposals, "find">;
    dismissals: Pick<Dismissals, "all">;
    limit: RateLimit;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<Suggestion[]>> {
  const input = parseInput(CheckDraft, raw);
  if (!input.ok) return input;
  const ruling = authorise(actor, "revision.suggest");
  if (!ruling.ok) return ruling;
  const spent = await ports.limit.spend(actor.id ?? "nobody");
  if (!spent.ok) return spent;
  const book = await ports.shelf.book(input.value.book);
  if (!book) return refuse("not-found", "There is no such book.");
  const [labels, works, files, dismissed] = await Promise.all([
    ports.facts.labels(book.id),
    ports.facts.bibliography(book.id),
    ports.facts.files(book.id),
    ports.dismissals.all(book.id),
  ]);
  const draft = input.value.proposal ? await ports.proposals.find({ id: input.value.proposal }) : null;
  const own = draft && isWriter(draft, actor.id) ? draft.additions : [];
  const elsewhere = new Map<string, string>();
  for (const chapter of labels) {
    if (chapter.path === input.value.path) continue;
    for (const { label } of chapter.labels) elsewhere.set(label, chapter.path);
  }
  const suggestions = checkChapter(input.value.text, {
    path: input.value.path,
    // What the draft itself defines is known to the check.
    labels: new Set(labels.flatMap((chapter) => chapter.labels.map(({ label }) => label))),
    labelsElsewhere: elsewhere,
    citationKeys: new Set([
      ...Object.keys(works),
      ...own.flatMap((each) => (each.kind === "reference" ? [each.key] : [])),
    ]),
    glossary: book.shape?.glossary ?? [],
    files: new Set([...files.keys(), ...own.map((each) => each.path)]),
    config: { rules: {} },
  }).filter((suggestion) => !dismissed.has(suggestion.id));
  const weight = { error: 0, warning: 1, advice: 2 };
  const kept = new Set(
    [...suggestions].sort((a, b) => weight[a.severity] - weight[b.severity]).slice(0, 200),
  );
  return ok(suggestions.filter((suggestion) => kept.has(suggestion)));
}
