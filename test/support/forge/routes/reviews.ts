import {
  type AskedOf,
  invalid,
  joinPulls,
  listed,
  notFound,
  number,
  ok,
  Refusal,
  type Routes,
  readPulls,
  text,
} from "../answer.ts";
import { objectType } from "../git/refs.ts";
import { showSimplePull } from "../shapes/pull.ts";
import { showReview } from "../shapes/review.ts";
import { tellOf } from "../tell.ts";
import type { Pull, Review } from "../types.ts";
import { pullOf } from "./pulls.ts";
import { addComment, type CommentWish, commentsOfReview } from "./review-comments.ts";

const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;
type Verdict = keyof typeof states;

function reviewOf(asked: AskedOf): { pull: Pull; review: Review } {
  const pull = pullOf(asked);
  const review = asked.context.records.reviews.get(number(asked.parameters.review_id));
  if (!review || review.pullId !== pull.id) throw notFound();
  if (review.state === "PENDING" && review.author !== asked.login) throw notFound();
  return { pull, review };
}

/** Webhooks write the state in small letters, the REST interface in capitals. */
function tellReview(
  asked: AskedOf,
  pull: Pull,
  review: Review,
  action: "submitted" | "edited" | "dismissed",
): void {
  const { context, login } = asked;
  pull.updatedAt = context.now();
  tellOf(context, pull.repositoryId, login, {
    name: `pull-request-review-${action}`,
    event: "pull_request_review",
    payload: {
      action,
      review: {
        ...showReview(context, review),
        body: review.body === "" ? null : review.body,
        state: review.state.toLowerCase(),
        submitted_at: review.submittedAt,
      },
      pull_request: showSimplePull(context, pull),
      ...(action === "edited" ? { changes: {} } : {}),
    },
  });
}

function submit(asked: AskedOf, pull: Pull, review: Review, verdict: Verdict): void {
  const own = pull.author === asked.login;
  if (own && verdict === "APPROVE")
    throw new Refusal(422, "Unprocessable Entity", ["Can not approve your own pull request"]);
  if (own && verdict === "REQUEST_CHANGES") {
    throw new Refusal(422, "Unprocessable Entity", ["Can not request changes on your own pull request"]);
  }
  if (verdict !== "APPROVE" && review.body === "" && commentsOfReview(asked, review).length === 0) {
    throw new Refusal(422, "Unprocessable Entity", ["Review body is required"]);
  }
  review.state = states[verdict];
  review.submittedAt = asked.context.now();
  tellReview(asked, pull, review, "submitted");
}

export const reviewRoutes: Routes = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews": {
    needs: readPulls,
    handle(asked) {
      const pull = pullOf(asked);
      const all = [...asked.context.records.reviews.values()].filter(
        (each) => each.pullId === pull.id && (each.state !== "PENDING" || each.author === asked.login),
      );
      return listed(all.map((each) => showReview(asked.context, each)));
    },
  },
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": {
    needs: joinPulls,
    async handle(asked) {
      const { context, repository, body, login } = asked;
      const pull = pullOf(asked);
      const commit = text(body, "commit_id") ?? pull.head.sha;
      if ((await objectType(repository.folder, commit)) !== "commit") {
        throw invalid("PullRequestReview", "commit_id", "invalid");
      }
      const review: Review = {
        id: context.records.nextId(),
        pullId: pull.id,
        author: login,
        body: text(body, "body") ?? "",
        state: "PENDING",
        commit,
        submittedAt: null,
      };
      context.records.reviews.set(review.id, review);
      const comments = (body.comments ?? []) as CommentWish[];
      try {
        for (const each of comments) await addComment(asked, pull, review, { ...each, commit_id: commit });
        const verdict = text(body, "event") as Verdict | undefined;
        if (verdict !== undefined) submit(asked, pull, review, verdict);
      } catch (error) {
        for (const each of commentsOfReview(asked, review)) context.records.reviewComments.delete(each.id);
        context.records.reviews.delete(review.id);
        throw error;
      }
      return ok(showReview(context, review));
    },
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}": {
    needs: readPulls,
    handle: (asked) => ok(showReview(asked.context, reviewOf(asked).review)),
  },
  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}": {
    needs: joinPulls,
    handle(asked) {
      const { pull, review } = reviewOf(asked);
      if (review.author !== asked.login) throw new Refusal(403, "Must have admin rights to Repository.");
      review.body = text(asked.body, "body") ?? review.body;
      if (review.state !== "PENDING") tellReview(asked, pull, review, "edited");
      return ok(showReview(asked.context, review));
    },
  },
  "DELETE /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}": {
    needs: joinPulls,
    handle(asked) {
      const { review } = reviewOf(asked);
      if (review.state !== "PENDING") {
        throw new Refusal(422, "Unprocessable Entity", ["Can not delete a non-pending pull request review"]);
      }
      for (const each of commentsOfReview(asked, review))
        asked.context.records.reviewComments.delete(each.id);
      asked.context.records.reviews.delete(review.id);
      return ok(showReview(asked.context, review));
    },
  },
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/events": {
    needs: joinPulls,
    handle(asked) {
      const { pull, review } = reviewOf(asked);
      if (review.state !== "PENDING") {
        throw new Refusal(422, "Unprocessable Entity", ["Could not submit a review that is not pending"]);
      }
      review.body = text(asked.body, "body") ?? review.body;
      submit(asked, pull, review, (text(asked.body, "event") ?? "COMMENT") as Verdict);
      return ok(showReview(asked.context, review));
    },
  },
  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals": {
    needs: { permission: "pull_requests", access: "write", level: "write" },
    handle(asked) {
      const { pull, review } = reviewOf(asked);
      if (review.state !== "APPROVED" && review.state !== "CHANGES_REQUESTED") {
        throw new Refusal(422, "Unprocessable Entity", ["Can not dismiss a commented pull request review"]);
      }
      review.state = "DISMISSED";
      tellReview(asked, pull, review, "dismissed");
      return ok(showReview(asked.context, review));
    },
  },
};
