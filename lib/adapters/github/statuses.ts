import { type Outcome, ok } from "#lib/core/outcome.ts";
import { readStatuses } from "./checks.ts";
import type { RepositoryClient } from "./repository.ts";

export interface StatusReport {
  commit: string;
  /** Its name at the commit; the latest of a name counts. */
  context: string;
  state: "pending" | "success" | "failure" | "error";
  /** GitHub takes 140 characters. */
  description: string;
  targetUrl: string;
}

/** Put a status on a commit unless it stands there already; a token of a person may, too. */
export async function reportStatus(
  repository: RepositoryClient,
  { commit, description, targetUrl, ...report }: StatusReport,
): Promise<Outcome<true>> {
  const stands = async (): Promise<Outcome<boolean>> => {
    const now = await readStatuses(repository, commit);
    return now.ok
      ? ok(now.value.contexts.some(({ name, state }) => name === report.context && state === report.state))
      : now;
  };
  const before = await stands();
  if (!before.ok) return before;
  if (before.value) return ok(true);
  const written = await repository.write("POST /repos/{owner}/{repo}/statuses/{sha}", {
    ...report,
    sha: commit,
    description: description.slice(0, 140),
    target_url: targetUrl,
  });
  if (written.ok) return ok(true);
  if (written.problem.code !== "github.uncertain") return written;
  const after = await stands();
  return after.ok && after.value ? ok(true) : written;
}
