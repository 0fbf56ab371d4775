import "katex/dist/katex.min.css";
import { diffWords } from "#lib/core/prose/index.ts";
import type { HistoryView } from "#lib/features/read-history.ts";
import { server } from "#lib/server.ts";
import { HunkCard } from "../../../../review/[number]/hunk-card.tsx";
import { When } from "../../../../when.tsx";
import "#lib/ui/prose.css";

/** More changes than this are shown by their words only. */
const drawnAtMost = 60;

/** What changed between two revisions: each change by its words and as it looks. */
export async function Compared({
  compared: { from, to, hunks },
  book,
  path,
}: {
  compared: NonNullable<HistoryView["compared"]>;
  book: string;
  path: string;
}) {
  const sources = hunks.flatMap(({ before, after }) => [before, after]);
  const drawn =
    hunks.length > 0 && hunks.length <= drawnAtMost
      ? await server.drawRevision({ book, path, sources })
      : null;
  return (
    <section aria-labelledby="compared">
      <h2 id="compared">
        What changed from <When at={from.at} /> to <When at={to.at} />
      </h2>
      <p className="work-hint">
        {hunks.length === 0
          ? "The words are the same."
          : `${hunks.length === 1 ? "One change" : `${hunks.length} changes`}, from “${from.subject}” to “${to.subject}”.`}
      </p>
      {hunks.map((hunk, index) => (
        <HunkCard
          key={hunk.id}
          sides={["Before", "After"]}
          hunk={{
            ...hunk,
            path,
            chapter: path,
            reasonHtml: null,
            ruling: null,
            alsoIn: [],
            runs: diffWords(hunk.before, hunk.after),
            wording: null,
            wordingRuns: null,
            clash: null,
            brings: [],
            drawn: drawn?.ok
              ? { before: drawn.value[2 * index] ?? "", after: drawn.value[2 * index + 1] ?? "" }
              : null,
          }}
        />
      ))}
    </section>
  );
}
