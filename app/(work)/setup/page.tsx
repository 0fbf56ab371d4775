import type { Metadata } from "next";
import { ok } from "#lib/core/outcome.ts";
import { server } from "#lib/server.ts";
import { Callout, Field, PageHeader, PageLink } from "#lib/ui/index.ts";
import { Refusal } from "../refusal.tsx";
import { AccessSection } from "./access.tsx";
import { becomeAdmin, enterCode } from "./actions.ts";
import { BookSection } from "./book.tsx";
import { ChecksSection } from "./checks.tsx";
import { SetupForm } from "./setup-form.tsx";
import { visit } from "./visit.ts";
import "./setup.css";

export const metadata: Metadata = { title: "Set up" };

const doneWords: Record<string, string> = {
  token: "The token is stored.",
  installed: "The app is installed. Now choose the repository.",
  removed: "It is removed here.",
  checked: "Everything was tried; see below.",
  admin: "You are the admin of this site now.",
};

export default async function SetupPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const { code, done, problem } = await searchParams;
  const who = await visit();
  const [read, first] = [await server.setup.read(who), await server.setup.firstRun()];
  if (!read.ok) {
    if (first.open && first.code) return <EnterCode code={code ?? ""} />;
    return <Refusal problem={read.problem} back="/setup" />;
  }
  const setup = read.value;
  // Nothing is asked for that could not be chosen.
  const repositories = setup.given.book ? ok([]) : await server.setup.repositories(who);
  const words = doneWords[done ?? ""];
  return (
    <div className="work-narrow setup">
      <PageHeader
        title="Set up"
        lead="Where the book is, how Colophon gets in, and whether everything works. What the environment says goes before what is stored here."
      />
      {words && (
        <div role="status">
          <Callout tone="success">{words}</Callout>
        </div>
      )}
      {problem && (
        <div role="alert">
          <Callout tone="danger">{problem.slice(0, 500)}</Callout>
        </div>
      )}
      {first.open && <FirstAdmin signIn={setup.given.signIn !== null} />}
      <AccessSection setup={setup} />
      <BookSection setup={setup} repositories={repositories} />
      {(setup.book || setup.given.book) && <ChecksSection checked={setup.checked} />}
      <p className="setup-end">
        <PageLink href="/progress">How the book is kept up to date</PageLink>
        {setup.changedAt && (
          <span className="work-hint">
            Changed here by {setup.changedBy}, {setup.changedAt.toISOString().slice(0, 16).replace("T", " ")}{" "}
            UTC
          </span>
        )}
      </p>
    </div>
  );
}

/** For whoever has the code that the start printed, while nobody is admin. */
function EnterCode({ code }: { code: string }) {
  return (
    <div className="work-narrow setup">
      <PageHeader
        title="Set up"
        lead="This site has no admin yet. Whoever started it was given a code, beside the words “Set up”."
      />
      <SetupForm action={enterCode} button="Open" variant="primary">
        <Field label="Code">
          <input name="code" required autoComplete="off" defaultValue={code.slice(0, 100)} maxLength={100} />
        </Field>
      </SetupForm>
    </div>
  );
}

/** Somebody has to look after the site once this visit is over. */
async function FirstAdmin({ signIn }: { signIn: boolean }) {
  const person = await server.person();
  return (
    <Callout tone="info" title="This site has no admin yet">
      {person && !person.demo ? (
        <>
          <p>You are signed in as {person.name}. As admin you come back to this page whenever you like.</p>
          <SetupForm action={becomeAdmin} button="Be the admin" variant="primary" />
        </>
      ) : (
        <p>
          {signIn ? (
            <>
              <PageLink href="/sign-in?to=/setup">Sign in with GitHub</PageLink>, and come back to be the
              admin.
            </>
          ) : (
            "Make a GitHub App below: people sign in with it, and the first can be the admin."
          )}
        </p>
      )}
    </Callout>
  );
}
