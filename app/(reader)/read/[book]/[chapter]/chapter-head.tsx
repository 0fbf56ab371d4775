import type { ChapterView } from "#lib/features/read-chapter.ts";
import { Breadcrumb, readingTime } from "#lib/ui/index.ts";
import { LastChanged } from "./last-changed.tsx";

/** The opening of a chapter: where it stands, its number, its title, and how much time it asks for. */
export function ChapterHead({ chapter }: { chapter: ChapterView }) {
  const { number, errata } = chapter;
  return (
    <header className="chapter-head">
      <Breadcrumb
        places={[
          { title: chapter.book.title, href: `/read/${chapter.book.slug}` },
          ...(chapter.part ? [{ title: chapter.part }] : []),
        ]}
      />
      <h1>
        {number && (
          <span className="chapter-number">
            <span className="visually-hidden">{/^\d/u.test(number) ? "Chapter " : "Appendix "}</span>
            {number}
            <span className="visually-hidden">: </span>
          </span>
        )}
        <span>{chapter.title}</span>
      </h1>
      <p className="chapter-facts">
        {chapter.words > 0 && <span>{readingTime(chapter.minutes)} to read</span>}
        {chapter.updatedAt && (
          <span>
            <LastChanged
              chapter={`/read/${chapter.book.slug}/${chapter.slug}`}
              blob={chapter.blob}
              at={chapter.updatedAt}
            />
          </span>
        )}
        {errata.open > 0 && (
          <span>
            <a href={`/errata?book=${chapter.book.slug}`}>
              {errata.open} open {errata.open === 1 ? "correction" : "corrections"}
            </a>
          </span>
        )}
        {errata.fixed > 0 && (
          <span>
            {errata.fixed} {errata.fixed === 1 ? "correction" : "corrections"} made
          </span>
        )}
      </p>
    </header>
  );
}
