import type { Metadata } from "next";
import { ProposalPage } from "../../proposal-page.tsx";

export const metadata: Metadata = { title: "Review a proposal" };

export default async function ReviewProposalPage({ params }: { params: Promise<{ number: string }> }) {
  return <ProposalPage number={Number((await params).number)} back="/review" />;
}
