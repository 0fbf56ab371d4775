import { type Outcome, ok } from "#lib/core/outcome.ts";
import { commentMark } from "./comments.ts";
import type { Data } from "./github-client.ts";
import type { RepositoryClient } from "./repository.ts";

/** Something said on a line of what a pull request changes. Lines count from one. */
export interface LineComment {
  id: number;
  author: { id: number; login: string } | null;
  body: string;
  path: string;
  /** Today's line; null when it has changed since (GitHub calls it outdated). */
  line: number | null;
  side: "old" | "new";
  /** The line and the commit that it was written on. */
  written: { line: number | null; commit: string };
  /** The first comment of the thread that this one answers. */
  replyTo: number | null;
  createdAt: string;
  updatedAt: string;
  pageUrl: string;
}

type Shown = Data<"GET /repos/{owner}/{repo}/pulls/{pull_number}/comments">[number];

function fromGithub(shown: Shown): LineComment {
  // Where GitHub's description gives a type, the answer to an outdated comment gives null.
  return {
    id: Number(shown.id),
    author: shown.user ? { id: Number(shown.user.id), login: shown.user.login } : null,
    body: shown.body,
    path: shown.path,
    line: shown.line ?? null,
    side: shown.side === "LEFT" ? "old" : "new",
    written: { line: shown.original_line ?? null, commit: shown.original_commit_id },
    replyTo: shown.in_reply_to_id ?? null,
    createdAt: shown.created_at,
    updatedAt: shown.updated_at,
    pageUrl: shown.html_url,
  };
}

const list = "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments";

/** Everything said on lines of a pull request, oldest first. */
export function listLineComments(
  repository: RepositoryClient,
  number: number,
  since?: string,
): Promise<Outcome<LineComment[]>> {
  const changed = since === undefined ? {} : { since };
  return repository.readAll(list, { pull_number: number, ...changed }, (page) => page.map(fromGithub));
}

const findByMark = (repository: RepositoryClient, number: number, key: string) => async () => {
  const all = await repository.readAll(list, { pull_number: number }, (page) => page);
  return all.ok ? ok(all.value.find((each) => each.body.includes(commentMark(key))) ?? null) : all;
};

export interface NewLineComment {
  key: string;
  body: string;
  path: string;
  line: number;
  side: "old" | "new";
  /** The head that the line is counted in. */
  commit: string;
}

/** Say something on a line, once. Problems: `github.refused` where the line is no part of the change. */
export async function addLineComment(
  repository: RepositoryClient,
  number: number,
  comment: NewLineComment,
): Promise<Outcome<LineComment>> {
  const added = await repository.write(
    "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments",
    {
      pull_number: number,
      body: `${comment.body}\n\n${commentMark(comment.key)}`,
      path: comment.path,
      line: comment.line,
      side: comment.side === "old" ? "LEFT" : "RIGHT",
      commit_id: comment.commit,
    },
    { readBack: findByMark(repository, number, comment.key), lookFirst: true },
  );
  return added.ok ? ok(fromGithub(added.value)) : added;
}

/** Answer in a thread, once. `to` is the first comment of the thread. */
export async function replyToLineComment(
  repository: RepositoryClient,
  number: number,
  reply: { key: string; body: string; to: number },
): Promise<Outcome<LineComment>> {
  const added = await repository.write(
    "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
    { pull_number: number, comment_id: reply.to, body: `${reply.body}\n\n${commentMark(reply.key)}` },
    { readBack: findByMark(repository, number, reply.key), lookFirst: true },
  );
  return added.ok ? ok(fromGithub(added.value)) : added;
}
