"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { Statement } from "#lib/core/licence/index.ts";
import type { Problem } from "#lib/core/outcome.ts";
import { Button, Checkbox, Field, RadioCards } from "#lib/ui/index.ts";
import { submitProposal } from "./actions.ts";

interface GrantProps {
  statements: Statement[];
  creditName: string;
  changed: boolean;
  /** Add what else is sent; null when the text could not be saved first. */
  submit(grant: {
    licence: string;
    statementSha: string;
    agreed: boolean;
    creditName: string;
  }): Promise<Record<string, unknown> | null>;
  onRefused(problem: Problem): void;
}

const words: Record<string, string> = {
  "CC-BY-NC-SA-4.0":
    "The book’s own licence. You keep your copyright; others must give credit, share alike, and not sell.",
  "CC0-1.0": "You give up your rights: anyone may use your words for anything.",
};

/** The licence of the change: what is granted, read in full, agreed to, and sent. */
export function Grant({ statements, creditName, changed, submit, onRefused }: GrantProps) {
  const router = useRouter();
  const [licence, setLicence] = useState(statements[0]?.licence ?? "CC-BY-NC-SA-4.0");
  const [agreed, setAgreed] = useState(false);
  const [name, setName] = useState(creditName);
  const [pending, start] = useTransition();
  const statement = statements.find((each) => each.licence === licence);
  const send = () =>
    start(async () => {
      const whole = await submit({
        licence,
        statementSha: statement?.sha256 ?? "",
        agreed,
        creditName: name,
      });
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
    });
  return (
    <>
      <RadioCards
        legend="Licence of your change"
        name="licence"
        value={licence}
        onChange={(value) => {
          setLicence(value as Statement["licence"]);
          setAgreed(false);
        }}
        options={statements.map((each) => ({
          value: each.licence,
          title: each.title,
          words: words[each.licence] ?? "",
        }))}
      />
      <details className="propose-statement">
        <summary>Read what you agree to</summary>
        {statement?.text.split("\n\n").map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <p className="work-hint">
          Version {statement?.version}, SHA-256 {statement?.sha256.slice(0, 16)}…
        </p>
      </details>
      <Field label="Credit me as" hint="A name, a pseudonym, or nothing at all.">
        <input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
        I have read this and agree to it.
      </Checkbox>
      <div className="work-row">
        <Button variant="primary" disabled={pending || !changed || !agreed} onClick={send}>
          {pending ? "Sending…" : "Send to the editors"}
        </Button>
        {!changed && <span className="work-hint">Nothing has changed yet.</span>}
      </div>
    </>
  );
}
