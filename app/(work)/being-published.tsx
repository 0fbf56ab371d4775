"use client";

import { useState, useTransition } from "react";
import type { Problem } from "#lib/core/outcome.ts";
import { Button, Callout } from "#lib/ui/index.ts";
import { stopPublication } from "./review/[number]/actions.ts";

/** How far the publication is, and the way out of one that is held up. */
export function BeingPublished({
  id,
  waiting,
  mayStop,
}: {
  id: string;
  waiting: string | null;
  mayStop: boolean;
}) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, start] = useTransition();
  const stop = () =>
    start(async () => {
      const stopped = await stopPublication({ id });
      setProblem(stopped.ok ? null : stopped.problem);
    });
  return (
    <Callout tone="info">
      <p>Being published. {waiting ?? "This takes a moment."}</p>
      {problem && <p role="alert">{problem.message}</p>}
      {mayStop && (
        <p>
          <Button disabled={pending} onClick={stop}>
            Stop waiting and go back to review
          </Button>
        </p>
      )}
    </Callout>
  );
}
