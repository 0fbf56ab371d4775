import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { BookView } from "#lib/features/read-book.ts";
import { server } from "#lib/server.ts";
import { Callout, EmptyState, LicenceLink, LinkButton, PageShell, PrinterMark } from "#lib/ui/index.ts";
import "./home.css";

export const dynamicParams = true;

export function generateStaticParams() {
  return [];
}

type Props = { params: Promise<{ book: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const read = await server.readBook((await params).book);
  return read.ok ? { title: read.value.title, description: read.value.description } : {};
}

export default async function BookPage({ params }: Props) {
  const read = await server.readBook((await params).book);
  if (!read.ok) notFound();
  const book = read.value;
  const [first] = book.parts.flatMap((part) => part.chapters).filter((chapter) => chapter.state === "ready");
  return (
    <PageShell book={book} licence={book.licence}>
      <div className="home">
        <section className="title-page">
          <PrinterMark size={54} />
          <h1>{book.title}</h1>
          {book.subtitle && <p className="title-page-subtitle">{book.subtitle}</p>}
          {book.authors.length > 0 && <p className="title-page-authors">{book.authors.join(", ")}</p>}
          {book.description && <p className="title-page-description">{book.description}</p>}
          {first && (
            <p className="title-page-actions">
              <LinkButton href={`/read/${book.slug}/${first.slug}`} variant="primary">
                Begin to read
              </LinkButton>
              <a className="button" href="#contents">
                Contents
              </a>
            </p>
          )}
          <p className="title-page-licence">
            {book.licence ? (
              <LicenceLink licence={book.licence} />
            ) : (
              "The repository’s licence notices do not agree; ask its editors before you reuse the text."
            )}
          </p>
        </section>
        {book.state !== "ready" && (
          <EmptyState
            title="The book is being prepared"
            action={<LinkButton href="/progress">See how far it is</LinkButton>}
          >
            Its chapters appear here as soon as they are read.
          </EmptyState>
        )}
        <Contents book={book} />
        {book.paths.length > 0 && <Paths book={book} />}
        <section className="help" aria-labelledby="help">
          <h2 id="help">Make it better</h2>
          <div className="help-ways">
            <div>
              <h3>Found a mistake?</h3>
              <p>
                Select the words on any page and choose “Suggest a correction”. You need no account, and you
                can watch it being fixed.
              </p>
              <Link href={`/errata?book=${book.slug}`}>See what others reported</Link>
            </div>
            <div>
              <h3>Know how to say it better?</h3>
              <p>
                Choose “Suggest an edit” beside any section. You write in the page, an editor decides, and
                your name goes into the credits.
              </p>
              <Link href="/proposals">Your proposals</Link>
            </div>
          </div>
        </section>
        {book.contributors.length > 0 && (
          <section aria-labelledby="thanks" className="thanks">
            <h2 id="thanks">With thanks to</h2>
            <p>{book.contributors.map((person) => person.name).join(", ")}</p>
          </section>
        )}
      </div>
    </PageShell>
  );
}

function Contents({ book }: { book: BookView }) {
  return (
    <section aria-labelledby="contents" className="contents">
      <h2 id="contents">Contents</h2>
      {book.parts.map((part) => (
        <div
          key={`${part.kind}${part.title}${part.chapters[0]?.slug}`}
          className="contents-part"
          data-kind={part.kind}
        >
          {part.title && <h3>{part.title}</h3>}
          <ol>
            {part.chapters.map((chapter) => (
              <li key={chapter.slug}>
                <span className="contents-number">{chapter.number}</span>
                {chapter.state === "missing" ? (
                  <span className="contents-missing">{chapter.title} (not there yet)</span>
                ) : (
                  <Link href={`/read/${book.slug}/${chapter.slug}`} prefetch={false}>
                    {chapter.title}
                  </Link>
                )}
                <span className="contents-dots" aria-hidden="true" />
                <span className="contents-minutes">{chapter.words > 0 && `${chapter.minutes} min`}</span>
              </li>
            ))}
          </ol>
        </div>
      ))}
      {book.warnings > 0 && book.licence === null && (
        <Callout tone="info">
          Some of the book’s files need a look; editors see which on the progress page.
        </Callout>
      )}
    </section>
  );
}

function Paths({ book }: { book: BookView }) {
  return (
    <section aria-labelledby="paths" className="paths">
      <h2 id="paths">Reading paths</h2>
      <div className="paths-list">
        {book.paths.map((path) => (
          <article key={path.id}>
            <h3>{path.title}</h3>
            <p className="paths-for">
              {path.audience}
              {path.minutes !== null &&
                `, about ${path.minutes < 90 ? `${path.minutes} minutes` : `${Math.round(path.minutes / 60)} hours`}`}
            </p>
            <p>{path.description}</p>
            <ol>
              {path.steps.map((step) => (
                <li key={step.chapter}>
                  <Link href={`/read/${book.slug}/${step.chapter}`} prefetch={false}>
                    {step.title}
                  </Link>
                  {step.why && <span> {step.why}</span>}
                </li>
              ))}
            </ol>
          </article>
        ))}
      </div>
    </section>
  );
}
