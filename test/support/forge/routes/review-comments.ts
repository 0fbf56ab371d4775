import {
  type Asked,
  type AskedOf,
  created,
  invalid,
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
import type { ForgeContext } from "../context.ts";
import { carryLine, hunkAt, type Side } from "../git/diff-lines.ts";
import { readDifferences } from "../git/differences.ts";
import { startOf } from "../pull-figures.ts";
import { repositoryOf, showSimplePull } from "../shapes/pull.ts";
import { type Standing, showReviewComment } from "../shapes/review.ts";
import { tellOf } from "../tell.ts";
import type { Pull, Review, ReviewComment } from "../types.ts";
import { pullOf } from "./pulls.ts";

export interface CommentWish {
  path?: string;
  body?: string;
  line?: number;
  side?: Side;
  start_line?: number;
  start_side?: Side;
  subject_type?: "line" | "file";
  commit_id?: string;
}

const longestBody = 65_536;

export function checkBody(resource: string, body: string | undefined): string {
  if (body === undefined || body.trim() === "") throw invalid(resource, "body", "missing_field");
  if (body.length > longestBody) {
    throw invalid(resource, "body", "custom", `body is too long (maximum is ${longestBody} characters)`);
  }
  return body;
}

export function commentsOfReview({ context }: Asked, review: Review): ReviewComment[] {
  return [...context.records.reviewComments.values()].filter((each) => each.reviewId === review.id);
}

/** Put a comment on a line of the diff. @throws Refusal 422 where the diff has no such line */
export async function addComment(
  { context, login }: Asked,
  pull: Pull,
  review: Review,
  wish: CommentWish,
): Promise<ReviewComment> {
  const body = checkBody("PullRequestReviewComment", wish.body);
  const { folder } = repositoryOf(context, pull.repositoryId);
  const commit = wish.commit_id ?? pull.head.sha;
  const files = await readDifferences(folder, await startOf(context, pull), commit);
  const file = files.find((each) => each.path === wish.path);
  if (!file) throw invalid("PullRequestReviewThread", "path", "invalid", "path could not be resolved");
  const subject = wish.subject_type ?? "line";
  const side = wish.side ?? "RIGHT";
  const on = subject === "file" ? { hunk: file.patch ?? "" } : hunkAt(file.patch ?? "", wish.line ?? 0, side);
  const start =
    wish.start_line === undefined ? on : hunkAt(file.patch ?? "", wish.start_line, wish.start_side ?? side);
  if (!on || !start) {
    throw invalid("PullRequestReviewThread", "line", "invalid", "line must be part of the diff");
  }
  const now = context.now();
  const comment: ReviewComment = {
    id: context.records.nextId(),
    pullId: pull.id,
    reviewId: review.id,
    author: login,
    body,
    path: file.path,
    line: subject === "file" ? null : (wish.line ?? null),
    side,
    startLine: wish.start_line ?? null,
    startSide: wish.start_line === undefined ? null : (wish.start_side ?? side),
    subject,
    commit,
    hunk: on.hunk,
    replyTo: null,
    createdAt: now,
    updatedAt: now,
  };
  context.records.reviewComments.set(comment.id, comment);
  await tellComment(context, pull, comment, "created", login);
  return comment;
}

/** Where a comment's line is in the head of today. */
async function standingOf(context: ForgeContext, pull: Pull, comment: ReviewComment): Promise<Standing> {
  if (comment.line === null) return { line: null, position: 1 };
  const { folder } = repositoryOf(context, pull.repositoryId);
  let line: number | null = comment.line;
  if (comment.side === "RIGHT" && comment.commit !== pull.head.sha) {
    const since = await readDifferences(folder, comment.commit, pull.head.sha);
    const file = since.find((each) => (each.previousPath ?? each.path) === comment.path);
    line = file?.patch === undefined ? line : carryLine(file.patch, line);
  }
  if (line === null) return { line: null, position: null };
  const files = await readDifferences(folder, await startOf(context, pull), pull.head.sha);
  const patch = files.find((each) => each.path === comment.path)?.patch;
  const at = patch === undefined ? undefined : hunkAt(patch, line, comment.side);
  return at ? { line, position: at.position } : { line: null, position: null };
}

async function tellComment(
  context: ForgeContext,
  pull: Pull,
  comment: ReviewComment,
  action: "created" | "edited" | "deleted",
  by: string,
  from?: string,
): Promise<void> {
  pull.updatedAt = context.now();
  tellOf(context, pull.repositoryId, by, {
    name: `pull-request-review-comment-${action}`,
    event: "pull_request_review_comment",
    payload: {
      action,
      comment: {
        original_line: comment.line,
        ...showReviewComment(context, comment, await standingOf(context, pull, comment)),
      },
      pull_request: showSimplePull(context, pull),
      ...(from === undefined ? {} : { changes: { body: { from } } }),
    },
  });
}

async function show(context: ForgeContext, comment: ReviewComment) {
  const pull = context.records.pulls.get(comment.pullId);
  if (!pull) throw notFound();
  const shown = showReviewComment(context, comment, await standingOf(context, pull, comment));
  // Properties that this form may not have null are left out.
  const { line, position, ...rest } = shown;
  return { ...rest, ...(line === null ? {} : { line }), ...(position === null ? {} : { position }) };
}

function commentOf({ context, repository, parameters }: AskedOf): ReviewComment {
  const comment = context.records.reviewComments.get(number(parameters.comment_id));
  const pull = comment && context.records.pulls.get(comment.pullId);
  if (!comment || pull?.repositoryId !== repository.id) throw notFound();
  return comment;
}

function ownCommentOf(asked: AskedOf): ReviewComment {
  const comment = commentOf(asked);
  if (comment.author !== asked.login) throw new Refusal(403, "Must have admin rights to Repository.");
  return comment;
}

/** A comment by itself is a review of one comment. */
function lonelyReview({ context, login }: Asked, pull: Pull, commit: string): Review {
  const id = context.records.nextId();
  const submittedAt = context.now();
  const review: Review = {
    id,
    pullId: pull.id,
    author: login,
    body: "",
    state: "COMMENTED",
    commit,
    submittedAt,
  };
  context.records.reviews.set(id, review);
  return review;
}

async function reply(
  asked: AskedOf,
  pull: Pull,
  first: ReviewComment | undefined,
  words: string | undefined,
) {
  const { context, login } = asked;
  if (!first || first.pullId !== pull.id || first.replyTo !== null) throw notFound();
  const now = context.now();
  const comment: ReviewComment = {
    ...first,
    id: context.records.nextId(),
    reviewId: lonelyReview(asked, pull, pull.head.sha).id,
    author: login,
    body: checkBody("PullRequestReviewComment", words),
    replyTo: first.id,
    createdAt: now,
    updatedAt: now,
  };
  context.records.reviewComments.set(comment.id, comment);
  await tellComment(context, pull, comment, "created", login);
  return created(await show(context, comment));
}

export const reviewCommentRoutes: Routes = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/comments": {
    needs: readPulls,
    async handle(asked) {
      const { context, parameters } = asked;
      const pull = pullOf(asked);
      const found = [...context.records.reviewComments.values()].filter(
        (each) => each.pullId === pull.id && each.reviewId === number(parameters.review_id),
      );
      return listed(
        await Promise.all(
          found.map(async (each) => {
            const { position } = await standingOf(context, pull, each);
            return { ...(await show(context, each)), position };
          }),
        ),
      );
    },
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": {
    needs: readPulls,
    async handle(asked) {
      const { context } = asked;
      const pull = pullOf(asked);
      const since = asked.query.get("since");
      const found = [...context.records.reviewComments.values()].filter(
        (each) =>
          each.pullId === pull.id && !isPending(context, each) && (since === null || each.updatedAt >= since),
      );
      return listed(await Promise.all(found.map((each) => show(context, each))));
    },
  },
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments": {
    needs: joinPulls,
    async handle(asked) {
      const { context, body } = asked;
      const pull = pullOf(asked);
      if (typeof body.in_reply_to === "number") {
        return reply(asked, pull, context.records.reviewComments.get(body.in_reply_to), text(body, "body"));
      }
      const review = lonelyReview(asked, pull, text(body, "commit_id") ?? pull.head.sha);
      try {
        return created(await show(context, await addComment(asked, pull, review, body as CommentWish)));
      } catch (error) {
        context.records.reviews.delete(review.id);
        throw error;
      }
    },
  },
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies": {
    needs: joinPulls,
    handle: (asked) => reply(asked, pullOf(asked), commentOf(asked), text(asked.body, "body")),
  },
  "GET /repos/{owner}/{repo}/pulls/comments/{comment_id}": {
    needs: readPulls,
    handle: async (asked) => ok(await show(asked.context, commentOf(asked))),
  },
  "PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}": {
    needs: joinPulls,
    async handle(asked) {
      const { context, body, login } = asked;
      const comment = ownCommentOf(asked);
      const from = comment.body;
      comment.body = checkBody("PullRequestReviewComment", text(body, "body"));
      comment.updatedAt = context.now();
      const pull = context.records.pulls.get(comment.pullId);
      if (pull) await tellComment(context, pull, comment, "edited", login, from);
      return ok(await show(context, comment));
    },
  },
  "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}": {
    needs: joinPulls,
    async handle(asked) {
      const { context, login } = asked;
      const comment = ownCommentOf(asked);
      const pull = context.records.pulls.get(comment.pullId);
      if (pull) await tellComment(context, pull, comment, "deleted", login);
      context.records.reviewComments.delete(comment.id);
      return noContent;
    },
  },
};

function isPending({ records }: ForgeContext, comment: ReviewComment): boolean {
  return records.reviews.get(comment.reviewId)?.state === "PENDING";
}
