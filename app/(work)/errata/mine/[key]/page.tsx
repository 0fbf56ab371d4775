import type { Metadata } from "next";
import { server } from "#lib/server.ts";
import { Callout, PageHeader, PageLink } from "#lib/ui/index.ts";
import { Refusal } from "../../../refusal.tsx";
import { ErratumView } from "../../erratum-view.tsx";

/** A private address: not for search engines, and not given away to other sites. */
export const metadata: Metadata = {
  title: "Your report",
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

export default async function OwnErratumPage({ params }: { params: Promise<{ key: string }> }) {
  const read = await server.readErratum({ key: (await params).key });
  if (!read.ok) return <Refusal problem={read.problem} back="/errata" />;
  const { erratum } = read.value;
  return (
    <div className="work-narrow">
      <PageHeader title={`Your report #${erratum.number}`} />
      {erratum.state === "reported" && (
        <Callout tone="success" title="Thank you, it is with the editors">
          Keep this page’s address: it shows you what becomes of your report. Everyone can follow it as{" "}
          <PageLink href={`/errata/${erratum.number}`}>report #{erratum.number}</PageLink>.
        </Callout>
      )}
      <ErratumView page={read.value} />
    </div>
  );
}
