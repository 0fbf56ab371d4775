import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { RepositoryClient } from "./repository.ts";

export type RepositoryRole = "none" | "read" | "triage" | "write" | "maintain" | "admin";

const roles: ReadonlySet<string> = new Set(["none", "read", "triage", "write", "maintain", "admin"]);

/**
 * What a person may do in a repository. A role that an organisation made up counts as the one it is built on. Whoever
 * GitHub does not know may do nothing.
 */
export async function readRole(
  repository: RepositoryClient,
  login: string,
): Promise<Outcome<RepositoryRole>> {
  const found = await repository.read("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
    username: login,
  });
  if (!found.ok) return found.problem.code === "github.not-found" ? ok("none") : found;
  const { role_name: named, permission } = found.value;
  return ok((roles.has(named) ? named : permission) as RepositoryRole);
}

/** What stands between a branch and a change. */
export interface BranchRules {
  /** Changes come by pull requests. */
  pullRequest: boolean;
  approvals: number;
  /** Names of the checks that must have succeeded. */
  checks: string[];
  /** History is kept as it is: no force. */
  fastForwardOnly: boolean;
}

/** The rules of a branch, from rulesets and protection alike; an unprotected branch has none. */
export async function readBranchRules(
  repository: RepositoryClient,
  branch: string,
): Promise<Outcome<BranchRules>> {
  const found = await repository.readAll(
    "GET /repos/{owner}/{repo}/rules/branches/{branch}",
    { branch },
    (page) => page,
  );
  if (!found.ok) return found;
  const rules: BranchRules = { pullRequest: false, approvals: 0, checks: [], fastForwardOnly: false };
  for (const rule of found.value) {
    if (rule.type === "non_fast_forward") rules.fastForwardOnly = true;
    if (rule.type === "pull_request") {
      rules.pullRequest = true;
      rules.approvals = Math.max(rules.approvals, rule.parameters?.required_approving_review_count ?? 0);
    }
    if (rule.type === "required_status_checks") {
      rules.checks.push(...(rule.parameters?.required_status_checks ?? []).map((each) => each.context));
    }
  }
  return ok(rules);
}
