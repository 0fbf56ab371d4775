import { type AskedOf, listed, notFound, ok, type Routes, readContents, readMetadata } from "../answer.ts";
import { readCommit } from "../git/commits.ts";
import { readRef, readRefs } from "../git/refs.ts";
import { fullName } from "../records.ts";
import { showCommit } from "../shapes/commit.ts";
import { repositoryUrl } from "../shapes/repository.ts";
import type { Protection } from "../types.ts";

const branchOf = ({ parameters }: AskedOf) => parameters.branch ?? "";

export const branchRoutes: Routes = {
  "GET /repos/{owner}/{repo}/branches": {
    needs: readContents,
    async handle({ context, repository, query }) {
      const api = repositoryUrl(context, repository);
      const refs = [...(await readRefs(repository.folder))].filter(([ref]) => ref.startsWith("refs/heads/"));
      const branches = refs.map(([ref, sha]) => {
        const name = ref.slice("refs/heads/".length);
        return {
          name,
          commit: { sha, url: `${api}/commits/${sha}` },
          protected: repository.protections.has(name),
        };
      });
      const wanted = query.get("protected");
      return listed(
        wanted === null ? branches : branches.filter((each) => String(each.protected) === wanted),
      );
    },
  },
  "GET /repos/{owner}/{repo}/branches/{branch}": {
    needs: readContents,
    async handle(asked) {
      const { context, repository } = asked;
      const name = branchOf(asked);
      const sha = await readRef(repository.folder, `refs/heads/${name}`);
      if (!sha) throw notFound();
      const url = `${repositoryUrl(context, repository)}/branches/${name}`;
      const protectedHere = repository.protections.has(name);
      return ok({
        name,
        commit: showCommit(context, repository, await readCommit(repository.folder, sha)),
        _links: { self: url, html: `${context.url}/${fullName(repository)}/tree/${name}` },
        protected: protectedHere,
        protection: {
          enabled: protectedHere,
          required_status_checks: {
            enforcement_level: protectedHere ? "non_admins" : "off",
            contexts: repository.protections.get(name)?.requiredChecks ?? [],
            checks: [],
          },
        },
        protection_url: `${url}/protection`,
      });
    },
  },
  "GET /repos/{owner}/{repo}/branches/{branch}/protection": {
    needs: { permission: "administration", access: "read", level: "admin" },
    handle(asked) {
      const { context, repository } = asked;
      const name = branchOf(asked);
      const rule = repository.protections.get(name);
      if (!rule) throw Object.assign(notFound(), { message: "Branch not protected" });
      const url = `${repositoryUrl(context, repository)}/branches/${name}/protection`;
      return ok({
        url,
        ...(rule.requirePullRequest
          ? {
              required_pull_request_reviews: {
                url: `${url}/required_pull_request_reviews`,
                dismiss_stale_reviews: false,
                require_code_owner_reviews: false,
                required_approving_review_count: rule.requiredApprovals ?? 0,
                require_last_push_approval: false,
              },
            }
          : {}),
        ...(rule.requiredChecks
          ? {
              required_status_checks: {
                url: `${url}/required_status_checks`,
                strict: false,
                contexts: rule.requiredChecks,
                contexts_url: `${url}/required_status_checks/contexts`,
                checks: rule.requiredChecks.map((check) => ({ context: check, app_id: null })),
              },
            }
          : {}),
        enforce_admins: { url: `${url}/enforce_admins`, enabled: true },
        required_linear_history: { enabled: false },
        allow_force_pushes: { enabled: false },
        allow_deletions: { enabled: false },
      });
    },
  },
  "GET /repos/{owner}/{repo}/rules/branches/{branch}": {
    needs: readMetadata,
    handle(asked) {
      const rule = asked.repository.protections.get(branchOf(asked));
      return listed(rule ? showRules(fullName(asked.repository), rule) : []);
    },
  },
};

function showRules(source: string, rule: Protection): unknown[] {
  const from = { ruleset_source_type: "Repository", ruleset_source: source, ruleset_id: 1 };
  const rules: unknown[] = [
    { type: "deletion", ...from },
    { type: "non_fast_forward", ...from },
  ];
  if (rule.requirePullRequest) {
    rules.push({
      type: "pull_request",
      parameters: {
        dismiss_stale_reviews_on_push: false,
        require_code_owner_review: false,
        require_last_push_approval: false,
        required_approving_review_count: rule.requiredApprovals ?? 0,
        required_review_thread_resolution: false,
      },
      ...from,
    });
  }
  if (rule.requiredChecks) {
    rules.push({
      type: "required_status_checks",
      parameters: {
        required_status_checks: rule.requiredChecks.map((context) => ({ context })),
        strict_required_status_checks_policy: false,
      },
      ...from,
    });
  }
  return rules;
}
