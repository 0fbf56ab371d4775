import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ChapterRevision } from "#lib/core/book/index.ts";
import { server } from "#lib/server.ts";
import { Breadcrumb, Callout, EmptyState, PageHeader, PageLink } from "#lib/ui/index.ts";
import { Refusal } from "../../../../refusal.tsx";
import { When } from "../../../../when.tsx";
import { Compared } from "./compared.tsx";
import { Undo } from "./undo.tsx";
import "./history.css";

interface Props {
  params: Promise<{ book: string; chapter: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: "History of a chapter", robots: { index: false } };

const one = (value: string | string[] | undefined): string | null =>
  typeof value === "string" && value !== "" ? value.slice(0, 64) : null;

/** Who changed a chapter, when and how; complete without scripts. */
export default async function HistoryPage({ params, searchParams }: Props) {
  const { book, chapter } = await params;
  const asked = await searchParams;
  const place = `/read/${book}/${chapter}`;
  const read = await server.readHistory({
    book,
    chapter,
    page: Number(one(asked.page) ?? 1),
    from: one(asked.from),
    to: one(asked.to),
    origin: server.originOf(await headers()),
  });
  if (!read.ok) return <Refusal problem={read.problem} back={place} />;
  const history = read.value;
  const { role } = await server.actor();
  const reviews = role === "reviewer" || role === "editor" || role === "admin";
  return (
    <div className="work-narrow history">
      <Breadcrumb
        places={[
          { title: history.book.title, href: `/read/${book}` },
          { title: history.chapter.title, href: place },
        ]}
      />
      <PageHeader
        title={`History of “${history.chapter.title}”`}
        lead="Who changed this chapter, when, and in what words."
      />
      {history.problem && <Callout tone="warning">{history.problem}</Callout>}
      {history.compared && <Compared compared={history.compared} book={book} path={history.chapter.path} />}
      {history.compared && asked.from === undefined && role !== "reader" && (
        <Undo book={book} chapter={chapter} commit={history.compared.to.commit} />
      )}
      {history.revisions.length === 0 ? (
        <EmptyState title={history.read ? "Nothing is known of it yet" : "The history is being read"}>
          {!history.read && (
            <>
              {/* Without scripts the page looks again by itself. */}
              <meta httpEquiv="refresh" content="4" />
              It will be here in a moment.
            </>
          )}
        </EmptyState>
      ) : (
        <form action={`${place}/history`} method="get">
          <h2>{history.compared ? "All changes" : "Changes, the latest first"}</h2>
          <ol className="history-list">
            {history.revisions.map((revision, index) => (
              <Entry
                key={revision.commit}
                revision={revision}
                place={place}
                chosen={{
                  from: history.compared
                    ? history.compared.from.commit === revision.commit
                    : index === Math.min(1, history.revisions.length - 1),
                  to: history.compared ? history.compared.to.commit === revision.commit : index === 0,
                }}
                isFirst={
                  !history.more && history.page === history.pages && index === history.revisions.length - 1
                }
                isOnly={history.revisions.length === 1}
                linksProposal={reviews}
              />
            ))}
          </ol>
          {history.revisions.length > 1 && (
            <p>
              <button type="submit" className="button">
                Compare the two that are chosen
              </button>
            </p>
          )}
        </form>
      )}
      {history.pages > 1 && (
        <nav className="history-pages" aria-label="Pages of the history">
          {history.page > 1 && (
            <PageLink href={`${place}/history?page=${history.page - 1}`}>Newer changes</PageLink>
          )}
          <span>
            Page {history.page} of {history.pages}
          </span>
          {history.page < history.pages && (
            <PageLink href={`${place}/history?page=${history.page + 1}`}>Older changes</PageLink>
          )}
        </nav>
      )}
      {history.more && history.page === history.pages && (
        <p className="work-hint">Still older changes are in the book’s repository.</p>
      )}
    </div>
  );
}

function Entry({
  revision,
  place,
  chosen,
  isFirst,
  isOnly,
  linksProposal,
}: {
  revision: ChapterRevision;
  place: string;
  chosen: { from: boolean; to: boolean };
  /** Whether nothing came before it. */
  isFirst: boolean;
  /** Whether there is nothing to compare it with. */
  isOnly: boolean;
  linksProposal: boolean;
}) {
  const { commit, subject, authors, at, proposal, renamedFrom } = revision;
  const choice = (name: "from" | "to", word: string) => (
    <label className="history-choice">
      <input type="radio" name={name} value={commit} defaultChecked={chosen[name]} />
      <span>{word}</span>
    </label>
  );
  return (
    <li>
      {!isOnly && (
        <div className="history-choices">
          {choice("from", "from")}
          {choice("to", "to")}
        </div>
      )}
      <div>
        <p className="history-subject">{subject || "Without a word"}</p>
        <p className="work-hint">
          {authors.join(", ")}, <When at={at} />
          {proposal !== null &&
            (linksProposal ? (
              <>
                , <PageLink href={`/review/${proposal}`}>proposal #{proposal}</PageLink>
              </>
            ) : (
              `, proposal #${proposal}`
            ))}
          {renamedFrom !== null && (
            <>
              , moved here from <code>{renamedFrom}</code>
            </>
          )}
        </p>
        {!isFirst && <PageLink href={`${place}/history?to=${commit}`}>What changed</PageLink>}
      </div>
    </li>
  );
}
