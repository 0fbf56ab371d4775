import type { ForgeContext } from "../context.ts";
import { fullName } from "../records.ts";
import type { IssueComment, Pull, Review, ReviewComment } from "../types.ts";
import { nodeId, showAccount } from "./account.ts";
import { showActingApp } from "./app.ts";
import { associationOf, repositoryOf } from "./pull.ts";
import { repositoryUrl } from "./repository.ts";

function pullOf(context: ForgeContext, id: number): Pull {
  const pull = context.records.pulls.get(id);
  if (!pull) throw new Error(`The forge has no pull request ${id}`);
  return pull;
}

function addresses(context: ForgeContext, pull: Pull) {
  const repository = repositoryOf(context, pull.repositoryId);
  const api = repositoryUrl(context, repository);
  return {
    repository,
    api,
    page: `${context.url}/${fullName(repository)}/pull/${pull.number}`,
    pull: `${api}/pulls/${pull.number}`,
  };
}

/** `pull-request-review` of GitHub's description. */
export function showReview(context: ForgeContext, review: Review) {
  const pull = pullOf(context, review.pullId);
  const at = addresses(context, pull);
  const page = `${at.page}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId("PullRequestReview", review.id),
    user: showAccount(context, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: at.pull,
    author_association: associationOf(context, at.repository, review.author),
    _links: { html: { href: page }, pull_request: { href: at.pull } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
  };
}

function noReactions(url: string) {
  const none = { "+1": 0, "-1": 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 };
  return { url: `${url}/reactions`, total_count: 0, ...none };
}

/** Where a comment stands today; null once its line has changed. */
export interface Standing {
  line: number | null;
  position: number | null;
}

/** `pull-request-review-comment` of GitHub's description. Properties that have no value are left out where it says so. */
export function showReviewComment(context: ForgeContext, comment: ReviewComment, standing: Standing) {
  const pull = pullOf(context, comment.pullId);
  const at = addresses(context, pull);
  const url = `${at.api}/pulls/comments/${comment.id}`;
  const page = `${at.page}#discussion_r${comment.id}`;
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id: comment.id,
    node_id: nodeId("PullRequestReviewComment", comment.id),
    diff_hunk: comment.hunk,
    path: comment.path,
    commit_id: pull.head.sha,
    original_commit_id: comment.commit,
    user: showAccount(context, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: page,
    pull_request_url: at.pull,
    author_association: associationOf(context, at.repository, comment.author),
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: at.pull } },
    reactions: noReactions(url),
    start_line: comment.startLine,
    original_start_line: comment.startLine,
    start_side: comment.startSide,
    side: comment.side,
    subject_type: comment.subject,
    original_position: 1,
    ...(comment.line === null ? {} : { original_line: comment.line }),
    line: standing.line,
    position: standing.position,
    ...(comment.replyTo === null ? {} : { in_reply_to_id: comment.replyTo }),
  };
}

/** `issue-comment` of GitHub's description. */
export function showIssueComment(context: ForgeContext, comment: IssueComment) {
  const pull = pullOf(context, comment.pullId);
  const at = addresses(context, pull);
  const url = `${at.api}/issues/comments/${comment.id}`;
  const app = comment.appId === null ? undefined : context.records.apps.get(comment.appId);
  return {
    url,
    html_url: `${at.page}#issuecomment-${comment.id}`,
    issue_url: `${at.api}/issues/${pull.number}`,
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    user: showAccount(context, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(context, at.repository, comment.author),
    body: comment.body,
    reactions: noReactions(url),
    performed_via_github_app: app ? showActingApp(context, app) : null,
  };
}
