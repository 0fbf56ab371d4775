import type { BookView } from "#lib/features/read-book.ts";
import { LicenceLink, LinkButton, PrinterMark, readingTime } from "#lib/ui/index.ts";

/** From how many characters on a title is set smaller. */
const longTitle = 24;

/** Set as the title page of a printed book: who, what, the printer's mark, and the terms at its foot. */
export function TitlePage({ book }: { book: BookView }) {
  const ready = book.parts.flatMap((part) =>
    part.chapters.map((chapter) => ({ ...chapter, kind: part.kind })),
  );
  const readable = ready.filter((chapter) => chapter.state === "ready");
  const first = readable.find((chapter) => chapter.kind === "main") ?? readable[0];
  const main = readable.filter((chapter) => chapter.kind === "main");
  const minutes = main.reduce((sum, chapter) => sum + chapter.minutes, 0);
  return (
    <section className="title-page">
      {book.authors.length > 0 && <p className="title-page-authors">{book.authors.join(" · ")}</p>}
      <h1 lang={book.language} data-long={book.title.length > longTitle || undefined}>
        {book.title.split(/(?<=:)\s+/u).map((line, index) => (
          <span key={line}>{index > 0 ? ` ${line}` : line}</span>
        ))}
      </h1>
      {book.subtitle && <p className="title-page-subtitle">{book.subtitle}</p>}
      <div className="title-page-mark">
        <PrinterMark size={60} />
      </div>
      {book.description && <p className="title-page-description">{book.description}</p>}
      {first && (
        <p className="title-page-actions">
          <LinkButton href={`/read/${book.slug}/${first.slug}`} variant="primary">
            Begin to read
          </LinkButton>
          <LinkButton href="#contents">Contents</LinkButton>
        </p>
      )}
      <p className="title-page-imprint">
        {main.length > 0 && (
          <span>
            {main.length} {main.length === 1 ? "chapter" : "chapters"}, about {readingTime(minutes)}
          </span>
        )}
        <span>
          {book.licence ? (
            <LicenceLink licence={book.licence} />
          ) : (
            "Its licence notices do not agree: ask the editors before you reuse the text"
          )}
        </span>
      </p>
    </section>
  );
}
