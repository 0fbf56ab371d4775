import type { ForgeContext } from "../context.ts";
import { fullName, pullsOf } from "../records.ts";
import type { Level, Repository } from "../types.ts";
import { nodeId, showAccount } from "./account.ts";

/** URLs of a repository's parts: the property, and what follows the repository's own address. */
const parts: readonly (readonly [string, string])[] = [
  ["forks_url", "/forks"],
  ["keys_url", "/keys{/key_id}"],
  ["collaborators_url", "/collaborators{/collaborator}"],
  ["teams_url", "/teams"],
  ["hooks_url", "/hooks"],
  ["issue_events_url", "/issues/events{/number}"],
  ["events_url", "/events"],
  ["assignees_url", "/assignees{/user}"],
  ["branches_url", "/branches{/branch}"],
  ["tags_url", "/tags"],
  ["blobs_url", "/git/blobs{/sha}"],
  ["git_tags_url", "/git/tags{/sha}"],
  ["git_refs_url", "/git/refs{/sha}"],
  ["trees_url", "/git/trees{/sha}"],
  ["statuses_url", "/statuses/{sha}"],
  ["languages_url", "/languages"],
  ["stargazers_url", "/stargazers"],
  ["contributors_url", "/contributors"],
  ["subscribers_url", "/subscribers"],
  ["subscription_url", "/subscription"],
  ["commits_url", "/commits{/sha}"],
  ["git_commits_url", "/git/commits{/sha}"],
  ["comments_url", "/comments{/number}"],
  ["issue_comment_url", "/issues/comments{/number}"],
  ["contents_url", "/contents/{+path}"],
  ["compare_url", "/compare/{base}...{head}"],
  ["merges_url", "/merges"],
  ["archive_url", "/{archive_format}{/ref}"],
  ["downloads_url", "/downloads"],
  ["issues_url", "/issues{/number}"],
  ["pulls_url", "/pulls{/number}"],
  ["milestones_url", "/milestones{/number}"],
  ["notifications_url", "/notifications{?since,all,participating}"],
  ["labels_url", "/labels{/name}"],
  ["releases_url", "/releases{/id}"],
  ["deployments_url", "/deployments"],
];

export function repositoryUrl(context: ForgeContext, repository: Repository): string {
  return `${context.apiUrl}/repos/${fullName(repository)}`;
}

/** `minimal-repository` of GitHub's description: what all its other forms have in common. */
export function showMinimalRepository(context: ForgeContext, repository: Repository) {
  const api = repositoryUrl(context, repository);
  return {
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    owner: showAccount(context, repository.owner),
    html_url: `${context.url}/${fullName(repository)}`,
    description: repository.description,
    fork: repository.parentId !== null,
    url: api,
    ...Object.fromEntries(parts.map(([name, rest]) => [name, `${api}${rest}`])),
  };
}

/** `repository` of GitHub's description, as pull requests and webhooks carry it. */
export function showRepository(context: ForgeContext, repository: Repository) {
  const page = `${context.url}/${fullName(repository)}`;
  const host = new URL(context.url).host;
  const forks = [...context.records.repositories.values()].filter((each) => each.parentId === repository.id);
  const open = pullsOf(context.records, repository).filter((each) => each.state === "open").length;
  return {
    ...showMinimalRepository(context, repository),
    created_at: repository.createdAt,
    updated_at: repository.pushedAt,
    pushed_at: repository.pushedAt,
    git_url: `git://${host}/${fullName(repository)}.git`,
    ssh_url: `git@${host}:${fullName(repository)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: null,
    size: 108,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: forks.length,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? "private" : "public",
    forks: forks.length,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

/** `full-repository` of GitHub's description, with what the caller may do. */
export function showFullRepository(context: ForgeContext, repository: Repository, level: Level | undefined) {
  const parent =
    repository.parentId === null ? undefined : context.records.repositories.get(repository.parentId);
  const ancestry = parent
    ? { parent: showRepository(context, parent), source: showRepository(context, parent) }
    : {};
  const admin = level === "admin";
  return {
    ...showRepository(context, repository),
    ...(level === undefined ? {} : { permissions: showPermissions(level) }),
    ...(admin
      ? {
          allow_squash_merge: repository.allowedMerges.has("squash"),
          allow_merge_commit: repository.allowedMerges.has("merge"),
          allow_rebase_merge: repository.allowedMerges.has("rebase"),
          allow_auto_merge: false,
          delete_branch_on_merge: false,
          allow_update_branch: false,
        }
      : {}),
    ...ancestry,
    network_count: 0,
    subscribers_count: 0,
  };
}

const order: readonly Level[] = ["read", "triage", "write", "maintain", "admin"];

export function reaches(level: Level | undefined, wanted: Level): boolean {
  return level !== undefined && order.indexOf(level) >= order.indexOf(wanted);
}

export function showPermissions(level: Level) {
  return {
    admin: reaches(level, "admin"),
    maintain: reaches(level, "maintain"),
    push: reaches(level, "write"),
    triage: reaches(level, "triage"),
    pull: true,
  };
}
