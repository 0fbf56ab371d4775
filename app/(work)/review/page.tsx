import type { Metadata } from "next";
import { isOpen } from "#lib/core/erratum/index.ts";
import { server } from "#lib/server.ts";
import { EmptyState, LinkButton, PageHeader, PageLink } from "#lib/ui/index.ts";
import { ProposalRows } from "../proposal-rows.tsx";
import { Refusal } from "../refusal.tsx";

export const metadata: Metadata = { title: "Review" };

export default async function ReviewPage() {
  const queue = await server.listQueue();
  if (!queue.ok) return <Refusal problem={queue.problem} back="/review" />;
  const { waiting, others } = queue.value;
  const errata = await server.listErrata(null);
  const book = await server.currentBook();
  const open = errata.ok
    ? errata.value.errata.filter((erratum) => isOpen(erratum.state) && erratum.state !== "held")
    : [];
  return (
    <div className="work-narrow">
      <PageHeader
        title="Review"
        lead="Nothing goes into the book until an editor takes it. The oldest waits first."
      />
      <section aria-labelledby="waiting">
        <h2 id="waiting">Proposals that wait for you</h2>
        {waiting.length === 0 ? (
          <EmptyState
            title="Nothing waits"
            action={<LinkButton href={book ? `/read/${book.slug}` : "/"}>Open the book</LinkButton>}
          >
            New proposals appear here the moment they are sent, and your inbox tells you of them.
          </EmptyState>
        ) : (
          <ProposalRows rows={waiting} base="/review" />
        )}
      </section>
      <section aria-labelledby="reports">
        <h2 id="reports">Readers’ reports that wait</h2>
        {open.length === 0 ? (
          <EmptyState title="No open reports">
            Readers report errors by selecting words in the book.
          </EmptyState>
        ) : (
          <ol className="errata-list">
            {open.map((erratum) => (
              <li key={erratum.id}>
                <PageLink href={`/errata/${erratum.number}`}>
                  <span className="errata-number">#{erratum.number}</span>{" "}
                  {erratum.quote ? `“${erratum.quote.slice(0, 100)}”` : erratum.description.slice(0, 100)}
                </PageLink>
                <p className="work-hint">{erratum.chapterTitle}</p>
              </li>
            ))}
          </ol>
        )}
      </section>
      {others.length > 0 && (
        <section aria-labelledby="others">
          <h2 id="others">Lately decided, or with their authors</h2>
          <ProposalRows rows={others} base="/review" />
        </section>
      )}
    </div>
  );
}
