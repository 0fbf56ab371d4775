import {
  type AskedOf,
  created,
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
import { closePull, keepPullRef } from "../branch-moves.ts";
import { fetchFrom } from "../git/bare-repository.ts";
import { readCommits } from "../git/commits.ts";
import { readDifferences } from "../git/differences.ts";
import { mergeBase, readRef } from "../git/refs.ts";
import { readFigures, startOf, workOutMergeability } from "../pull-figures.ts";
import { pullsOf } from "../records.ts";
import { showCommit, showDifference } from "../shapes/commit.ts";
import { showPull, showSimplePull } from "../shapes/pull.ts";
import { reaches } from "../shapes/repository.ts";
import { tellPull } from "../tell.ts";
import type { Pull, Repository } from "../types.ts";
import { levelOfPerson } from "../who-asks.ts";

/** The pull request that a path names. @throws Refusal 404 */
export function pullOf({ context, repository, parameters }: AskedOf): Pull {
  const wanted = number(parameters.pull_number ?? parameters.issue_number);
  const pull = pullsOf(context.records, repository).find((each) => each.number === wanted);
  if (!pull) throw notFound();
  return pull;
}

export const pullRoutes: Routes = {
  "POST /repos/{owner}/{repo}/pulls": { needs: joinPulls, handle: openPull },
  "GET /repos/{owner}/{repo}/pulls": {
    needs: readPulls,
    handle({ context, repository, query }) {
      const state = query.get("state") ?? "open";
      const head = query.get("head");
      const base = query.get("base");
      const found = pullsOf(context.records, repository).filter((each) => {
        if (state !== "all" && each.state !== state) return false;
        if (base !== null && each.base.ref !== base) return false;
        const owner = context.records.repositories.get(each.head.repositoryId)?.owner;
        return head === null || head === `${owner}:${each.head.ref}`;
      });
      const sort = query.get("sort") ?? "created";
      const key = (each: Pull) => (sort === "updated" ? each.updatedAt : each.createdAt);
      const up = (query.get("direction") ?? "desc") === "asc" ? 1 : -1;
      found.sort((a, b) => up * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.number - b.number));
      return listed(found.map((each) => showSimplePull(context, each)));
    },
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": {
    needs: readPulls,
    async handle(asked) {
      const pull = pullOf(asked);
      const shown = showPull(asked.context, pull, await readFigures(asked.context, pull));
      // Asking is what makes GitHub work it out; the answer is there next time.
      if (pull.state === "open" && shown.mergeable === null) await workOutMergeability(asked.context, pull);
      return ok(shown);
    },
  },
  "PATCH /repos/{owner}/{repo}/pulls/{pull_number}": { needs: joinPulls, handle: changePull },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": {
    needs: readPulls,
    async handle(asked) {
      const { context, repository } = asked;
      const pull = pullOf(asked);
      const files = await readDifferences(repository.folder, await startOf(context, pull), pull.head.sha);
      return listed(files.map((each) => showDifference(context, repository, pull.head.sha, each)));
    },
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits": {
    needs: readPulls,
    async handle(asked) {
      const { context, repository } = asked;
      const pull = pullOf(asked);
      const range = `${await startOf(context, pull)}..${pull.head.sha}`;
      const commits = await readCommits(repository.folder, ["--reverse", range, "--"]);
      return listed(commits.slice(0, 250).map((each) => showCommit(context, repository, each)));
    },
  },
};

/** `branch` here, or `owner:branch` in the same family of forks. */
function headRepository(
  { context, repository }: AskedOf,
  head: string,
  name: string | undefined,
): Repository | undefined {
  const colon = head.indexOf(":");
  const owner = colon === -1 ? repository.owner : head.slice(0, colon);
  return [...context.records.repositories.values()].find(
    (each) =>
      each.owner.toLowerCase() === owner.toLowerCase() &&
      (name === undefined || each.name === name) &&
      (each.id === repository.id || each.parentId === repository.id || each.id === repository.parentId),
  );
}

async function openPull(asked: AskedOf) {
  const { context, repository, body, login } = asked;
  const given = text(body, "head") ?? "";
  const base = text(body, "base") ?? "";
  const title = text(body, "title") ?? "";
  const from = headRepository(asked, given, text(body, "head_repo"));
  const branch = given.slice(given.indexOf(":") + 1);
  const head = from && (await readRef(from.folder, `refs/heads/${branch}`));
  if (!from || !head) throw invalid("PullRequest", "head", "invalid");
  const target = await readRef(repository.folder, `refs/heads/${base}`);
  if (!target) throw invalid("PullRequest", "base", "invalid");
  if (title === "") throw invalid("PullRequest", "title", "missing_field");
  if (!reaches(levelOfPerson(context, login, from), "write") && !login.endsWith("[bot]")) {
    throw invalid("PullRequest", "head", "invalid");
  }
  const label = `${from.owner}:${branch}`;
  const twin = pullsOf(context.records, repository).find(
    (each) =>
      each.state === "open" &&
      each.head.repositoryId === from.id &&
      each.head.ref === branch &&
      each.base.ref === base,
  );
  if (twin) {
    throw new Refusal(422, "Validation Failed", [
      { resource: "PullRequest", code: "custom", message: `A pull request already exists for ${label}.` },
    ]);
  }
  if (from.id !== repository.id) {
    await fetchFrom(repository.folder, from.folder, head, `refs/forks/${from.id}/${head}`);
  }
  const common = await mergeBase(repository.folder, target, head);
  if (!common || common === head) {
    const message = common
      ? `No commits between ${base} and ${branch}`
      : `The ${branch} branch has no history in common with ${base}`;
    throw new Refusal(422, "Validation Failed", [{ resource: "PullRequest", code: "custom", message }]);
  }
  const now = context.now();
  const pull: Pull = {
    id: context.records.nextId(),
    number: ++repository.lastNumber,
    repositoryId: repository.id,
    author: login,
    title,
    body: text(body, "body") ?? null,
    draft: body.draft === true,
    state: "open",
    base: { ref: base, sha: target },
    head: { ref: branch, sha: head, repositoryId: from.id },
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    maintainerCanModify: from.id !== repository.id && body.maintainer_can_modify !== false,
    mergeability: null,
  };
  context.records.pulls.set(pull.id, pull);
  await keepPullRef(context, pull);
  await tellPull(context, pull, "opened", login);
  const answer = created(showPull(context, pull, await readFigures(context, pull)));
  return { ...answer, headers: { location: showSimplePull(context, pull).url } };
}

async function changePull(asked: AskedOf) {
  const { context, repository, body, login } = asked;
  const pull = pullOf(asked);
  const level = levelOfPerson(context, login, repository);
  if (pull.author !== login && !reaches(level, "write") && !login.endsWith("[bot]")) {
    throw new Refusal(403, "Must have push access to repository");
  }
  const changes: Record<string, unknown> = {};
  const title = text(body, "title");
  if (title !== undefined && title !== pull.title) {
    changes.title = { from: pull.title };
    pull.title = title;
  }
  const words = text(body, "body");
  if (words !== undefined && words !== pull.body) {
    changes.body = { from: pull.body ?? "" };
    pull.body = words;
  }
  const base = text(body, "base");
  if (base !== undefined && base !== pull.base.ref) {
    const sha = await readRef(repository.folder, `refs/heads/${base}`);
    if (!sha) throw invalid("PullRequest", "base", "invalid");
    changes.base = { ref: { from: pull.base.ref }, sha: { from: pull.base.sha } };
    pull.base = { ref: base, sha };
    pull.mergeability = null;
  }
  pull.updatedAt = context.now();
  if (Object.keys(changes).length > 0) await tellPull(context, pull, "edited", login, { changes });
  const state = text(body, "state");
  if (state === "closed" && pull.state === "open") await closePull(context, pull, login);
  if (state === "open" && pull.state === "closed") await reopenPull(asked, pull);
  return ok(showPull(context, pull, await readFigures(context, pull)));
}

async function reopenPull({ context, login }: AskedOf, pull: Pull): Promise<void> {
  const from = context.records.repositories.get(pull.head.repositoryId);
  const head = from && (await readRef(from.folder, `refs/heads/${pull.head.ref}`));
  if (pull.mergedAt !== null || !head) throw invalid("PullRequest", "state", "invalid");
  pull.state = "open";
  pull.closedAt = null;
  pull.head.sha = head;
  await keepPullRef(context, pull);
  await tellPull(context, pull, "reopened", login);
}
