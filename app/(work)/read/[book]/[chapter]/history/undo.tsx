"use client";

import { useActionState } from "react";
import { Button, ProblemNotice } from "#lib/ui/index.ts";
import { proposeUndo } from "./actions.ts";

/** One press makes a draft that takes the change out again; without scripts as well. */
export function Undo({ book, chapter, commit }: { book: string; chapter: string; commit: string }) {
  const [problem, act, pending] = useActionState(proposeUndo, null);
  return (
    <form action={act}>
      <input type="hidden" name="book" value={book} />
      <input type="hidden" name="chapter" value={chapter} />
      <input type="hidden" name="commit" value={commit} />
      <ProblemNotice problem={problem} tone="warning" />
      <p>
        <Button type="submit" disabled={pending}>
          {pending ? "One moment…" : "Propose to undo this change"}
        </Button>{" "}
        <span className="work-hint">You see it before it is sent. What changed since then stays.</span>
      </p>
    </form>
  );
}
