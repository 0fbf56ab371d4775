import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { Data } from "./github-client.ts";
import type { RepositoryClient } from "./repository.ts";

/** Something said below a pull request, not on a line of it. Dates are ISO 8601 in UTC. */
export interface PullComment {
  id: number;
  author: { id: number; login: string; isBot: boolean } | null;
  body: string;
  createdAt: string;
  updatedAt: string;
  pageUrl: string;
}

type Shown = Data<"GET /repos/{owner}/{repo}/issues/{issue_number}/comments">[number];

function fromGithub(shown: Shown): PullComment {
  const { user } = shown;
  return {
    id: Number(shown.id),
    author: user ? { id: Number(user.id), login: user.login, isBot: user.type === "Bot" } : null,
    body: shown.body ?? "",
    createdAt: shown.created_at,
    updatedAt: shown.updated_at,
    pageUrl: shown.html_url,
  };
}

/** Marks a comment as the one for `key`: invisible on GitHub, found again whoever wrote it and whenever. */
export function commentMark(key: string): string {
  return `<!-- colophon:${key.replaceAll(/[^\w.:-]/g, "-")} -->`;
}

/** Everything said below a pull request, oldest first. `since` (ISO 8601) leaves out what has not changed since. */
export function listComments(
  repository: RepositoryClient,
  number: number,
  since?: string,
): Promise<Outcome<PullComment[]>> {
  return repository.readAll(
    "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { issue_number: number, ...(since === undefined ? {} : { since }) },
    (page) => page.map(fromGithub),
  );
}

/**
 * Say something once: the comment that carries the mark of `key` is looked for before and when the reply was lost. `key`
 * names what it is about (a proposal and its version). GitHub takes 65,536 characters.
 */
export async function addComment(
  repository: RepositoryClient,
  number: number,
  comment: { key: string; body: string },
): Promise<Outcome<PullComment>> {
  const place = { issue_number: number };
  const mark = commentMark(comment.key);
  const added = await repository.write(
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { ...place, body: `${comment.body}\n\n${mark}` },
    {
      lookFirst: true,
      readBack: async () => {
        const all = await repository.readAll(
          "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
          place,
          (page) => page,
        );
        return all.ok ? ok(all.value.find((each) => each.body?.includes(mark)) ?? null) : all;
      },
    },
  );
  return added.ok ? ok(fromGithub(added.value)) : added;
}

/** Replace what a comment says; saying the same again changes nothing. */
export async function editComment(
  repository: RepositoryClient,
  id: number,
  body: string,
): Promise<Outcome<PullComment>> {
  const place = { comment_id: id };
  const edited = await repository.write(
    "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    { ...place, body },
    {
      readBack: async () => {
        const now = await repository.read("GET /repos/{owner}/{repo}/issues/comments/{comment_id}", place);
        return now.ok ? ok(now.value.body === body ? now.value : null) : now;
      },
    },
  );
  return edited.ok ? ok(fromGithub(edited.value)) : edited;
}

/** Take a comment away. One that is gone already counts as taken away. */
export async function removeComment(repository: RepositoryClient, id: number): Promise<Outcome<null>> {
  const removed = await repository.write("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", {
    comment_id: id,
  });
  return removed.ok || removed.problem.code === "github.not-found" ? ok(null) : removed;
}
