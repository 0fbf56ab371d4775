import Link from "next/link";
import type { OutlineEntry } from "#lib/core/text/render/index.ts";
import type { ChapterView } from "#lib/features/read-chapter.ts";

/** The sections of the chapter, two levels deep. */
function Sections({ entries, depth = 0 }: { entries: readonly OutlineEntry[]; depth?: number }) {
  return (
    <ol>
      {entries.map((entry) => (
        <li key={entry.id}>
          <a href={`#${entry.id}`} data-spy={entry.id}>
            {entry.number && <span className="contents-number">{entry.number}</span>} {entry.title}
          </a>
          {depth < 1 && entry.children.length > 0 && <Sections entries={entry.children} depth={depth + 1} />}
        </li>
      ))}
    </ol>
  );
}

/** Beside the page: where one is, in the chapter and in the book. */
export function ChapterContents({ chapter }: { chapter: ChapterView }) {
  return (
    <nav className="chapter-contents" aria-label="In this chapter">
      <p className="chapter-contents-title">In this chapter</p>
      <Sections entries={chapter.outline} />
      <details className="chapter-book">
        <summary>All chapters</summary>
        <ol>
          {chapter.contents.map((entry) => (
            <li key={entry.slug}>
              <Link
                href={`/read/${chapter.book.slug}/${entry.slug}`}
                prefetch={false}
                aria-current={entry.slug === chapter.slug ? "page" : undefined}
              >
                {entry.number && <span className="contents-number">{entry.number}</span>} {entry.title}
              </Link>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
}

/** The same on a phone, folded above the text. */
export function ContentsSheet({ chapter }: { chapter: ChapterView }) {
  return (
    <details className="contents-sheet">
      <summary>Contents</summary>
      <ChapterContents chapter={chapter} />
    </details>
  );
}
