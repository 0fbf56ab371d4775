"use client";

import { useRouter } from "next/navigation";
import type { Statement } from "#lib/core/licence/index.ts";
import type { Problem } from "#lib/core/outcome.ts";
import { GrantForm, type GrantWish } from "../../../grant-form.tsx";
import { submitProposal } from "./actions.ts";

interface GrantProps {
  statements: Statement[];
  creditName: string;
  changed: boolean;
  /** Add what else is sent; null when the text could not be saved first. */
  submit(grant: GrantWish): Promise<Record<string, unknown> | null>;
  onRefused(problem: Problem): void;
}

/** Granting the licence of a draft, which sends it. */
export function Grant({ statements, creditName, changed, submit, onRefused }: GrantProps) {
  const router = useRouter();
  const send = async (wish: GrantWish) => {
    const whole = await submit(wish);
    if (!whole) {
      onRefused({
        code: "draft.stale",
        message:
          "Your text could not be saved on the server yet, so it was not sent. It is kept in this browser; please try again.",
      });
      return;
    }
    const sent = await submitProposal(whole);
    if (sent.ok) router.push(`/proposals/${sent.value.number}`);
    else onRefused(sent.problem);
  };
  return (
    <GrantForm
      statements={statements}
      creditName={creditName}
      label={["Send to the editors", "Sending…"]}
      waiting={changed ? null : "Nothing has changed yet."}
      send={send}
    />
  );
}
