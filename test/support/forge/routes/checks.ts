import {
  type AskedOf,
  created,
  invalid,
  listed,
  type Need,
  notFound,
  number,
  ok,
  Refusal,
  type Routes,
  text,
} from "../answer.ts";
import { readCommit } from "../git/commits.ts";
import { objectType, readRefs, resolveCommit } from "../git/refs.ts";
import { showCheckRun, showStatus, showToldCheckRun } from "../shapes/check.ts";
import { showCommit } from "../shapes/commit.ts";
import { repositoryUrl, showMinimalRepository } from "../shapes/repository.ts";
import { tellOf } from "../tell.ts";
import type { CheckRun, CommitStatus } from "../types.ts";

const readChecks: Need = { permission: "checks", access: "read", level: "read" };
const writeChecks: Need = { permission: "checks", access: "write", level: "write" };
const readStatuses: Need = { permission: "statuses", access: "read", level: "read" };
const writeStatuses: Need = { permission: "statuses", access: "write", level: "write" };

/** Only apps make check runs. @throws Refusal 403 */
function appOf({ caller }: AskedOf) {
  if (caller.kind !== "installation") {
    throw new Refusal(403, "You must authenticate via a GitHub App.");
  }
  return caller.app;
}

function change(asked: AskedOf, run: CheckRun): void {
  const { body, context } = asked;
  const output = body.output as
    | { title?: string; summary?: string; text?: string; annotations?: unknown[] }
    | undefined;
  run.name = text(body, "name") ?? run.name;
  run.externalId = text(body, "external_id") ?? run.externalId;
  run.detailsUrl = text(body, "details_url") ?? run.detailsUrl;
  run.status = (text(body, "status") as CheckRun["status"] | undefined) ?? run.status;
  run.conclusion = text(body, "conclusion") ?? run.conclusion;
  run.startedAt = text(body, "started_at") ?? run.startedAt ?? context.now();
  if (text(body, "conclusion") !== undefined) run.status = "completed";
  if (run.status === "completed") {
    if (run.conclusion === null) throw invalid("CheckRun", "conclusion", "missing_field");
    run.completedAt = text(body, "completed_at") ?? run.completedAt ?? context.now();
  }
  if (output) {
    run.output = {
      title: output.title ?? run.output.title,
      summary: output.summary ?? run.output.summary,
      text: output.text ?? run.output.text,
      // GitHub adds those of each update to what is there.
      annotations: run.output.annotations + (output.annotations?.length ?? 0),
    };
  }
}

function tellRun({ context, login }: AskedOf, run: CheckRun, action: "created" | "completed"): void {
  tellOf(context, run.repositoryId, login, {
    name: `check-run-${action}`,
    event: "check_run",
    payload: { action, check_run: showToldCheckRun(context, run) },
  });
}

function runOf({ context, repository, parameters }: AskedOf): CheckRun {
  const run = context.records.checkRuns.get(number(parameters.check_run_id));
  if (!run || run.repositoryId !== repository.id) throw notFound();
  return run;
}

async function commitOf({ repository, parameters }: AskedOf): Promise<string> {
  const sha = await resolveCommit(repository.folder, parameters.ref ?? "");
  if (!sha) throw notFound();
  return sha;
}

function statusesOf({ context, repository }: AskedOf, sha: string): CommitStatus[] {
  return [...context.records.statuses.values()]
    .filter((each) => each.repositoryId === repository.id && each.sha === sha)
    .reverse();
}

export const checkRoutes: Routes = {
  "POST /repos/{owner}/{repo}/check-runs": {
    needs: writeChecks,
    async handle(asked) {
      const { context, repository, body } = asked;
      const app = appOf(asked);
      const sha = text(body, "head_sha") ?? "";
      if ((await objectType(repository.folder, sha)) !== "commit") {
        throw new Refusal(422, `No commit found for SHA: ${sha}`);
      }
      const run: CheckRun = {
        id: context.records.nextId(),
        repositoryId: repository.id,
        appId: app.id,
        name: "",
        sha,
        externalId: "",
        detailsUrl: null,
        status: "queued",
        conclusion: null,
        startedAt: null,
        completedAt: null,
        output: { title: null, summary: null, text: null, annotations: 0 },
      };
      change(asked, run);
      context.records.checkRuns.set(run.id, run);
      tellRun(asked, run, "created");
      if (run.status === "completed") tellRun(asked, run, "completed");
      return created(showCheckRun(context, run));
    },
  },
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": {
    needs: readChecks,
    handle: (asked) => ok(showCheckRun(asked.context, runOf(asked))),
  },
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": {
    needs: writeChecks,
    handle(asked) {
      const app = appOf(asked);
      const run = runOf(asked);
      if (run.appId !== app.id) throw new Refusal(403, "Invalid app_id");
      const before = run.status;
      change(asked, run);
      if (before !== "completed" && run.status === "completed") tellRun(asked, run, "completed");
      return ok(showCheckRun(asked.context, run));
    },
  },
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": {
    needs: readChecks,
    async handle(asked) {
      const { context, repository, query } = asked;
      const sha = await commitOf(asked);
      const named = query.get("check_name");
      const app = query.get("app_id");
      const found = [...context.records.checkRuns.values()].filter(
        (each) =>
          each.repositoryId === repository.id &&
          each.sha === sha &&
          (named === null || each.name === named) &&
          (app === null || each.appId === Number(app)),
      );
      const latest = new Map(found.map((each) => [`${each.appId} ${each.name}`, each]));
      const runs = query.get("filter") === "all" ? found : [...latest.values()];
      return {
        status: 200,
        list: {
          items: runs.map((each) => showCheckRun(context, each)),
          wrap: (items, total) => ({ total_count: total, check_runs: items }),
        },
      };
    },
  },
  "POST /repos/{owner}/{repo}/statuses/{sha}": {
    needs: writeStatuses,
    async handle(asked) {
      const { context, repository, body, login, parameters } = asked;
      const sha = parameters.sha ?? "";
      if ((await objectType(repository.folder, sha)) !== "commit") {
        throw new Refusal(422, `No commit found for SHA: ${sha}`);
      }
      const status: CommitStatus = {
        id: context.records.nextId(),
        repositoryId: repository.id,
        sha,
        context: text(body, "context") ?? "default",
        state: text(body, "state") as CommitStatus["state"],
        description: text(body, "description") ?? null,
        targetUrl: text(body, "target_url") ?? null,
        author: login,
        createdAt: context.now(),
      };
      context.records.statuses.set(status.id, status);
      const refs = [...(await readRefs(repository.folder))].filter(([, each]) => each === sha);
      const api = repositoryUrl(context, repository);
      const commit = showCommit(context, repository, await readCommit(repository.folder, sha));
      const { url, avatar_url, creator, node_id, ...told } = showStatus(context, status);
      tellOf(context, repository.id, login, {
        name: "status",
        event: "status",
        payload: {
          ...told,
          avatar_url,
          sha,
          name: `${repository.owner}/${repository.name}`,
          commit,
          branches: refs.map(([ref]) => ({
            name: ref.replace("refs/heads/", ""),
            commit: { sha, url: `${api}/commits/${sha}` },
            protected: false,
          })),
        },
      });
      return created(showStatus(context, status));
    },
  },
  "GET /repos/{owner}/{repo}/commits/{ref}/statuses": {
    needs: readStatuses,
    async handle(asked) {
      const found = statusesOf(asked, await commitOf(asked));
      return listed(found.map((each) => showStatus(asked.context, each)));
    },
  },
  "GET /repos/{owner}/{repo}/commits/{ref}/status": {
    needs: readStatuses,
    async handle(asked) {
      const { context, repository } = asked;
      const sha = await commitOf(asked);
      const latest = new Map(
        statusesOf(asked, sha)
          .reverse()
          .map((each) => [each.context, each]),
      );
      const states = [...latest.values()].map((each) => each.state);
      const failed = states.includes("failure") || states.includes("error");
      const succeeded = states.length > 0 && states.every((each) => each === "success");
      const api = repositoryUrl(context, repository);
      const statuses = [...latest.values()].map((each) => {
        const { creator, ...shown } = showStatus(context, each);
        return shown;
      });
      return ok({
        state: failed ? "failure" : succeeded ? "success" : "pending",
        statuses,
        sha,
        total_count: statuses.length,
        repository: showMinimalRepository(context, repository),
        commit_url: `${api}/commits/${sha}`,
        url: `${api}/commits/${sha}/status`,
      });
    },
  },
};
