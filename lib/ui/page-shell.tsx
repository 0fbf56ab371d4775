import type { ReactNode } from "react";
import { SiteFooter } from "./site-footer.tsx";
import { SiteHeader } from "./site-header.tsx";

/** Head, content and foot of a page. */
export function PageShell({
  book,
  licence,
  children,
}: {
  book: { slug: string; title: string } | null;
  licence?: string | null;
  children: ReactNode;
}) {
  return (
    <>
      <a className="skip-link" href="#ui-main">
        Skip to the content
      </a>
      <SiteHeader book={book} />
      <main className="shell-main" id="ui-main">
        {children}
      </main>
      <SiteFooter licence={licence ?? null} />
    </>
  );
}

/** The title of a page and a sentence about it. */
export function PageHeader({ title, lead }: { title: string; lead?: ReactNode }) {
  return (
    <header className="page-header">
      <h1>{title}</h1>
      {lead && <p className="page-header-lead">{lead}</p>}
    </header>
  );
}
