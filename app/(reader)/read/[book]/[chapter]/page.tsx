import "katex/dist/katex.min.css";
import { List } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { server } from "#lib/server.ts";
import { Callout, PageShell } from "#lib/ui/index.ts";
import "#lib/ui/prose.css";
import { ChapterContents, contentsPanel } from "./chapter-contents.tsx";
import { ChapterFoot } from "./chapter-foot.tsx";
import { ChapterHead } from "./chapter-head.tsx";
import { ChapterText } from "./chapter-text.tsx";
import "./chapter.css";
import "./quiz.css";
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

/** A chapter. The same for everyone, so that it is served from the cache; complete without scripts. */
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
      <div className="reading-progress" aria-hidden="true" />
      <div className="chapter-page">
        <ChapterContents chapter={chapter} edit={edit} report={report} />
        <article className="chapter" lang={chapter.book.language}>
          <ChapterHead chapter={chapter} />
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
          <ChapterText chapter={chapter} />
          <ChapterFoot chapter={chapter} edit={edit} report={report} />
        </article>
      </div>
      <button type="button" className="chapter-bar" popoverTarget={contentsPanel}>
        <List size={18} aria-hidden="true" />
        <span>Contents</span>
        <span className="chapter-bar-section" data-current-section />
      </button>
      <ReadingAids
        previous={chapter.previous && `${place}/${chapter.previous.slug}`}
        next={chapter.next && `${place}/${chapter.next.slug}`}
        edit={edit}
      />
    </PageShell>
  );
}
