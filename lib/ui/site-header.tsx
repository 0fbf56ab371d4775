import { Appearance } from "./appearance.tsx";
import { Me } from "./me.tsx";
import { PrinterMark } from "./printer-mark.tsx";

/** The head of every page: the book, and where to go. */
export function SiteHeader({ book }: { book: { slug: string; title: string } | null }) {
  return (
    <header className="site-header" id="ui-header">
      <a className="site-header-mark" href={book ? `/read/${book.slug}` : "/"}>
        <PrinterMark />
        <span>{book?.title ?? "Colophon"}</span>
      </a>
      <nav className="site-header-nav" aria-label="Site">
        {book && (
          <a href={`/read/${book.slug}#contents`} className="optional">
            Contents
          </a>
        )}
        <a href={book ? `/errata?book=${book.slug}` : "/errata"} className="optional">
          Errata
        </a>
        <Me />
        <Appearance />
      </nav>
    </header>
  );
}
