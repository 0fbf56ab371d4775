import { z } from "zod";
import { parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import { isWriter } from "#lib/core/proposal/index.ts";
import { hunksBetween, passagesOf } from "#lib/core/prose/index.ts";
import type { Proposals, Shelf } from "./ports/index.ts";

const ReadOpenPassages = z.strictObject({ book: typed(200), path: typed(1000) });

/**
 * The passages of a chapter, as they stand in the book, that proposals of other people change and that wait for a decision.
 * Neither whose they are nor what they would become is told.
 */
export async function readOpenPassages(
  ports: { shelf: Pick<Shelf, "book">; proposals: Pick<Proposals, "list"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<string[]>> {
  const input = parseInput(ReadOpenPassages, raw);
  if (!input.ok) return input;
  const ruling = authorise(actor, "draft.open");
  if (!ruling.ok) return ruling;
  const book = await ports.shelf.book(input.value.book);
  if (!book) return refuse("not-found", "There is no such book.");
  const { path } = input.value;
  const open = await ports.proposals.list({ bookId: book.id, path, states: ["in-review"], limit: 100 });
  const others = open.filter((proposal) => !isWriter(proposal, actor.id));
  return ok(
    others.flatMap(({ files }) =>
      files
        .filter((file) => file.path === path)
        .flatMap((file) => passagesOf(hunksBetween(file.base, file.text))),
    ),
  );
}
