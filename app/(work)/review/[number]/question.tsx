"use client";

import { useId, useState } from "react";
import type { Problem } from "#lib/core/outcome.ts";
import { Button, Dialog, KeyDialog, type KeyGroup, ProblemNotice, TextArea } from "#lib/ui/index.ts";
import { ThreeWordings } from "../../three-wordings.tsx";
import type { HunkView } from "./hunk-card.tsx";

/** What the desk may ask before it acts. */
export type Asking =
  | { kind: "reject-hunk"; hunk: HunkView }
  | { kind: "wording"; hunk: HunkView }
  | { kind: "comment"; hunk: HunkView | null }
  | { kind: "return" | "close" }
  | { kind: "keys" };

const questions: Record<Asking["kind"], { title: string; label: string; send: string }> = {
  "reject-hunk": {
    title: "Do not take this change",
    label: "Why? Its author reads this.",
    send: "Do not take it",
  },
  wording: {
    title: "Your words for it",
    label: "What shall stand in the book. Its author keeps the credit and sees what you changed.",
    send: "Accept it so",
  },
  comment: { title: "Comment", label: "What would you like to say?", send: "Comment" },
  return: { title: "Ask for changes", label: "What should change?", send: "Send back to the author" },
  close: {
    title: "Do not take this proposal",
    label: "Why? Its author reads this.",
    send: "Close the proposal",
  },
  keys: { title: "Keys", label: "", send: "" },
};

const keys: readonly KeyGroup[] = [
  {
    keys: [
      ["j", "next change"],
      ["k", "change before"],
      ["a", "accept"],
      ["e", "accept in your own words"],
      ["r", "do not take"],
      ["c", "comment"],
      ["u", "undo the last decision"],
      ["?", "this list"],
    ],
  },
];

/** One question in a dialog; its answer goes to the contributor. */
export function Question({
  asking,
  pending,
  problem,
  onAnswer,
  onClose,
}: {
  asking: Asking;
  pending: boolean;
  /** Why the answer was not taken; what was typed stays. */
  problem: Problem | null;
  onAnswer(text: string): void;
  onClose(): void;
}) {
  const { title, label, send } = questions[asking.kind];
  const id = useId();
  const [text, setText] = useState(
    asking.kind === "wording" ? (asking.hunk.wording ?? asking.hunk.after).trim() : "",
  );
  if (asking.kind === "keys") return <KeyDialog groups={keys} onClose={onClose} />;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="work-form"
        onSubmit={(event) => {
          event.preventDefault();
          onAnswer(text);
        }}
      >
        <ProblemNotice problem={problem} />
        {asking.kind === "wording" && asking.hunk.clash && (
          <>
            <ThreeWordings {...asking.hunk.clash} />
            <div className="work-row">
              <Button onClick={() => setText(asking.hunk.clash?.book.trim() ?? "")}>
                Start from the book’s
              </Button>
              <Button onClick={() => setText(asking.hunk.after.trim())}>Start from the proposal’s</Button>
            </div>
          </>
        )}
        <label htmlFor={id}>{label}</label>
        <TextArea
          id={id}
          rows={asking.kind === "wording" ? 8 : 4}
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={asking.kind === "wording" ? 200_000 : 5000}
          required
        />
        <div className="work-row">
          <Button type="submit" variant="primary" disabled={pending || text.trim() === ""}>
            {send}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
