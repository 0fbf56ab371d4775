"use client";

import { useActionState } from "react";
import { type Role, roleWords } from "#lib/core/policy/index.ts";
import { Button, Select } from "#lib/ui/index.ts";
import { changeRole } from "./actions.ts";

/** The role of one person, to be changed by those who may. */
export function RoleForm(props: {
  id: string;
  name: string;
  role: Role;
  choices: readonly Role[];
  search: string;
}) {
  const [answer, change, pending] = useActionState(changeRole, null);
  const problem = answer?.problem.message;
  const note = `role-problem-${props.id}`;
  return (
    <form action={change} className="people-form">
      <input type="hidden" name="id" value={props.id} />
      <input type="hidden" name="from" value={props.role} />
      <input type="hidden" name="search" value={props.search} />
      <Select
        key={answer?.to}
        name="to"
        defaultValue={answer?.to ?? props.role}
        aria-label={`Role of ${props.name}`}
        aria-describedby={problem ? note : undefined}
        aria-invalid={problem ? true : undefined}
      >
        {props.choices.map((role) => (
          <option key={role} value={role}>
            {roleWords[role].name}
          </option>
        ))}
      </Select>
      <Button
        type="submit"
        variant="quiet"
        disabled={pending}
        aria-label={`Change the role of ${props.name}`}
      >
        Change
      </Button>
      {problem && (
        <p role="alert" id={note} className="people-problem">
          {problem}
        </p>
      )}
    </form>
  );
}
