"use client";

import { useActionState } from "react";
import { type ErratumState, erratumWords } from "#lib/core/erratum/index.ts";
import { Button, Callout, Field, Select, TextArea } from "#lib/ui/index.ts";
import { proposeFromErratum, triageErratum } from "./actions.ts";

const decisions: ErratumState[] = [
  "confirmed",
  "not-an-error",
  "duplicate",
  "wont-fix",
  "held",
  "needs-info",
];

/** What reviewers do with a report: rule on it, or turn it into a proposal. */
export function TriageForm(props: {
  id: string;
  number: number;
  book: string;
  state: ErratumState;
  canApply: boolean;
  mayPropose: boolean;
}) {
  const [ruled, rule, ruling] = useActionState(triageErratum, null);
  const [made, propose, making] = useActionState(proposeFromErratum, null);
  const problem = ruled?.problem ?? made?.problem;
  const answered = !["reported", "confirmed", "held", "needs-info"].includes(props.state);
  return (
    <section className="triage" aria-labelledby="triage-title">
      <h2 id="triage-title">Answer it</h2>
      {problem && <Callout tone="danger">{problem.message}</Callout>}
      {props.mayPropose && !answered && (
        <form action={propose} className="work-row">
          <input type="hidden" name="id" value={props.id} />
          <input type="hidden" name="book" value={props.book} />
          {props.canApply && (
            <Button type="submit" name="apply" value="1" variant="primary" disabled={making}>
              Apply the suggestion
            </Button>
          )}
          <Button type="submit" name="apply" value="0" variant="quiet" disabled={making}>
            Fix it myself
          </Button>
        </form>
      )}
      {!answered && (
        <form action={rule} className="work-form">
          <input type="hidden" name="id" value={props.id} />
          <input type="hidden" name="number" value={props.number} />
          <input type="hidden" name="from" value={props.state} />
          <Field label="Decision">
            <Select name="to" defaultValue={ruled?.values.to ?? "confirmed"}>
              {decisions
                .filter((state) => state !== props.state)
                .map((state) => (
                  <option key={state} value={state}>
                    {erratumWords[state]}
                  </option>
                ))}
            </Select>
          </Field>
          <Field label="Reason" hint="Public. Needed for every decision but “Confirmed”.">
            <TextArea name="reason" rows={2} maxLength={2000} defaultValue={ruled?.values.reason ?? ""} />
          </Field>
          <Field label="Repeats report number" hint="Only for a duplicate.">
            <input
              name="duplicateOf"
              inputMode="numeric"
              maxLength={20}
              defaultValue={ruled?.values.duplicateOf ?? ""}
            />
          </Field>
          <Button type="submit" variant="quiet" disabled={ruling}>
            Decide
          </Button>
        </form>
      )}
    </section>
  );
}
