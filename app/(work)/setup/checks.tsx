import { badChecks, type CheckedConnection } from "#lib/core/connection/index.ts";
import { Badge, type Tone } from "#lib/ui/index.ts";
import { When } from "../when.tsx";
import { check } from "./actions.ts";
import { SetupForm } from "./setup-form.tsx";

const tones: Record<string, { tone: Tone; words: string }> = {
  good: { tone: "success", words: "Works" },
  bad: { tone: "danger", words: "To mend" },
  note: { tone: "info", words: "To know" },
};

/** Everything that was tried, and what to change where it was refused. */
export function ChecksSection({ checked }: { checked: CheckedConnection | null }) {
  const bad = checked ? badChecks(checked.checks) : 0;
  return (
    <section aria-labelledby="checks-title" id="checks">
      <h2 id="checks-title">What works</h2>
      <p>
        Colophon tries everything it does with the repository. Nothing is left behind there; with a token, a
        branch is made and removed again.
      </p>
      <SetupForm
        action={check}
        button={checked ? "Try again" : "Try everything"}
        variant={checked ? "quiet" : "primary"}
      />
      {checked && (
        <>
          <p role="status">
            {bad === 0 ? "All is well" : `${bad} ${bad === 1 ? "thing is" : "things are"} to mend`}, tried{" "}
            <When at={new Date(checked.at)} />.
          </p>
          <ul className="setup-checks">
            {checked.checks.map(({ id, title, state, words }) => (
              <li key={id}>
                <Badge tone={tones[state]?.tone ?? "neutral"}>{tones[state]?.words}</Badge>
                <div>
                  <strong>{title}</strong>
                  <p>{words}</p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
