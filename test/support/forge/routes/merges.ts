import { randomUUID } from "node:crypto";
import {
  type AskedOf,
  accepted,
  noContent,
  notFound,
  ok,
  Refusal,
  type Routes,
  readContents,
  text,
  writeContents,
} from "../answer.ts";
import { moveRef } from "../branch-moves.ts";
import { fetchFrom } from "../git/bare-repository.ts";
import { makeMerge } from "../git/merge.ts";
import { isAncestor, readRef } from "../git/refs.ts";
import { finishMerge, landPull, signatureOf } from "../land.ts";
import { repositoryOf } from "../shapes/pull.ts";
import type { MergeMethod, MergeRequest } from "../types.ts";
import { pullOf } from "./pulls.ts";

const methodOf = ({ body }: AskedOf) => (text(body, "merge_method") ?? "merge") as MergeMethod;

export const mergeRoutes: Routes = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/merge": {
    needs: readContents,
    handle(asked) {
      if (pullOf(asked).mergedAt === null) throw notFound();
      return noContent;
    },
  },
  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge": {
    needs: writeContents,
    async handle(asked) {
      const pull = pullOf(asked);
      const { context, body, login } = asked;
      if (pull.state === "closed") throw new Refusal(405, "Pull Request is not mergeable");
      const sha = text(body, "sha");
      if (sha !== undefined && sha !== pull.head.sha) {
        throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
      }
      const landed = await landPull(context, pull, {
        method: methodOf(asked),
        title: text(body, "commit_title"),
        message: text(body, "commit_message"),
        by: login,
      });
      if ("refused" in landed) throw new Refusal(405, landed.refused);
      return ok({ sha: landed.sha, merged: true, message: "Pull Request successfully merged" });
    },
  },
  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge-async": {
    needs: writeContents,
    handle(asked) {
      const { context, body, login } = asked;
      const pull = pullOf(asked);
      if (pull.mergedAt !== null) {
        return ok({
          status: "merged",
          details: { message: "Pull request is already merged.", sha: pull.mergeCommit },
        });
      }
      if (pull.state === "closed" || pull.draft) {
        const message = pull.draft ? "Pull request is a draft." : "Pull request is closed.";
        return { status: 400, body: { status: "failed", details: { message } } };
      }
      const running = [...context.records.merges.values()].find(
        (each) => each.pullId === pull.id && each.status === "pending",
      );
      if (running) return { status: 409, body: showMerge(running) };
      const request: MergeRequest = {
        uuid: randomUUID(),
        pullId: pull.id,
        method: methodOf(asked),
        title: text(body, "commit_title"),
        message: text(body, "commit_message"),
        expectedHead: text(body, "sha") ?? pull.head.sha,
        by: login,
        status: "pending",
        words: "Merge request is in progress.",
        sha: null,
      };
      context.records.merges.set(request.uuid, request);
      if (context.mergesByItself) {
        context.turn(() => finishMerge(context, request)).catch((error) => context.problem(String(error)));
      }
      return accepted(showMerge(request));
    },
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/merge-async/{uuid}": {
    needs: readContents,
    handle(asked) {
      const request = asked.context.records.merges.get(asked.parameters.uuid ?? "");
      if (!request || request.pullId !== pullOf(asked).id) throw notFound();
      return ok(showMerge(request));
    },
  },
  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/update-branch": {
    needs: writeContents,
    async handle(asked) {
      const { context, body, login } = asked;
      const pull = pullOf(asked);
      const expected = text(body, "expected_head_sha");
      if (expected !== undefined && expected !== pull.head.sha) {
        throw new Refusal(422, "expected head sha didn’t match current head ref.");
      }
      const repository = repositoryOf(context, pull.repositoryId);
      const head = context.records.repositories.get(pull.head.repositoryId);
      if (!head) throw new Refusal(422, "head repository does not exist");
      const base = await readRef(repository.folder, `refs/heads/${pull.base.ref}`);
      if (!base || (await isAncestor(repository.folder, base, pull.head.sha))) {
        throw new Refusal(422, "There are no new commits on the base branch.");
      }
      const by = signatureOf(context, login);
      const sha = await makeMerge(repository.folder, {
        base: pull.head.sha,
        head: base,
        title: `Merge branch '${pull.base.ref}' into ${pull.head.ref}`,
        message: "",
        author: by,
        committer: by,
      });
      if (!sha) throw new Refusal(422, "merge conflict between base and head");
      if (head.id !== repository.id) {
        await fetchFrom(head.folder, repository.folder, sha, `refs/forks/${repository.id}/${sha}`);
      }
      const move = { ref: `refs/heads/${pull.head.ref}`, before: pull.head.sha, after: sha };
      await moveRef(context, head, move, login);
      return accepted({ message: "Updating pull request branch.", url: `${context.url}/updates` });
    },
  },
};

function showMerge(request: MergeRequest) {
  const message = request.words;
  if (request.status === "merged") return { status: "merged", details: { message, sha: request.sha } };
  if (request.status !== "pending") return { status: request.status, details: { message } };
  return {
    status: "pending",
    details: {
      message,
      uuid: request.uuid,
      merge_method: request.method,
      merge_action: "default",
      expected_head_sha: request.expectedHead,
    },
  };
}
