"use client";

import { useId, useState } from "react";
import type { Statement } from "#lib/core/licence/index.ts";
import { type Problem, refuse } from "#lib/core/outcome.ts";
import { Button, ProblemNotice, TextArea } from "#lib/ui/index.ts";
import { GrantForm, type GrantWish } from "./grant-form.tsx";
import { settleClashes } from "./review/[number]/actions.ts";
import { ThreeWordings } from "./three-wordings.tsx";

/** A passage that the book and the proposal both changed. */
export interface ClashView {
  path: string;
  base: string;
  book: string;
  proposed: string;
}

/** For its author: both wordings of each passage, what shall stand, and the grant for exactly that text. */
export function SettleClashes({
  proposal,
  clashes,
  statements,
  creditName,
}: {
  proposal: { id: string; version: number };
  clashes: ClashView[];
  statements: Statement[];
  creditName: string;
}) {
  const [wordings, setWordings] = useState(() => clashes.map((clash) => clash.proposed));
  const [problem, setProblem] = useState<Problem | null>(null);
  const id = useId();
  const choose = (index: number, words: string) =>
    setWordings((all) => all.map((each, at) => (at === index ? words : each)));
  const send = async (wish: GrantWish) => {
    const passages = clashes.map(({ path, book, proposed }, index) => ({
      path,
      book,
      proposed,
      wording: wordings[index] ?? proposed,
    }));
    const settled = await settleClashes({ ...proposal, ...wish, passages }).catch(() =>
      refuse(
        "storage.unavailable",
        "The site could not be reached, so nothing was sent. What you chose is still here; please try again.",
      ),
    );
    setProblem(settled.ok ? null : settled.problem);
  };
  return (
    <section className="settle" aria-labelledby={id}>
      <h2 id={id}>The book has changed in the same words</h2>
      <p className="work-hint">
        Since you wrote this, somebody else’s change went into the book. All the rest of yours still fits. For{" "}
        {clashes.length === 1 ? "this passage" : `these ${clashes.length} passages`}, please choose what shall
        stand.
      </p>
      {clashes.map((clash, index) => (
        <article key={clash.path + String(index)} className="hunk">
          <ThreeWordings {...clash} />
          <label htmlFor={`${id}-${index}`}>What shall stand</label>
          <TextArea
            id={`${id}-${index}`}
            rows={Math.min(14, (wordings[index] ?? "").split("\n").length + 2)}
            value={wordings[index]}
            onChange={(event) => choose(index, event.target.value)}
          />
          <div className="work-row">
            <Button onClick={() => choose(index, clash.book)}>Keep the book’s words</Button>
            <Button onClick={() => choose(index, clash.proposed)}>Take mine</Button>
          </div>
        </article>
      ))}
      <ProblemNotice problem={problem} />
      <div className="work-form">
        <GrantForm
          statements={statements}
          creditName={creditName}
          label={["Send it so", "Sending…"]}
          waiting={null}
          send={send}
        />
      </div>
    </section>
  );
}
