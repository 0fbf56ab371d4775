import Link from "next/link";
import { Appearance } from "./appearance.tsx";
import { Me } from "./me.tsx";
import { PrinterMark } from "./printer-mark.tsx";

/** The head of every page: the book, and where to go. */
export function SiteHeader({ book }: { book: { slug: string; title: string } | null }) {
  return (
    <header className="site-header" id="ui-header">
      <Link className="site-header-mark" href={book ? `/read/${book.slug}` : "/"} prefetch={false}>
        <PrinterMark />
        <span>{book?.title ?? "Colophon"}</span>
      </Link>
      <nav className="site-header-nav" aria-label="Site">
        {book && (
          <Link href={`/read/${book.slug}#contents`} prefetch={false} className="optional">
            Contents
          </Link>
        )}
        <Link href={book ? `/errata?book=${book.slug}` : "/errata"} prefetch={false} className="optional">
          Errata
        </Link>
        <Me />
        <Appearance />
      </nav>
    </header>
  );
}
