import type { Metadata } from "next";
import { ProposalPage } from "../../proposal-page.tsx";

export const metadata: Metadata = { title: "Proposal" };

export default async function OwnProposalPage({ params }: { params: Promise<{ number: string }> }) {
  return <ProposalPage number={Number((await params).number)} back="/proposals" />;
}
