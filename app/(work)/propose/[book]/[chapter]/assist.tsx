"use client";

import { useState, useTransition } from "react";
import { diffWords } from "#lib/core/prose/index.ts";
import type { Suggestion } from "#lib/core/revision/index.ts";
import { splice } from "#lib/core/text/index.ts";
import { Badge, Button, Callout, Select } from "#lib/ui/index.ts";
import { WordDiff } from "../../../word-diff.tsx";
import { checkDraft, dismissSuggestion, revisePassage } from "./actions.ts";

interface AssistProps {
  book: string;
  path: string;
  /** The draft. */
  proposal: string;
  text: string;
  /** The block the cursor is in, as it stands in the source. */
  passage: string | null;
  hasModel: boolean;
  onTake(text: string, taken: { source: string; before: string; after: string }): void;
}

const tasks = {
  clarify: "Make it clearer",
  shorten: "Shorten it",
  "fix-grammar": "Correct the grammar",
  simplify: "Say it more simply",
};
const tones = { error: "danger", warning: "warning", advice: "neutral" } as const;

/** What rules and, where there is one, a model would change. Only a person takes anything. */
export function Assist({ book, path, proposal, text, passage, hasModel, onTake }: AssistProps) {
  const [checked, setChecked] = useState<{ text: string; found: Suggestion[] } | null>(null);
  const [offer, setOffer] = useState<{ before: string; after: string; model: string } | null>(null);
  const [task, setTask] = useState("clarify");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [pending, start] = useTransition();

  const check = () =>
    start(async () => {
      const found = await checkDraft({ book, path, proposal, text });
      setTrouble(found.ok ? null : found.problem.message);
      if (found.ok) setChecked({ text, found: found.value });
    });
  const take = (suggestion: Suggestion) => {
    // The edits are on the text that was checked; another text has to be checked again.
    if (checked?.text !== text) return check();
    const next = splice(text, suggestion.edits);
    if (!next.ok) return setTrouble(next.problem.message);
    const { start: from, end: to } = suggestion.span;
    onTake(next.value, {
      source: `rule:${suggestion.by}`,
      before: text.slice(from, to),
      after: suggestion.edits.map((edit) => edit.text).join(""),
    });
    setChecked(null);
  };
  const dismiss = (suggestion: Suggestion) =>
    start(async () => {
      await dismissSuggestion({ book, fingerprint: suggestion.id });
      setChecked((now) => now && { ...now, found: now.found.filter((each) => each.id !== suggestion.id) });
    });
  const revise = () =>
    start(async () => {
      if (!passage) return;
      const revised = await revisePassage({ book, passage, task });
      setTrouble(revised.ok ? null : revised.problem.message);
      if (revised.ok) setOffer({ before: passage, after: revised.value.revised, model: revised.value.model });
    });
  const accept = () => {
    if (!offer) return;
    if (text.split(offer.before).length !== 2)
      return setTrouble("The passage has changed since, so this wording was not put in.");
    onTake(
      text.replace(offer.before, () => offer.after),
      { source: `model:${offer.model}`, before: offer.before, after: offer.after },
    );
    setOffer(null);
  };

  return (
    <section className="assist" aria-labelledby="assist">
      <h2 id="assist">Check the text</h2>
      <div className="work-row">
        <Button onClick={check} disabled={pending}>
          Look for slips
        </Button>
        {hasModel && (
          <>
            <Select
              aria-label="What to do with the passage"
              value={task}
              onChange={(event) => setTask(event.target.value)}
            >
              {Object.entries(tasks).map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </Select>
            <Button onClick={revise} disabled={pending || !passage}>
              Suggest another wording
            </Button>
            {!passage && <span className="work-hint">Put the cursor into an unchanged paragraph first.</span>}
          </>
        )}
      </div>
      {trouble && <Callout tone="warning">{trouble}</Callout>}
      {offer && (
        <article className="hunk">
          <pre className="propose-diff">
            <WordDiff runs={diffWords(offer.before, offer.after)} />
          </pre>
          <div className="work-row">
            <Button variant="primary" onClick={accept}>
              Take it
            </Button>
            <Button onClick={() => setOffer(null)}>Leave it</Button>
            <span className="work-hint">
              Suggested by {offer.model}. Citations, references, numbers and formulas are as they were.
            </span>
          </div>
        </article>
      )}
      {checked && checked.found.length === 0 && <p className="work-hint">Nothing found.</p>}
      {checked && checked.found.length > 0 && (
        <ul className="assist-list">
          {checked.found.map((suggestion) => (
            <li key={suggestion.id}>
              <p>
                <Badge tone={tones[suggestion.severity]}>{suggestion.severity}</Badge> Line {suggestion.line}:{" "}
                {suggestion.message}
              </p>
              <div className="work-row">
                {suggestion.edits.length > 0 && <Button onClick={() => take(suggestion)}>Take it</Button>}
                <Button onClick={() => dismiss(suggestion)} disabled={pending}>
                  Dismiss
                </Button>
                <details>
                  <summary>Why?</summary>
                  <p>{suggestion.explanation}</p>
                </details>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
