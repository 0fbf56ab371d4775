import type { ProposalRow } from "#lib/features/list-proposals.ts";
import { PageLink } from "#lib/ui/index.ts";
import { StateBadge } from "./state-badge.tsx";
import { When } from "./when.tsx";

/** A list of proposals, each with what an editor wants to know before opening it. */
export function ProposalRows({
  rows,
  base,
}: {
  rows: readonly ProposalRow[];
  base: "/review" | "/proposals";
}) {
  return (
    <ol className="proposal-list">
      {rows.map((row) => (
        <li key={row.id}>
          <PageLink href={`${base}/${row.number}`}>
            <span className="proposal-number">#{row.number}</span> {row.title || "Untitled draft"}
          </PageLink>
          <p>
            <StateBadge state={row.state} /> {row.authorName}, <When at={row.submittedAt ?? row.updatedAt} />
          </p>
          <p className="work-hint">
            {row.size.hunks} {row.size.hunks === 1 ? "change" : "changes"}, {row.size.added}{" "}
            {row.size.added === 1 ? "word" : "words"} in, {row.size.removed} out, in{" "}
            {row.paths.map((path) => path.split("/").at(-1)).join(", ")}
            {row.brings.images > 0 &&
              `; with ${row.brings.images === 1 ? "a new picture" : `${row.brings.images} new pictures`}`}
            {row.brings.references > 0 &&
              `; with ${row.brings.references === 1 ? "a new reference" : `${row.brings.references} new references`}`}
            {row.clashes > 0 && "; the book has changed in the same words"}
            {row.errata.length > 0 &&
              `; answers report ${row.errata.map((number) => `#${number}`).join(", ")}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
