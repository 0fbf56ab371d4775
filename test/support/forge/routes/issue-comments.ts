import {
  type AskedOf,
  created,
  joinPulls,
  listed,
  noContent,
  notFound,
  number,
  ok,
  Refusal,
  type Routes,
  readPulls,
  text,
} from "../answer.ts";
import { showAccount } from "../shapes/account.ts";
import { repositoryOf, showSimplePull } from "../shapes/pull.ts";
import { repositoryUrl } from "../shapes/repository.ts";
import { showIssueComment } from "../shapes/review.ts";
import { tellOf } from "../tell.ts";
import type { IssueComment, Pull } from "../types.ts";
import { pullOf } from "./pulls.ts";
import { checkBody } from "./review-comments.ts";

function commentOf({ context, repository, parameters }: AskedOf): { comment: IssueComment; pull: Pull } {
  const comment = context.records.issueComments.get(number(parameters.comment_id));
  const pull = comment && context.records.pulls.get(comment.pullId);
  if (!comment || !pull || pull.repositoryId !== repository.id) throw notFound();
  return { comment, pull };
}

function ownCommentOf(asked: AskedOf) {
  const found = commentOf(asked);
  if (found.comment.author !== asked.login) throw new Refusal(403, "Must have admin rights to Repository.");
  return found;
}

/** To webhooks a pull request is an issue that says so. */
function showIssue({ context }: AskedOf, pull: Pull) {
  const shown = showSimplePull(context, pull);
  const api = repositoryUrl(context, repositoryOf(context, pull.repositoryId));
  const url = `${api}/issues/${pull.number}`;
  const comments = [...context.records.issueComments.values()].filter((each) => each.pullId === pull.id);
  const none = { "+1": 0, "-1": 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 };
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: shown.html_url,
    id: pull.id,
    node_id: shown.node_id,
    number: pull.number,
    title: pull.title,
    user: showAccount(context, pull.author),
    labels: [],
    state: pull.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: comments.length,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    author_association: shown.author_association,
    active_lock_reason: null,
    draft: pull.draft,
    pull_request: {
      url: shown.url,
      html_url: shown.html_url,
      diff_url: shown.diff_url,
      patch_url: shown.patch_url,
      merged_at: pull.mergedAt,
    },
    body: pull.body,
    reactions: { url: `${url}/reactions`, total_count: 0, ...none },
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: null,
  };
}

function tell(
  asked: AskedOf,
  pull: Pull,
  comment: IssueComment,
  action: "created" | "edited" | "deleted",
  from?: string,
) {
  pull.updatedAt = asked.context.now();
  tellOf(asked.context, pull.repositoryId, asked.login, {
    name: `issue-comment-${action}`,
    event: "issue_comment",
    payload: {
      action,
      issue: showIssue(asked, pull),
      comment: showIssueComment(asked.context, comment),
      ...(from === undefined ? {} : { changes: { body: { from } } }),
    },
  });
}

export const issueCommentRoutes: Routes = {
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": {
    needs: readPulls,
    handle(asked) {
      const pull = pullOf(asked);
      const since = asked.query.get("since");
      const found = [...asked.context.records.issueComments.values()].filter(
        (each) => each.pullId === pull.id && (since === null || each.updatedAt >= since),
      );
      return listed(found.map((each) => showIssueComment(asked.context, each)));
    },
  },
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": {
    needs: joinPulls,
    handle(asked) {
      const { context, body, caller, login } = asked;
      const pull = pullOf(asked);
      const now = context.now();
      const comment: IssueComment = {
        id: context.records.nextId(),
        pullId: pull.id,
        author: login,
        appId: caller.kind === "installation" ? caller.app.id : null,
        body: checkBody("IssueComment", text(body, "body")),
        createdAt: now,
        updatedAt: now,
      };
      context.records.issueComments.set(comment.id, comment);
      tell(asked, pull, comment, "created");
      return created(showIssueComment(context, comment));
    },
  },
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}": {
    needs: readPulls,
    handle: (asked) => ok(showIssueComment(asked.context, commentOf(asked).comment)),
  },
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": {
    needs: joinPulls,
    handle(asked) {
      const { comment, pull } = ownCommentOf(asked);
      const from = comment.body;
      comment.body = checkBody("IssueComment", text(asked.body, "body"));
      comment.updatedAt = asked.context.now();
      tell(asked, pull, comment, "edited", from);
      return ok(showIssueComment(asked.context, comment));
    },
  },
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": {
    needs: joinPulls,
    handle(asked) {
      const { comment, pull } = ownCommentOf(asked);
      asked.context.records.issueComments.delete(comment.id);
      tell(asked, pull, comment, "deleted");
      return noContent;
    },
  },
};
