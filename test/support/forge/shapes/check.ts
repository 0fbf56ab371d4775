import type { ForgeContext } from "../context.ts";
import { fullName, pullsOf } from "../records.ts";
import type { App, CheckRun, CommitStatus, Pull } from "../types.ts";
import { nodeId, showAccount } from "./account.ts";
import { showActingApp } from "./app.ts";
import { repositoryOf } from "./pull.ts";
import { repositoryUrl } from "./repository.ts";

function appOf(context: ForgeContext, run: CheckRun): App {
  const app = context.records.apps.get(run.appId);
  if (!app) throw new Error(`The forge has no app ${run.appId}`);
  return app;
}

/** `pull-request-minimal` of GitHub's description. */
function showMinimalPull(context: ForgeContext, pull: Pull) {
  const side = (part: { ref: string; sha: string }, id: number) => {
    const repository = repositoryOf(context, id);
    const url = repositoryUrl(context, repository);
    return { ref: part.ref, sha: part.sha, repo: { id, url, name: repository.name } };
  };
  const repository = repositoryOf(context, pull.repositoryId);
  return {
    id: pull.id,
    number: pull.number,
    url: `${repositoryUrl(context, repository)}/pulls/${pull.number}`,
    head: side(pull.head, pull.head.repositoryId),
    base: side(pull.base, pull.repositoryId),
  };
}

/** `check-run` of GitHub's description. Pull requests from forks are not listed, as on GitHub. */
export function showCheckRun(context: ForgeContext, run: CheckRun) {
  const repository = repositoryOf(context, run.repositoryId);
  const url = `${repositoryUrl(context, repository)}/check-runs/${run.id}`;
  const page = `${context.url}/${fullName(repository)}/runs/${run.id}`;
  const pulls = pullsOf(context.records, repository).filter(
    (each) => each.state === "open" && each.head.sha === run.sha && each.head.repositoryId === repository.id,
  );
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CheckRun", run.id),
    head_sha: run.sha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.output.title,
      summary: run.output.summary,
      text: run.output.text,
      annotations_count: run.output.annotations,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.id + 500_000 },
    app: showActingApp(context, appOf(context, run)),
    pull_requests: pulls.map((each) => showMinimalPull(context, each)),
  };
}

/** `check-run-with-simple-check-suite`: the form that webhooks carry. */
export function showToldCheckRun(context: ForgeContext, run: CheckRun) {
  const shown = showCheckRun(context, run);
  return {
    ...shown,
    check_suite: {
      id: shown.check_suite.id,
      node_id: nodeId("CheckSuite", shown.check_suite.id),
      head_sha: run.sha,
      status: run.status,
      conclusion: run.conclusion,
      app: shown.app,
      pull_requests: shown.pull_requests,
    },
  };
}

/** `status` of GitHub's description. */
export function showStatus(context: ForgeContext, status: CommitStatus) {
  const api = repositoryUrl(context, repositoryOf(context, status.repositoryId));
  const creator = showAccount(context, status.author);
  return {
    url: `${api}/statuses/${status.sha}`,
    avatar_url: creator.avatar_url,
    id: status.id,
    node_id: nodeId("StatusContext", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator,
  };
}
