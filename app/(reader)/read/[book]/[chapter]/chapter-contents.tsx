import type { OutlineEntry } from "#lib/core/text/render/index.ts";
import type { ChapterView } from "#lib/features/read-chapter.ts";
import { Sheet } from "#lib/ui/index.ts";

/** The id of the panel with the contents, for the buttons that open it. */
export const contentsPanel = "ui-contents";

/** The sections of the chapter, two levels deep. */
function Sections({ entries, depth = 0 }: { entries: readonly OutlineEntry[]; depth?: number }) {
  return (
    <ol>
      {entries.map((entry) => (
        <li key={entry.id}>
          <a href={`#${entry.id}`} data-spy={entry.id}>
            <span className="entry-number">{entry.number}</span>
            <span>{entry.title}</span>
          </a>
          {depth < 1 && entry.children.length > 0 && <Sections entries={entry.children} depth={depth + 1} />}
        </li>
      ))}
    </ol>
  );
}

/** Beside the text, or in a sheet on a phone: where one is in the chapter and in the book, and what one can do. */
export function ChapterContents({
  chapter,
  edit,
  report,
}: {
  chapter: ChapterView;
  edit: string;
  report: string;
}) {
  return (
    <Sheet id={contentsPanel} className="chapter-side" label="Contents">
      <nav className="chapter-contents" aria-label="In this chapter">
        <p className="chapter-contents-title">
          <a href="#ui-main">{chapter.title}</a>
        </p>
        <Sections entries={chapter.outline} />
      </nav>
      <p className="chapter-side-actions">
        <a href={edit} rel="nofollow">
          Suggest an edit
        </a>
        <a href={report} rel="nofollow">
          Suggest a correction
        </a>
      </p>
      <details className="chapter-book">
        <summary>All chapters</summary>
        <nav aria-label="All chapters">
          <ol>
            {chapter.contents.map((entry) => (
              <li key={entry.slug}>
                <a
                  href={`/read/${chapter.book.slug}/${entry.slug}`}
                  aria-current={entry.slug === chapter.slug ? "page" : undefined}
                >
                  <span className="entry-number">{entry.number}</span>
                  <span>{entry.title}</span>
                </a>
              </li>
            ))}
          </ol>
        </nav>
      </details>
    </Sheet>
  );
}
