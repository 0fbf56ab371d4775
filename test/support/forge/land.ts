import { closePull, moveRef } from "./branch-moves.ts";
import type { ForgeContext } from "./context.ts";
import { readCommits, type Signature } from "./git/commits.ts";
import { makeMerge, makeRebase, makeSquash } from "./git/merge.ts";
import { readRef } from "./git/refs.ts";
import { mergeRefusal } from "./pull-figures.ts";
import { addressesOf } from "./shapes/commit.ts";
import { repositoryOf } from "./shapes/pull.ts";
import type { MergeMethod, MergeRequest, Pull } from "./types.ts";

export interface LandingWish {
  method: MergeMethod;
  title: string | undefined;
  message: string | undefined;
  by: string;
}

/** Why a pull request does not merge, in GitHub's words, or the commit that it became. */
export type Landed = { sha: string } | { refused: string };

/** Merge a pull request as GitHub would, with its own words where none are given. */
export async function landPull(context: ForgeContext, pull: Pull, wish: LandingWish): Promise<Landed> {
  const repository = repositoryOf(context, pull.repositoryId);
  const { folder } = repository;
  const refused = mergeRefusal(context, pull);
  if (refused !== undefined) return { refused };
  if (!repository.allowedMerges.has(wish.method)) {
    const words = { merge: "Merge commits", squash: "Squash merges", rebase: "Rebase merges" };
    return { refused: `${words[wish.method]} are not allowed on this repository.` };
  }
  const base = await readRef(folder, `refs/heads/${pull.base.ref}`);
  if (pull.draft) return { refused: "Pull Request is still a draft" };
  if (!base) return { refused: "Pull Request is not mergeable" };
  const signature = signatureOf(context, wish.by);
  const commits = await readCommits(folder, ["--reverse", `${base}..${pull.head.sha}`, "--"]);
  const [first] = commits;
  const squash = wish.method === "squash";
  const owner = context.records.repositories.get(pull.head.repositoryId)?.owner;
  const from = owner === undefined ? "unknown repository" : `${owner}/${pull.head.ref}`;
  const one = commits.length === 1 && first ? first : undefined;
  const [oneTitle = "", ...oneBody] = (one?.message ?? "").split("\n");
  const landing = {
    base,
    head: pull.head.sha,
    title:
      wish.title ??
      (squash
        ? `${one ? oneTitle : pull.title} (#${pull.number})`
        : `Merge pull request #${pull.number} from ${from}`),
    message:
      wish.message ??
      (squash
        ? one
          ? oneBody.join("\n").trim()
          : commits.map((each) => `* ${each.message}`).join("\n\n")
        : pull.title),
    author: squash ? signatureOf(context, pull.author) : signature,
    committer: { name: "GitHub", email: "noreply@github.com", date: context.now() },
  };
  const make = { merge: makeMerge, squash: makeSquash, rebase: makeRebase }[wish.method];
  const sha = await make(folder, landing);
  if (sha === undefined) return { refused: "Pull Request is not mergeable" };
  pull.mergedAt = context.now();
  pull.mergedBy = wish.by;
  pull.mergeCommit = sha;
  // Closed before the branch moves, so that the move does not count as a push that merged it.
  pull.state = "closed";
  await moveRef(
    context,
    repository,
    { ref: `refs/heads/${pull.base.ref}`, before: base, after: sha },
    wish.by,
  );
  await closePull(context, pull, wish.by);
  return { sha };
}

export type MergeEnd = { failed: string } | "enqueued";

/** A merge in the background comes to its end: as it would, with a failure, or in a merge queue. */
export async function finishMerge(
  context: ForgeContext,
  request: MergeRequest,
  end?: MergeEnd,
): Promise<void> {
  const pull = context.records.pulls.get(request.pullId);
  if (!pull) throw new Error("The merge is of no pull request");
  if (end === "enqueued") {
    request.status = "enqueued";
    request.words = "Pull request is in the merge queue.";
    return;
  }
  const moved =
    pull.head.sha === request.expectedHead
      ? undefined
      : "Head branch was modified. Review and try the merge again.";
  const refused = end?.failed ?? moved;
  const landed = refused === undefined ? await landPull(context, pull, request) : { refused };
  if ("refused" in landed) Object.assign(request, { status: "failed", words: landed.refused });
  else Object.assign(request, { status: "merged", words: "Pull request was merged.", sha: landed.sha });
}

export function signatureOf(context: ForgeContext, login: string): Signature {
  const account = context.records.accounts.get(login.toLowerCase());
  if (!account) throw new Error(`The forge has no account ${login}`);
  const [email = ""] = addressesOf(account);
  return { name: account.name ?? account.login, email, date: context.now() };
}
