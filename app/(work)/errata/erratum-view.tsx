import { erratumKinds, erratumWords } from "#lib/core/erratum/index.ts";
import { diffWords } from "#lib/core/prose/index.ts";
import type { ErratumPage } from "#lib/features/read-errata.ts";
import { Badge, Callout, PageLink } from "#lib/ui/index.ts";
import { When } from "../when.tsx";
import { WordDiff } from "../word-diff.tsx";
import { Written } from "../written.tsx";
import { erratumTone } from "./tone.ts";

/** A report and its story, for everyone. */
export function ErratumView({ page }: { page: ErratumPage }) {
  const { erratum, book, events, passage } = page;
  const place = `/read/${book.slug}/${erratum.chapterSlug}`;
  return (
    <>
      <p>
        <Badge tone={erratumTone(erratum.state)}>{erratumWords[erratum.state]}</Badge>{" "}
        {erratumKinds[erratum.kind as keyof typeof erratumKinds]} in{" "}
        <PageLink href={place}>{erratum.chapterTitle}</PageLink>
        {erratum.reporterName && `, reported by ${erratum.reporterName}`}
      </p>
      {erratum.state === "live" && (
        <Callout tone="success" title="It is live">
          Readers see the corrected words now. <PageLink href={place}>Open the page</PageLink>.
        </Callout>
      )}
      {erratum.reason && (
        <Callout tone="info" title="What the editors say">
          <Written text={erratum.reason} />
        </Callout>
      )}
      {erratum.quote && (
        <section>
          <h2>The words</h2>
          <blockquote className="erratum-quote">
            {erratum.suggestion && erratum.suggestion !== erratum.quote ? (
              <WordDiff runs={diffWords(erratum.quote, erratum.suggestion)} />
            ) : (
              erratum.quote
            )}
          </blockquote>
          {passage ? (
            <details>
              <summary>The passage as it stands in the book now</summary>
              <pre className="erratum-passage">
                …{passage.before}
                <mark>{passage.quote}</mark>
                {passage.after}…
              </pre>
            </details>
          ) : (
            <p className="work-hint">These words no longer stand in the book’s text as they were reported.</p>
          )}
        </section>
      )}
      {erratum.description && (
        <section>
          <h2>What is wrong</h2>
          <Written text={erratum.description} />
          {erratum.evidence && (
            <>
              <h3>Where to look</h3>
              <Written text={erratum.evidence} />
            </>
          )}
        </section>
      )}
      <section>
        <h2>What happened</h2>
        <ol className="timeline">
          {events.map((event) => (
            <li key={event.at.toISOString() + event.to}>
              <strong>{erratumWords[event.to]}</strong> <When at={event.at} />
              {event.byName && <span> by {event.byName}</span>}
              {event.reason && <Written text={event.reason} />}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
