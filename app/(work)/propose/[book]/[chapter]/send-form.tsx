import type { ComponentProps } from "react";
import type { Problem } from "#lib/core/outcome.ts";
import { Button, Field, TextArea } from "#lib/ui/index.ts";
import { Grant } from "./grant.tsx";

/** What the editor reads first about a change, the licence it is given under, and the way out of the draft. */
export function SendForm({
  title,
  rationale,
  problem,
  onTitle,
  onRationale,
  onDiscard,
  ...grant
}: ComponentProps<typeof Grant> & {
  title: string;
  rationale: string;
  problem: Problem | null;
  onTitle(title: string): void;
  onRationale(rationale: string): void;
  /** Null where the draft was sent before, so that it cannot be thrown away. */
  onDiscard: (() => void) | null;
}) {
  return (
    <section className="propose-send" aria-labelledby="send">
      <h2 id="send">Send it to the editors</h2>
      <div className="work-form">
        <Field
          label="What does it change?"
          hint="One line, such as “Fix the definition of latency”."
          error={problem?.at === "title" ? problem.message : undefined}
        >
          <input value={title} maxLength={200} onChange={(event) => onTitle(event.target.value)} />
        </Field>
        <Field label="Why?" hint="Helps the editor to decide quickly. A source, for a question of fact.">
          <TextArea
            rows={3}
            value={rationale}
            maxLength={5000}
            onChange={(event) => onRationale(event.target.value)}
          />
        </Field>
        <Grant {...grant} />
        {onDiscard && (
          <p>
            <Button variant="danger" onClick={onDiscard}>
              Throw the draft away
            </Button>
          </p>
        )}
      </div>
    </section>
  );
}
