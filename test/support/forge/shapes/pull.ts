import type { ForgeContext } from "../context.ts";
import { fullName, pullsOf } from "../records.ts";
import type { Pull, Repository } from "../types.ts";
import { nodeId, showAccount } from "./account.ts";
import { repositoryUrl, showRepository } from "./repository.ts";

/** What has to be read from Git before a pull request can be shown whole. */
export interface PullFigures {
  mergeable: boolean | null;
  mergeableState: string;
  commits: number;
  additions: number;
  deletions: number;
  changedFiles: number;
}

export function repositoryOf(context: ForgeContext, id: number): Repository {
  const repository = context.records.repositories.get(id);
  if (!repository) throw new Error(`The forge has no repository ${id}`);
  return repository;
}

/** `pull-request-simple` of GitHub's description. */
export function showSimplePull(context: ForgeContext, pull: Pull) {
  const repository = repositoryOf(context, pull.repositoryId);
  const api = repositoryUrl(context, repository);
  const page = `${context.url}/${fullName(repository)}/pull/${pull.number}`;
  const links = {
    self: `${api}/pulls/${pull.number}`,
    html: page,
    issue: `${api}/issues/${pull.number}`,
    comments: `${api}/issues/${pull.number}/comments`,
    review_comments: `${api}/pulls/${pull.number}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${api}/pulls/${pull.number}/commits`,
    statuses: `${api}/statuses/${pull.head.sha}`,
  };
  return {
    url: links.self,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: links.issue,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: showAccount(context, pull.author),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    head: showSide(context, pull.head, pull.head.repositoryId),
    base: showSide(context, pull.base, pull.repositoryId),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: associationOf(context, repository, pull.author),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** A fork may be gone; its pull requests stay. */
function showSide(context: ForgeContext, side: { ref: string; sha: string }, repositoryId: number) {
  const repository = context.records.repositories.get(repositoryId);
  if (!repository) return { label: side.ref, ref: side.ref, sha: side.sha, user: null, repo: null };
  return {
    label: `${repository.owner}:${side.ref}`,
    ref: side.ref,
    sha: side.sha,
    user: showAccount(context, repository.owner),
    repo: showRepository(context, repository),
  };
}

/** `pull-request` of GitHub's description. */
export function showPull(context: ForgeContext, pull: Pull, figures: PullFigures) {
  const { records } = context;
  const reviewComments = [...records.reviewComments.values()].filter((each) => each.pullId === pull.id);
  const comments = [...records.issueComments.values()].filter((each) => each.pullId === pull.id);
  return {
    ...showSimplePull(context, pull),
    merged: pull.mergedAt !== null,
    mergeable: figures.mergeable,
    rebaseable: figures.mergeable,
    mergeable_state: figures.mergeableState,
    merged_by: pull.mergedBy === null ? null : showAccount(context, pull.mergedBy),
    comments: comments.length,
    review_comments: reviewComments.length,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: figures.commits,
    additions: figures.additions,
    deletions: figures.deletions,
    changed_files: figures.changedFiles,
  };
}

/** What a person is to a repository, in GitHub's words. */
export function associationOf(context: ForgeContext, repository: Repository, login: string): string {
  if (login === repository.owner) return "OWNER";
  if (repository.collaborators.has(login)) return "COLLABORATOR";
  const landed = pullsOf(context.records, repository).some(
    (each) => each.author === login && each.mergedAt !== null,
  );
  return landed ? "CONTRIBUTOR" : "NONE";
}
