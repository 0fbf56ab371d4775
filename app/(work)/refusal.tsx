import { notFound } from "next/navigation";
import type { Problem } from "#lib/core/outcome.ts";
import { Callout, LinkButton, PageHeader } from "#lib/ui/index.ts";

/** What a page shows instead of what was asked for: why, and what to do next. */
export function Refusal({ problem, back }: { problem: Problem; back: string }) {
  if (problem.code === "not-found") notFound();
  const signIn = problem.code === "actor.signed-out";
  return (
    <div className="work-narrow">
      <PageHeader title={signIn ? "Please sign in" : "This is not possible"} />
      <Callout tone="warning">{problem.message}</Callout>
      {signIn && (
        <p>
          <LinkButton href={`/sign-in?to=${encodeURIComponent(back)}`} variant="primary">
            Sign in
          </LinkButton>
        </p>
      )}
    </div>
  );
}
