import "katex/dist/katex.min.css";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ChapterView } from "#lib/features/read-chapter.ts";
import { server } from "#lib/server.ts";
import { Callout, DrawnHtml, LicenceLink, PageShell } from "#lib/ui/index.ts";
import { ChapterContents, ContentsSheet } from "./chapter-contents.tsx";
import "./chapter.css";
import "./prose.css";
import { Quizzes } from "./quizzes.tsx";
import { ReadingAids } from "./reading-aids.tsx";

export const dynamicParams = true;

export function generateStaticParams() {
  return [];
}

type Props = { params: Promise<{ book: string; chapter: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { book, chapter } = await params;
  const read = await server.readChapter(book, chapter);
  return read.ok ? { title: `${read.value.title} · ${read.value.book.title}` } : {};
}

export default async function ChapterPage({ params }: Props) {
  const { book, chapter: slug } = await params;
  const read = await server.readChapter(book, slug);
  if (!read.ok) notFound();
  const chapter = read.value;
  const place = `/read/${chapter.book.slug}`;
  const edit = `/propose/${chapter.book.slug}/${chapter.slug}`;
  const report = `/errata/new?book=${chapter.book.slug}&chapter=${chapter.slug}&commit=${chapter.commit}`;
  return (
    <PageShell book={chapter.book} licence={chapter.book.licence}>
      <div className="chapter-page">
        <aside className="chapter-side">
          <ChapterContents chapter={chapter} />
          <p className="chapter-side-actions">
            <Link href={edit} prefetch={false} rel="nofollow">
              Suggest an edit
            </Link>
            <Link href={report} prefetch={false} rel="nofollow">
              Suggest a correction
            </Link>
          </p>
        </aside>
        <article className="chapter" lang={chapter.book.language}>
          <header className="chapter-head">
            <p className="chapter-part">
              {[chapter.part, chapter.number && `Chapter ${chapter.number}`].filter(Boolean).join(" · ")}
            </p>
            <h1>{chapter.title}</h1>
            <p className="chapter-facts">
              {chapter.words > 0 && `${chapter.minutes} minutes`}
              {chapter.errata.open > 0 && (
                <>
                  {" · "}
                  <Link href={`/errata?book=${chapter.book.slug}`} prefetch={false}>
                    {chapter.errata.open} open {chapter.errata.open === 1 ? "report" : "reports"}
                  </Link>
                </>
              )}
            </p>
          </header>
          <ContentsSheet chapter={chapter} />
          {chapter.state === "failed" && chapter.html !== "" && (
            <Callout tone="info">
              This is the last good version of the chapter; a newer one could not be shown yet.
            </Callout>
          )}
          {chapter.html === "" && (
            <Callout tone="warning">
              This chapter cannot be shown yet. The editors have been told why.
            </Callout>
          )}
          <DrawnHtml
            id="ui-text"
            data-book={chapter.book.slug}
            data-chapter={chapter.slug}
            data-commit={chapter.commit}
            html={chapter.html}
          />
          <Quizzes sections={chapter.quizzes} />
          <ChapterFoot chapter={chapter} place={place} edit={edit} report={report} />
        </article>
      </div>
      <ReadingAids
        previous={chapter.previous && `${place}/${chapter.previous.slug}`}
        next={chapter.next && `${place}/${chapter.next.slug}`}
        edit={edit}
      />
    </PageShell>
  );
}

function ChapterFoot({
  chapter,
  place,
  edit,
  report,
}: {
  chapter: ChapterView;
  place: string;
  edit: string;
  report: string;
}) {
  return (
    <footer className="chapter-foot">
      {chapter.credits.length > 0 && (
        <p className="chapter-credits">
          <strong>With thanks to</strong>{" "}
          {[...new Set(chapter.credits.map((credit) => credit.name))].join(", ")}
        </p>
      )}
      <p className="chapter-actions">
        <Link href={edit} prefetch={false} rel="nofollow" className="button">
          Suggest an edit
        </Link>
        <Link href={report} prefetch={false} rel="nofollow" className="button">
          Suggest a correction
        </Link>
      </p>
      <p className="chapter-facts">
        {chapter.book.licence && <LicenceLink licence={chapter.book.licence} />}
        {chapter.updatedAt && ` · last changed ${chapter.updatedAt.slice(0, 10)}`}
      </p>
      <nav className="chapter-turn" aria-label="Chapters">
        {chapter.previous && (
          <Link href={`${place}/${chapter.previous.slug}`} rel="prev" prefetch={false}>
            <span>Previous</span>
            {chapter.previous.title}
          </Link>
        )}
        {chapter.next && (
          <Link href={`${place}/${chapter.next.slug}`} rel="next" prefetch={false}>
            <span>Next</span>
            {chapter.next.title}
          </Link>
        )}
      </nav>
    </footer>
  );
}
