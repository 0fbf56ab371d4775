import {
  type Access,
  type CheckedConnection,
  type ConnectionCheck,
  needs,
  unmetNeeds,
} from "#lib/core/connection/index.ts";
import { type Outcome, ok, type Problem, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Clock, Connections, GivenSettings, HostTrial } from "./ports/index.ts";

export interface CheckPorts {
  connections: Pick<Connections, "noteChecks">;
  given: GivenSettings;
  clock: Clock;
  /** The book that is followed now, whoever named it. */
  book: { remote: string; branch: string | null } | null;
  /** One cheap question to the repository, by git, with what lets Colophon in. */
  fetchable: () => Promise<Outcome<{ branches: string[]; preferred: string | null }>>;
  /** Null where the book is not at the host, or nothing lets Colophon in there. */
  trial: HostTrial | null;
}

const good = (id: string, title: string, words: string): ConnectionCheck => ({
  id,
  title,
  state: "good",
  words,
});
const bad = (id: string, title: string, words: string): ConnectionCheck => ({
  id,
  title,
  state: "bad",
  words,
});
const note = (id: string, title: string, words: string): ConnectionCheck => ({
  id,
  title,
  state: "note",
  words,
});

/**
 * Try everything that Colophon does with the book's repository, and say of each what to change where it is refused. What
 * was found is kept until the connection changes.
 */
export async function checkConnection(ports: CheckPorts, actor: Actor): Promise<Outcome<CheckedConnection>> {
  const ruling = authorise(actor, "setup.manage");
  if (!ruling.ok) return ruling;
  if (!ports.book) return refuse("book.not-configured", "Choose the book first.");
  const checks: ConnectionCheck[] = [];
  const listed = await ports.fetchable();
  const branch = ports.book.branch ?? (listed.ok ? listed.value.preferred : null);
  checks.push(checkFetch(listed, branch));
  if (ports.trial) {
    checks.push(...(await checkHost(ports.trial, ports.given, branch ?? "main")));
  } else {
    checks.push(
      note(
        "host",
        "Pull requests",
        "There are none: the book is not at a GitHub that Colophon may use. Proposals are kept here and published by git.",
      ),
    );
  }
  const checked = { at: ports.clock.now().toISOString(), checks };
  await ports.connections.noteChecks(checked);
  return ok(checked);
}

function checkFetch(
  listed: Awaited<ReturnType<CheckPorts["fetchable"]>>,
  branch: string | null,
): ConnectionCheck {
  const title = "Fetching the book";
  if (!listed.ok) return bad("fetch", title, listed.problem.message);
  if (branch === null || !listed.value.branches.includes(branch)) {
    return bad(
      "fetch",
      title,
      `The repository has no branch “${branch ?? "main"}”. Choose another branch below, under “Where the book is”.`,
    );
  }
  return good("fetch", title, `The repository answers, and its branch is “${branch}”.`);
}

async function checkHost(trial: HostTrial, given: GivenSettings, branch: string): Promise<ConnectionCheck[]> {
  const described = await trial.describe();
  if (!described.ok)
    return [bad("repository", "The repository at GitHub", seen(described.problem, given.access))];
  const { archived, name } = described.value;
  const checks = [
    archived
      ? bad(
          "repository",
          "The repository at GitHub",
          `${name} is archived, so nothing can be changed there. Unarchive it in its settings, at the very end.`,
        )
      : good("repository", "The repository at GitHub", `${name} is seen.`),
  ];
  const permissions = await trial.permissions();
  if (!permissions.ok) {
    return [...checks, bad("permissions", "What Colophon may do", seen(permissions.problem, given.access))];
  }
  checks.push(
    ...(permissions.value ? judgePermissions(permissions.value) : await tryPermissions(trial, branch)),
    await checkBranch(trial, branch),
    await checkHook(trial, given),
  );
  return checks;
}

/** What an app was given, against what it needs. */
function judgePermissions(given: Readonly<Record<string, string>>): ConnectionCheck[] {
  const unmet = new Set(unmetNeeds(given).map(({ permission }) => permission));
  return needs
    .filter(({ permission }) => permission !== "metadata")
    .map(({ permission, name, access, why }) =>
      unmet.has(permission)
        ? bad(
            permission,
            name,
            `Give the app the repository permission “${name}: ${words[access]}” (its settings at GitHub, Permissions & events), then accept it where the app is installed. ${why}`,
          )
        : good(permission, name, why),
    );
}

const words = { read: "Read-only", write: "Read and write" };

/** What a token may do, which only trying tells. */
async function tryPermissions(trial: HostTrial, branch: string): Promise<ConnectionCheck[]> {
  const checks: ConnectionCheck[] = [];
  for (const { permission, name, why, appOnly } of needs) {
    if (appOnly) continue;
    if (permission !== "contents" && permission !== "pull_requests" && permission !== "statuses") continue;
    const tried = await trial.tryWrite(permission, branch);
    checks.push(
      tried.ok
        ? good(permission, name, why)
        : bad(
            permission,
            name,
            refusedTo(
              tried.problem,
              `Give the token the repository permission “${name}: Read and write” (GitHub, Settings, Developer settings, Personal access tokens), or renew it here. ${why}`,
            ),
          ),
    );
  }
  checks.push(
    note(
      "checks",
      "Checks",
      "Only an app can show checks beside a pull request. With a token, commit statuses stand in for them.",
    ),
  );
  return checks;
}

/** A refusal is the permission's; anything else is said as it is. */
function refusedTo(problem: Problem, remedy: string): string {
  return problem.code === "github.permission-missing" || problem.code === "github.not-found"
    ? remedy
    : problem.message;
}

function seen(problem: Problem, access: Access | null): string {
  if (problem.code !== "github.not-found") return problem.message;
  return access?.kind === "app"
    ? "GitHub does not show the repository to the app. Install it there, or add the repository to its installation (Repository access)."
    : "GitHub does not show the repository to the token. Add it to the token (Repository access), and look whether its name is right.";
}

async function checkBranch(trial: HostTrial, branch: string): Promise<ConnectionCheck> {
  const title = `Publishing to “${branch}”`;
  const rules = await trial.rules(branch);
  if (!rules.ok) return bad("branch", title, rules.problem.message);
  const { pullRequest, approvals, checks } = rules.value;
  if (!pullRequest && checks.length === 0) {
    return good("branch", title, "The branch is not protected: publishing puts the commit on it at once.");
  }
  const waits = [
    ...(approvals > 0 ? [`${approvals} ${approvals === 1 ? "approval" : "approvals"} at GitHub`] : []),
    ...(checks.length > 0 ? [`the checks ${checks.join(", ")}`] : []),
  ];
  return note(
    "branch",
    title,
    `The branch is protected, so Colophon publishes through the pull request${waits.length > 0 ? ` and waits for ${waits.join(" and ")}` : ""}.`,
  );
}

async function checkHook(trial: HostTrial, given: GivenSettings): Promise<ConnectionCheck> {
  const title = "What happens at GitHub is heard";
  const wanted = `${given.publicUrl}/api/hooks/github`;
  if (!given.hears) {
    return note(
      "hook",
      title,
      `GitHub cannot send to ${given.publicUrl}, an address of this machine only. Colophon looks by itself every minute.`,
    );
  }
  const hook = await trial.hook();
  if (!hook.ok) return bad("hook", title, hook.problem.message);
  if (hook.value === null) {
    return given.webhook
      ? note(
          "hook",
          title,
          `Set up a webhook in the repository’s settings, to ${wanted}, as application/json, with the secret that was agreed.`,
        )
      : note(
          "hook",
          title,
          "Without an app Colophon looks by itself every minute. A webhook needs GITHUB_WEBHOOK_SECRET.",
        );
  }
  const { url, last } = hook.value;
  if (url !== wanted) {
    return bad(
      "hook",
      title,
      `The app sends ${url === null ? "nothing" : `to ${url}`}. In its settings at GitHub, make the webhook active and its address ${wanted}.`,
    );
  }
  if (!given.webhook) {
    return bad(
      "hook",
      title,
      "The secret of the webhook is not known here. Give the app a new one, and set GITHUB_WEBHOOK_SECRET.",
    );
  }
  if (last === null)
    return note("hook", title, "Nothing was sent yet. It will be, with the first change at GitHub.");
  return last.status >= 200 && last.status < 300
    ? good("hook", title, "What GitHub sent last has arrived.")
    : bad(
        "hook",
        title,
        `What GitHub sent last was answered with ${last.status === 0 ? "nothing" : `status ${last.status}`}. It must reach ${wanted} from the internet.`,
      );
}
