import { needs } from "#lib/core/connection/index.ts";
import type { Setup } from "#lib/features/read-setup.ts";
import { Badge, Callout, Field } from "#lib/ui/index.ts";
import { findInstallation, forget, giveToken } from "./actions.ts";
import { MakeApp } from "./make-app.tsx";
import { SetupForm } from "./setup-form.tsx";

const accessWords = { read: "read", write: "read and write" };

/** How Colophon gets in: an app, a token, or what the environment says. */
export function AccessSection({ setup }: { setup: Setup }) {
  const { access, app, holds, given } = setup;
  return (
    <section aria-labelledby="access-title" id="access">
      <h2 id="access-title">How Colophon gets in at GitHub</h2>
      {setup.locked && (
        <Callout tone="warning" title="What was stored cannot be opened">
          The key, token and secrets were sealed under another AUTH_SECRET. Bring that one back, or give them
          anew here.
        </Callout>
      )}
      {access?.by === "environment" ? (
        <p>
          <Badge tone="success">Set by the environment</Badge>{" "}
          {access.kind === "app" ? "A GitHub App" : "A token"}, from{" "}
          {access.kind === "app" ? "GITHUB_APP_ID, its key and its installation" : "GITHUB_TOKEN"}. It goes
          before what is stored here, and is changed there.
        </p>
      ) : (
        <p>
          {access === null ? (
            <>
              <Badge>Not set up</Badge> A book at another host, or in a folder, needs none of this.
            </>
          ) : (
            <>
              <Badge tone="success">Set up</Badge>{" "}
              {access.kind === "app"
                ? `The app ${app?.slug ?? ""}, installed for ${app?.account ?? ""}.`
                : "A token."}
            </>
          )}
        </p>
      )}
      {app && <OwnApp setup={setup} />}
      {!app && access?.by !== "environment" && (
        <>
          <h3>A GitHub App</h3>
          <p>
            The best way: it belongs to the book and not to a person, hears of changes at once, and also lets
            people sign in. It may do this, in the repositories you choose, and nothing else:
          </p>
          <Needs />
          <MakeApp name={`Colophon ${new URL(given.publicUrl).hostname}`} serverUrl={given.serverUrl} />
        </>
      )}
      {access?.by !== "environment" && (
        <details className="setup-more" open={holds.token}>
          <summary>{holds.token ? "The token that is stored" : "Or a token"}</summary>
          <p>
            A fine-grained token for the one repository, with Contents, Pull requests and Commit statuses to
            read and write. It is sealed before it is stored, and never shown again.
          </p>
          <SetupForm action={giveToken} button={holds.token ? "Renew the token" : "Store the token"}>
            <Field label="Token">
              <input name="token" type="password" autoComplete="off" required maxLength={300} />
            </Field>
          </SetupForm>
          {holds.token && (
            <SetupForm
              action={forget}
              hidden={{ what: "token" }}
              button="Remove the token"
              variant="danger"
            />
          )}
        </details>
      )}
    </section>
  );
}

/** Every permission, with its reason. */
function Needs() {
  return (
    <dl className="setup-needs">
      {needs.map(({ permission, name, access, why }) => (
        <div key={permission}>
          <dt>
            {name}: {accessWords[access]}
          </dt>
          <dd>{why}</dd>
        </div>
      ))}
    </dl>
  );
}

function OwnApp({ setup: { app, holds, given } }: { setup: Setup }) {
  if (!app) return null;
  return (
    <>
      {app.installationId === null && (
        <Callout tone="warning" title="The app is made, and not installed yet">
          Install it for the book’s repository; GitHub then brings you back here.
        </Callout>
      )}
      <p className="work-row">
        <a
          className="button"
          data-variant={app.installationId === null ? "primary" : "quiet"}
          href={`${app.pageUrl}/installations/new`}
        >
          {app.installationId === null ? "Install the app" : "Choose other repositories"}
        </a>
        <a href={app.pageUrl}>The app at GitHub</a>
      </p>
      {!holds.privateKey && (
        <p>Its key is missing, so it cannot be used. Remove it here, and make it again.</p>
      )}
      {given.signIn === "stored" && <p>People sign in with it, too.</p>}
      <div className="setup-row">
        <SetupForm action={findInstallation} button="Look where it is installed" />
        <SetupForm action={forget} hidden={{ what: "app" }} button="Remove the app here" variant="danger" />
      </div>
      <p className="work-hint">
        Removing it here forgets its key and secrets. At GitHub it stays until you delete it there. For a new
        key, delete it there, remove it here, and make it again.
      </p>
    </>
  );
}
