import type { Metadata } from "next";
import { server } from "#lib/server.ts";
import { EmptyState, LinkButton, PageHeader } from "#lib/ui/index.ts";
import { Refusal } from "../refusal.tsx";
import { When } from "../when.tsx";

export const metadata: Metadata = { title: "Licence ledger" };

const kinds: Record<string, string> = {
  grant: "Licence granted",
  publication: "Change published",
  "erratum-closed": "Error corrected",
};

const factWords: Record<string, string> = {
  grant: "Grant",
  licence: "Licence",
  statement: "Statement",
  patch: "Change",
  signedAt: "Signed",
  proposal: "Proposal",
  commit: "Commit",
  paths: "Files",
  erratum: "Report",
};

export default async function LedgerPage() {
  const read = await server.readLedger();
  if (!read.ok) return <Refusal problem={read.problem} back="/ledger" />;
  const { size, entries } = read.value;
  return (
    <div className="work-narrow">
      <PageHeader
        title="Licence ledger"
        lead="Every licence grant and every published change, one entry after the other. Each entry carries the hash of the one before it, so that nothing can be changed or left out without being seen."
      />
      {entries.length === 0 ? (
        <EmptyState title="No entries yet" action={<LinkButton href="/">Open the book</LinkButton>}>
          The first published change will be the first entry.
        </EmptyState>
      ) : (
        <>
          <p>
            {size} {size === 1 ? "entry" : "entries"}, the newest first. Check them all with{" "}
            <code>npm run -s book -- ledger verify</code>.
          </p>
          <ol className="ledger-list">
            {entries.map((entry) => (
              <li key={entry.sequence}>
                <strong>
                  {entry.sequence}. {kinds[entry.kind] ?? entry.kind}
                </strong>{" "}
                <When at={entry.at} />
                <dl className="facts">
                  {Object.entries(JSON.parse(entry.payload) as Record<string, unknown>).map(
                    ([key, value]) => (
                      <div key={key}>
                        <dt>{factWords[key] ?? key}</dt>
                        <dd>{Array.isArray(value) ? value.join(", ") : String(value)}</dd>
                      </div>
                    ),
                  )}
                  <div>
                    <dt>This entry</dt>
                    <dd>{entry.hash}</dd>
                  </div>
                </dl>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
