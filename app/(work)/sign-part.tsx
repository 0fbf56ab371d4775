"use client";

import { useState } from "react";
import type { Statement } from "#lib/core/licence/index.ts";
import { type Problem, refuse } from "#lib/core/outcome.ts";
import { ProblemNotice } from "#lib/ui/index.ts";
import { GrantForm, type GrantWish } from "./grant-form.tsx";
import { signGrant } from "./review/[number]/actions.ts";

/**
 * For somebody who wrote a proposal along: the licence of their part. For the author of a pull request (`authorName` is
 * null): of the whole.
 */
export function SignPart({
  proposal,
  authorName,
  statements,
  creditName,
}: {
  proposal: { id: string; version: number };
  authorName: string | null;
  statements: Statement[];
  creditName: string;
}) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (wish: GrantWish) => {
    const signed = await signGrant({ ...proposal, ...wish }).catch(() =>
      refuse("storage.unavailable", "The site could not be reached, so nothing was sent. Please try again."),
    );
    setProblem(signed.ok ? null : signed.problem);
  };
  return (
    <section className="sign-part" aria-labelledby="licence">
      <h2 id="licence">{authorName === null ? "The licence of your change" : "The licence of your part"}</h2>
      <p className="work-hint">
        {authorName === null
          ? "Below is your change as it stands at GitHub. It can be published once you have agreed to the licence for exactly this text."
          : `You wrote this together with ${authorName}. Below is the whole change. It can be published once you have agreed to the licence for what is yours of it.`}
      </p>
      <ProblemNotice problem={problem} />
      <div className="work-form">
        <GrantForm
          statements={statements}
          creditName={creditName}
          label={["Agree", "Sending…"]}
          waiting={null}
          send={send}
        />
      </div>
    </section>
  );
}
