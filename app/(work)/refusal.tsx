import { notFound } from "next/navigation";
import type { Problem } from "#lib/core/outcome.ts";
import { Callout, LinkButton, PageHeader } from "#lib/ui/index.ts";

const titles: Partial<Record<Problem["code"], string>> = {
  "actor.signed-out": "Please sign in",
  "actor.forbidden": "This page is for others",
};

/** What a page shows instead of what was asked for: why, and what to do next. */
export function Refusal({ problem, back }: { problem: Problem; back: string }) {
  if (problem.code === "not-found") notFound();
  const signIn = problem.code === "actor.signed-out";
  return (
    <div className="work-narrow">
      <PageHeader title={titles[problem.code] ?? "This is not possible"} />
      <Callout tone="warning">{problem.message}</Callout>
      <p className="work-row">
        {signIn && (
          <LinkButton href={`/sign-in?to=${encodeURIComponent(back)}`} variant="primary">
            Sign in
          </LinkButton>
        )}
        <LinkButton href="/">Open the book</LinkButton>
        {problem.code === "actor.forbidden" && <LinkButton href="/sign-in">Use another account</LinkButton>}
      </p>
    </div>
  );
}
