"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button, Field } from "#lib/ui/index.ts";
import { makeApp } from "./actions.ts";

/** Asks GitHub for an app: prepared here, then taken there by the browser. */
export function MakeApp({ name, serverUrl }: { name: string; serverUrl: string }) {
  const [answer, prepare, pending] = useActionState(makeApp, null);
  const leave = useRef<HTMLFormElement>(null);
  const wish = answer?.wish ?? null;
  useEffect(() => {
    if (wish) leave.current?.submit();
  }, [wish]);
  return wish ? (
    <form ref={leave} method="post" action={wish.address} className="setup-form">
      <input type="hidden" name="manifest" value={JSON.stringify(wish.manifest)} />
      <Button type="submit" variant="primary">
        Go on to {new URL(serverUrl).host}
      </Button>
    </form>
  ) : (
    <form action={prepare} className="setup-form">
      <div className="work-columns">
        <Field label="Name of the app" hint="Shown at GitHub, where no other app may have it">
          <input name="name" required maxLength={34} defaultValue={answer?.filled.name ?? name} />
        </Field>
        <Field label="Organisation" hint="Leave it empty where the book belongs to your own account">
          <input name="organisation" maxLength={39} defaultValue={answer?.filled.organisation ?? ""} />
        </Field>
      </div>
      {answer?.problem && (
        <p role="alert" className="setup-problem">
          {answer.problem.message}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={pending}>
        Make a GitHub App
      </Button>
    </form>
  );
}
