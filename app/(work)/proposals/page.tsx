import type { Metadata } from "next";
import { server } from "#lib/server.ts";
import { EmptyState, LinkButton, PageHeader } from "#lib/ui/index.ts";
import { ProposalRows } from "../proposal-rows.tsx";
import { Refusal } from "../refusal.tsx";

export const metadata: Metadata = { title: "My proposals" };

export default async function ProposalsPage() {
  const own = await server.listOwnProposals();
  if (!own.ok) return <Refusal problem={own.problem} back="/proposals" />;
  return (
    <div className="work-narrow">
      <PageHeader
        title="My proposals"
        lead="Your drafts are saved as you type. Nobody sees them until you send them."
      />
      {own.value.length === 0 ? (
        <EmptyState
          title="You have not proposed anything yet"
          action={<LinkButton href="/">Open the book</LinkButton>}
        >
          Choose “Suggest an edit” on any page of the book.
        </EmptyState>
      ) : (
        <ProposalRows rows={own.value} base="/proposals" />
      )}
    </div>
  );
}
