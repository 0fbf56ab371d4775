import type { ReactNode } from "react";
import { server } from "#lib/server.ts";
import { PageShell } from "#lib/ui/index.ts";
import "./work.css";
import "./review.css";

/** Pages where people do things: never cached, always for the person who asks. */
export const dynamic = "force-dynamic";

export default async function WorkLayout({ children }: { children: ReactNode }) {
  const book = await server.currentBook();
  return <PageShell book={book?.head ? { slug: book.slug, title: book.title } : null}>{children}</PageShell>;
}
