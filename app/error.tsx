"use client";

import { Button, LinkButton, PageShell, PrinterMark } from "#lib/ui/index.ts";

/** Something broke that should not have. What a person typed is still in their browser. */
export default function ErrorPage({ retry }: { error: Error & { digest?: string }; retry(): void }) {
  return (
    <PageShell book={null}>
      <div className="astray" role="alert">
        <PrinterMark size={60} />
        <h1>A slip of the press</h1>
        <p>
          Something went wrong here. It is our fault, not yours, and nothing you wrote is lost. Please try
          again in a moment.
        </p>
        <div className="astray-ways">
          <Button variant="primary" onClick={() => retry()}>
            Try again
          </Button>
          <LinkButton href="/">Open the book</LinkButton>
        </div>
      </div>
    </PageShell>
  );
}
