"use client";

import { Button, PrinterMark } from "#lib/ui/index.ts";

/** Something broke that should not have. What a person typed is still in their browser. */
export default function ErrorPage({ retry }: { error: Error & { digest?: string }; retry(): void }) {
  return (
    <main className="shell-main" id="ui-main">
      <div className="astray" role="alert">
        <PrinterMark size={60} />
        <h1>A slip of the press</h1>
        <p>
          Something went wrong here. It is our fault, not yours, and nothing you wrote is lost. Please try
          again in a moment.
        </p>
        <p>
          <Button variant="primary" onClick={() => retry()}>
            Try again
          </Button>
        </p>
      </div>
    </main>
  );
}
