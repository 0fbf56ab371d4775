import type { Metadata } from "next";
import { server } from "#lib/server.ts";
import { Badge, Button, Callout, EmptyState, PageHeader, PageLink, Progress } from "#lib/ui/index.ts";
import { Refusal } from "../refusal.tsx";
import { When } from "../when.tsx";
import { drawAgain, syncNow } from "./actions.ts";
import { HostStateSection } from "./host-state.tsx";
import { RefreshWhile } from "./refresh-while.tsx";
import "./progress.css";

export const metadata: Metadata = { title: "How the book is kept up to date" };

const words = { running: "Under way", done: "Done", failed: "Did not work" } as const;
const tones = { running: "info", done: "success", failed: "danger" } as const;

export default async function ProgressPage() {
  const read = await server.readProgress();
  if (!read.ok) return <Refusal problem={read.problem} back="/progress" />;
  const { role } = await server.actor();
  const editor = role === "editor" || role === "admin";
  const host = editor ? await server.setup.readBudget() : null;
  // A book that was just chosen has no row yet; the one before it is not what is watched here.
  const current = await server.currentBook();
  const shown = read.value.filter(({ book }) => book.slug === current?.slug);
  const preparing =
    shown.length === 0 ||
    shown.some(({ book, syncs }) => book.head === null || syncs[0]?.state === "running");
  return (
    <div className="work-narrow">
      <RefreshWhile active={preparing} />
      <PageHeader
        title="How the book is kept up to date"
        lead="Colophon looks at the book’s repository every minute and takes in what changed."
      />
      {shown.length === 0 && (
        <EmptyState title="The book is about to be fetched">This page shows it as it happens.</EmptyState>
      )}
      {shown.map(({ book, syncs, warnings, failed, hostProblem }) => (
        <section key={book.slug} className="progress-book">
          <h2>
            {book.head ? (
              <PageLink href={`/read/${book.slug}`}>{book.title}</PageLink>
            ) : (
              "The book is being prepared"
            )}
          </h2>
          {editor && (
            <form action={syncNow}>
              <input type="hidden" name="book" value={book.slug} />
              <Button type="submit" variant="quiet">
                Look now
              </Button>
            </form>
          )}
          {hostProblem && (
            <Callout tone="warning" title="GitHub does not work with Colophon as it should">
              {hostProblem}
            </Callout>
          )}
          {editor && failed.length > 0 && (
            <Callout
              tone="warning"
              title={
                failed.length === 1
                  ? "One chapter could not be taken in"
                  : `${failed.length} chapters could not be taken in`
              }
            >
              <ul>
                {failed.map((chapter) => (
                  <li key={chapter.id}>
                    <PageLink href={`/read/${book.slug}/${chapter.slug}`}>{chapter.title}</PageLink>{" "}
                    <code>{chapter.path}</code>: {chapter.problem}
                    {chapter.rendering === null && " Readers do not see it yet."}
                  </li>
                ))}
              </ul>
              <p>
                What took too long or broke off is tried again by itself after a minute, ten minutes and an
                hour.
              </p>
              <form action={drawAgain}>
                <input type="hidden" name="book" value={book.slug} />
                <Button type="submit">Draw again</Button>
              </form>
            </Callout>
          )}
          <ol className="sync-list">
            {syncs.map((sync) => (
              <li key={sync.id}>
                <p>
                  <Badge tone={tones[sync.state]}>{words[sync.state]}</Badge> <When at={sync.startedAt} />
                  {sync.finishedAt &&
                    `, ${((sync.finishedAt.getTime() - sync.startedAt.getTime()) / 1000).toFixed(1)} s`}
                </p>
                {sync.state === "running" && (
                  <Progress label={sync.step} value={sync.done} max={sync.total} />
                )}
                {sync.problem && <p className="sync-problem">{sync.problem}</p>}
                {editor && sync.log.length > 0 && (
                  <details>
                    <summary>{sync.log.length === 1 ? "1 note" : `${sync.log.length} notes`}</summary>
                    <ul>
                      {sync.log.map((line) => (
                        <li key={`${line.at}${line.text}`}>{line.text}</li>
                      ))}
                    </ul>
                  </details>
                )}
              </li>
            ))}
          </ol>
          {editor && warnings.length > 0 && (
            <details>
              <summary>{warnings.length} things in the book to look at</summary>
              <ul>
                {warnings.slice(0, 200).map((warning) => (
                  <li key={`${warning.path}${warning.line}${warning.message}`}>
                    <code>
                      {warning.path}
                      {warning.line === null ? "" : `:${warning.line}`}
                    </code>{" "}
                    {warning.message}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </section>
      ))}
      {host?.ok && <HostStateSection state={host.value} />}
      {role === "admin" && (
        <p>
          <PageLink href="/setup">Where the book is, and how Colophon gets in</PageLink>
        </p>
      )}
    </div>
  );
}
