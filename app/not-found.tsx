import type { Metadata } from "next";
import Link from "next/link";
import { LinkButton, PageShell, PrinterMark } from "#lib/ui/index.ts";
import "./lost.css";

export const metadata: Metadata = { title: "No such page" };

export default function NotFound() {
  return (
    <PageShell book={null}>
      <section className="lost">
        <PrinterMark size={54} />
        <h1>This leaf is not in the book</h1>
        <p>
          The address may be mistyped, or the page has moved or was taken out. Its words may still be there
          under another heading.
        </p>
        <p className="lost-ways">
          <LinkButton href="/" variant="primary">
            Open the book
          </LinkButton>
        </p>
        <p className="lost-note">
          Did a link in the book lead here?{" "}
          <Link href="/errata" prefetch={false}>
            See whether it is known
          </Link>
          , and suggest a correction on the page it stands on.
        </p>
      </section>
    </PageShell>
  );
}
