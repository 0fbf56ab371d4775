"use client";

import { useActionState } from "react";
import { erratumKinds } from "#lib/core/erratum/index.ts";
import { Button, Callout, Checkbox, Field, Select, TextArea } from "#lib/ui/index.ts";
import { fileErratum } from "./actions.ts";

/** The report: works as a plain form too. What was typed stays when it cannot be taken. */
export function ErratumForm({ given }: { given: Record<string, string> }) {
  const [answer, submit, pending] = useActionState(fileErratum, null);
  const values = { ...given, ...answer?.values };
  const problem = answer?.problem;
  const wrong = (field: string) => (problem?.at === field ? problem.message : undefined);
  return (
    <form action={submit} className="work-form">
      {problem && (
        <Callout tone="danger" title="Not sent yet">
          {problem.message}
        </Callout>
      )}
      {["book", "chapter", "commit", "block", "prefix", "suffix"].map((name) => (
        <input key={name} type="hidden" name={name} value={values[name] ?? ""} />
      ))}
      <Field
        label="The words that are wrong"
        hint="Copied from the page; leave empty if it is not about particular words."
        error={wrong("quote")}
      >
        <TextArea name="quote" rows={2} maxLength={500} defaultValue={values.quote ?? ""} />
      </Field>
      <Field label="How it should read" hint="For a typo, just type it right." error={wrong("suggestion")}>
        <TextArea
          name="suggestion"
          rows={2}
          maxLength={2000}
          defaultValue={values.suggestion ?? values.quote ?? ""}
        />
      </Field>
      <Field label="What kind of error is it?" error={wrong("kind")}>
        <Select name="kind" defaultValue={values.kind ?? "typo"}>
          {Object.entries(erratumKinds).map(([kind, words]) => (
            <option key={kind} value={kind}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="What is wrong?" hint="One error each, please." error={wrong("description")}>
        <TextArea name="description" rows={4} maxLength={4000} defaultValue={values.description ?? ""} />
      </Field>
      <Field
        label="Source"
        hint="For a question of fact: where can we check it? Optional."
        error={wrong("evidence")}
      >
        <input name="evidence" maxLength={1000} defaultValue={values.evidence ?? ""} />
      </Field>
      <div className="work-columns">
        <Field label="Name for the credits" hint="Optional." error={wrong("name")}>
          <input name="name" maxLength={120} autoComplete="name" defaultValue={values.name ?? ""} />
        </Field>
        <Field
          label="E-mail"
          hint="Optional, never shown; to tell you what became of it."
          error={wrong("email")}
        >
          <input
            name="email"
            type="email"
            maxLength={254}
            autoComplete="email"
            defaultValue={values.email ?? ""}
          />
        </Field>
      </div>
      <Checkbox name="cc0" value="1" defaultChecked={values.cc0 === "1"}>
        The book may use the words I suggest, without conditions (CC0).
      </Checkbox>
      <div className="work-trap" aria-hidden="true">
        <label>
          Leave this empty <input name="website" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
      <div className="work-row">
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? "Sending…" : "Send the report"}
        </Button>
        <span className="work-hint">No account needed. You get a private link to follow it.</span>
      </div>
    </form>
  );
}
