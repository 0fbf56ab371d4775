import type { BookView } from "#lib/features/read-book.ts";
import { readingTime } from "#lib/ui/index.ts";

/** What stands beside a part that its author gave no title. */
const untitled: Record<BookView["parts"][number]["kind"], string | null> = {
  front: "Before you begin",
  main: null,
  appendix: "Appendices",
  back: "At the end",
};

const missing = {
  missing: "not there yet",
  failed: "cannot be shown yet",
  preparing: "being prepared",
};

/** Every part with its chapters, numbers and reading times. */
export function BookContents({ book }: { book: BookView }) {
  return (
    <section aria-labelledby="contents" className="contents">
      <h2 id="contents">Contents</h2>
      {book.parts.map((part) => (
        <div key={`${part.kind}-${part.chapters[0]?.slug}`} className="contents-part" data-kind={part.kind}>
          <h3>{part.title ?? untitled[part.kind]}</h3>
          <ol>
            {part.chapters.map((chapter) => (
              <li key={chapter.slug}>
                <span className="contents-number">{chapter.number}</span>
                <span className="contents-title">
                  {chapter.state === "ready" || chapter.words > 0 ? (
                    <a href={`/read/${book.slug}/${chapter.slug}`}>{chapter.title}</a>
                  ) : (
                    chapter.title
                  )}
                  {chapter.description && <span className="contents-description">{chapter.description}</span>}
                </span>
                <span className="contents-dots" aria-hidden="true" />
                <span className="contents-time">
                  {chapter.words > 0
                    ? readingTime(chapter.minutes)
                    : chapter.state !== "ready" && missing[chapter.state]}
                </span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
