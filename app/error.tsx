"use client";

import { Button, LinkButton, PageShell, PrinterMark } from "#lib/ui/index.ts";
import "./lost.css";

/** Something broke that should not have. What a person typed is still in their browser. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <PageShell book={null}>
      <section className="lost">
        <PrinterMark size={54} />
        <h1>Something went wrong here</h1>
        <p>It is our fault, not yours, and nothing you wrote is lost. Please try again in a moment.</p>
        <p className="lost-ways">
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <LinkButton href="/">Open the book</LinkButton>
        </p>
        {error.digest && (
          <p className="lost-note">
            If it stays so, tell the book’s editors this number: <code>{error.digest}</code>
          </p>
        )}
      </section>
    </PageShell>
  );
}
