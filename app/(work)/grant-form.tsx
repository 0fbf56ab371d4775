"use client";

import { useState, useTransition } from "react";
import type { Statement } from "#lib/core/licence/index.ts";
import { Button, Checkbox, Field, RadioCards } from "#lib/ui/index.ts";

/** What a person chose and agreed to, as the use cases take it. */
export interface GrantWish {
  licence: string;
  statementSha: string;
  agreed: boolean;
  creditName: string;
}

const words: Record<string, string> = {
  "CC-BY-NC-SA-4.0":
    "The book’s own licence. You keep your copyright; others must give credit, share alike, and not sell.",
  "CC0-1.0": "You give up your rights: anyone may use your words for anything.",
};

/** The licence of a change: what is granted, read in full, agreed to, and sent with the change. */
export function GrantForm({
  statements,
  creditName,
  label,
  waiting,
  send,
}: {
  statements: Statement[];
  creditName: string;
  /** On the button, before and while it is sent. */
  label: [before: string, meanwhile: string];
  /** Why it cannot be sent yet. */
  waiting: string | null;
  send(wish: GrantWish): Promise<void>;
}) {
  const [licence, setLicence] = useState(statements[0]?.licence ?? "CC-BY-NC-SA-4.0");
  const [agreed, setAgreed] = useState(false);
  const [name, setName] = useState(creditName);
  const [pending, start] = useTransition();
  const statement = statements.find((each) => each.licence === licence);
  const wish = { licence, statementSha: statement?.sha256 ?? "", agreed, creditName: name };
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
        <Button
          variant="primary"
          disabled={pending || waiting !== null || !agreed}
          onClick={() => start(() => send(wish))}
        >
          {label[pending ? 1 : 0]}
        </Button>
        {waiting && <span className="work-hint">{waiting}</span>}
      </div>
    </>
  );
}
