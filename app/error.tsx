"use client";

import { Button, Callout, PageHeader } from "#lib/ui/index.ts";

/** Something broke that should not have. What a person typed is still in their browser. */
export default function ErrorPage({ reset }: { error: Error; reset(): void }) {
  return (
    <main className="shell-main" id="ui-main">
      <PageHeader title="Something went wrong here" />
      <Callout tone="danger">
        It is our fault, not yours, and nothing you wrote is lost. Please try again in a moment.
      </Callout>
      <Button variant="primary" onClick={reset}>
        Try again
      </Button>
    </main>
  );
}
