import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { server } from "#lib/server.ts";
import { EmptyState, LinkButton, PageShell } from "#lib/ui/index.ts";
import { BookColophon } from "./book-colophon.tsx";
import { BookContents } from "./book-contents.tsx";
import "./home.css";
import { ReadingPaths } from "./reading-paths.tsx";
import { TitlePage } from "./title-page.tsx";
import { WaysToHelp } from "./ways-to-help.tsx";

export const dynamicParams = true;

export function generateStaticParams() {
  return [];
}

type Props = { params: Promise<{ book: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const read = await server.readBook((await params).book);
  return read.ok ? { title: read.value.title, description: read.value.description } : {};
}

/** The front of a book: title page, contents, ways through it, ways to help, and who made it. */
export default async function BookPage({ params }: Props) {
  const read = await server.readBook((await params).book);
  if (!read.ok) notFound();
  const book = read.value;
  return (
    <PageShell book={book} licence={book.licence}>
      <div className="home">
        <TitlePage book={book} />
        {book.state === "preparing" && (
          <EmptyState
            title="The book is being prepared"
            action={<LinkButton href="/progress">See how far it is</LinkButton>}
          >
            Its chapters appear here as soon as they are read.
          </EmptyState>
        )}
        {book.state === "empty" && (
          <EmptyState
            title="There are no chapters yet"
            action={<LinkButton href="/progress">See what was found</LinkButton>}
          >
            The book’s repository was read, but it names no chapter that could be shown.
          </EmptyState>
        )}
        {book.state === "ready" && <BookContents book={book} />}
        {book.paths.length > 0 && <ReadingPaths book={book} />}
        {book.state === "ready" && <WaysToHelp book={book} />}
        <BookColophon book={book} />
      </div>
    </PageShell>
  );
}
