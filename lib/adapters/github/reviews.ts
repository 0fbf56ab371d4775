import { type Outcome, ok } from "#lib/core/outcome.ts";
import { commentMark } from "./comments.ts";
import type { Data } from "./github-client.ts";
import type { RepositoryClient } from "./repository.ts";

export type Verdict = "approved" | "changes-requested" | "commented" | "dismissed" | "pending";

/** A person's judgement of a pull request at one commit. */
export interface Review {
  id: number;
  author: { id: number; login: string } | null;
  body: string;
  verdict: Verdict;
  /** The head that was judged; null when GitHub no longer has it. */
  commit: string | null;
  /** ISO 8601; null while it is not submitted. */
  submittedAt: string | null;
  pageUrl: string;
}

type Shown = Data<"GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews">[number];

const verdicts: Record<string, Verdict> = {
  APPROVED: "approved",
  CHANGES_REQUESTED: "changes-requested",
  DISMISSED: "dismissed",
  PENDING: "pending",
};

function fromGithub(shown: Shown): Review {
  return {
    id: Number(shown.id),
    author: shown.user ? { id: Number(shown.user.id), login: shown.user.login } : null,
    body: shown.body,
    verdict: verdicts[shown.state] ?? "commented",
    commit: shown.commit_id,
    submittedAt: shown.submitted_at ?? null,
    pageUrl: shown.html_url,
  };
}

const list = "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews";

/** All judgements, oldest first; a later one of the same person stands above an earlier one. */
export function listReviews(repository: RepositoryClient, number: number): Promise<Outcome<Review[]>> {
  return repository.readAll(list, { pull_number: number }, (page) => page.map(fromGithub));
}

export interface NewReview {
  key: string;
  verdict: "approved" | "changes-requested" | "commented";
  body: string;
  /** The head that was judged. */
  commit: string;
}

/** Judge once. Problems: `github.refused`, as for one's own pull request. */
export async function submitReview(
  repository: RepositoryClient,
  number: number,
  review: NewReview,
): Promise<Outcome<Review>> {
  const event = {
    approved: "APPROVE",
    "changes-requested": "REQUEST_CHANGES",
    commented: "COMMENT",
  } as const;
  const mark = commentMark(review.key);
  const submitted = await repository.write(
    "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
    {
      pull_number: number,
      commit_id: review.commit,
      body: `${review.body}\n\n${mark}`.trim(),
      event: event[review.verdict],
    },
    {
      lookFirst: true,
      readBack: async () => {
        const all = await repository.readAll(list, { pull_number: number }, (page) => page);
        return all.ok ? ok(all.value.find((each) => each.body.includes(mark)) ?? null) : all;
      },
    },
  );
  return submitted.ok ? ok(fromGithub(submitted.value)) : submitted;
}
