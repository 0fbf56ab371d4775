import type { ReactNode } from "react";
import { SiteFooter } from "./site-footer.tsx";
import { SiteHeader } from "./site-header.tsx";
import { SkipLink } from "./skip-link.tsx";

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
      <SkipLink to="ui-main">Skip to the content</SkipLink>
      <SiteHeader book={book} />
      <main className="shell-main" id="ui-main" tabIndex={-1}>
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
