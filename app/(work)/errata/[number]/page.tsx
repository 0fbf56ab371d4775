import type { Metadata } from "next";
import { authorise } from "#lib/core/policy/index.ts";
import { server } from "#lib/server.ts";
import { Callout, PageHeader, PageLink } from "#lib/ui/index.ts";
import { Refusal } from "../../refusal.tsx";
import { ErratumView } from "../erratum-view.tsx";
import { TriageForm } from "../triage-form.tsx";

export const metadata: Metadata = { title: "Report" };

export default async function ErratumPage(props: {
  params: Promise<{ number: string }>;
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const number = Number((await props.params).number);
  const { again } = await props.searchParams;
  const read = await server.readErratum({ number });
  if (!read.ok) return <Refusal problem={read.problem} back={`/errata/${number}`} />;
  const { erratum, book, passage } = read.value;
  const actor = await server.actor();
  return (
    <div className="work-narrow">
      <PageHeader title={`Report #${erratum.number}`} />
      {again && (
        <Callout tone="info">This had been reported before, so here it is. Thank you all the same.</Callout>
      )}
      <ErratumView page={read.value} />
      {erratum.proposal && authorise(actor, "review.queue").ok && (
        <p>
          <PageLink href={`/review/${erratum.proposal.number}`}>Proposal #{erratum.proposal.number}</PageLink>{" "}
          answers it.
        </p>
      )}
      {authorise(actor, "erratum.triage").ok && (
        <TriageForm
          id={erratum.id}
          number={erratum.number}
          book={book.slug}
          state={erratum.state}
          canApply={passage !== null && erratum.suggestion !== null && erratum.suggestion !== passage.quote}
          mayPropose={authorise(actor, "erratum.to-proposal").ok}
        />
      )}
    </div>
  );
}
