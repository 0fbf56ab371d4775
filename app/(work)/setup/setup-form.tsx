"use client";

import { type ReactNode, useActionState } from "react";
import { Button } from "#lib/ui/index.ts";
import type { SetupAnswer } from "./actions.ts";

/** A form of this page: it says why something was not done, and works without scripts. */
export function SetupForm({
  action,
  children,
  button,
  variant = "quiet",
  hidden = {},
}: {
  action: (before: SetupAnswer | null, form: FormData) => Promise<SetupAnswer>;
  children?: ReactNode;
  button: string;
  variant?: "primary" | "quiet" | "danger";
  hidden?: Record<string, string>;
}) {
  const [answer, act, pending] = useActionState(action, null);
  return (
    <form action={act} className="setup-form">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      {answer?.problem && (
        <p role="alert" className="setup-problem">
          {answer.problem.message}
        </p>
      )}
      <Button type="submit" variant={variant} disabled={pending}>
        {button}
      </Button>
    </form>
  );
}
