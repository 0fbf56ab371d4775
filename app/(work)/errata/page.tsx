import type { Metadata } from "next";
import { erratumKinds, erratumWords, isOpen } from "#lib/core/erratum/index.ts";
import { server } from "#lib/server.ts";
import { Badge, EmptyState, LinkButton, PageHeader, PageLink } from "#lib/ui/index.ts";
import { Refusal } from "../refusal.tsx";
import { When } from "../when.tsx";
import { erratumTone } from "./tone.ts";

export const metadata: Metadata = { title: "Errata" };

const noneOf: Record<string, string> = { open: "No open reports", closed: "No closed reports" };

export default async function ErrataPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const { book: slug, show } = await searchParams;
  const read = await server.listErrata(slug ?? null);
  if (!read.ok) return <Refusal problem={read.problem} back="/errata" />;
  const { book, errata } = read.value;
  const shown =
    show === "all"
      ? errata
      : errata.filter((erratum) => (show === "closed" ? !isOpen(erratum.state) : isOpen(erratum.state)));
  const link = (value: string, words: string) => (
    <PageLink
      href={`/errata?book=${book.slug}&show=${value}`}
      aria-current={(show ?? "open") === value ? "page" : undefined}
    >
      {words}
    </PageLink>
  );
  return (
    <div className="work-narrow">
      <PageHeader title="Errata" lead={`What readers of ${book.title} reported, and what became of it.`} />
      <nav className="work-filter" aria-label="Which reports">
        {link("open", "Open")} {link("closed", "Closed")} {link("all", "All")}
      </nav>
      {shown.length === 0 ? (
        <EmptyState
          title={noneOf[show ?? "open"] ?? "No reports"}
          action={<LinkButton href={`/read/${book.slug}`}>Open the book</LinkButton>}
        >
          Select words on any page of the book and choose “Suggest a correction”. You need no account.
        </EmptyState>
      ) : (
        <ol className="errata-list">
          {shown.map((erratum) => (
            <li key={erratum.id}>
              <PageLink href={`/errata/${erratum.number}`}>
                <span className="errata-number">#{erratum.number}</span>{" "}
                {erratum.quote ? `“${erratum.quote.slice(0, 120)}”` : erratum.description.slice(0, 120)}
              </PageLink>
              <p>
                <Badge tone={erratumTone(erratum.state)}>{erratumWords[erratum.state]}</Badge>{" "}
                {erratumKinds[erratum.kind as keyof typeof erratumKinds]} in {erratum.chapterTitle},{" "}
                <When at={erratum.createdAt} />
              </p>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
