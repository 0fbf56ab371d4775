import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { Data } from "./github-client.ts";
import type { RepositoryClient } from "./repository.ts";

export type Conclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "action_required";

/** What a check says about one commit. */
export interface Check {
  id: number;
  name: string;
  commit: string;
  /** The id that its maker gave it; empty for none. */
  externalId: string;
  status: string;
  conclusion: string | null;
  /** Slug of the app that made it. */
  app: string | null;
  pageUrl: string | null;
}

type Shown = Data<"GET /repos/{owner}/{repo}/check-runs/{check_run_id}">;

function fromGithub(shown: Shown): Check {
  return {
    id: Number(shown.id),
    name: shown.name,
    commit: shown.head_sha,
    externalId: shown.external_id ?? "",
    status: shown.status,
    conclusion: shown.conclusion,
    app: shown.app?.slug ?? null,
    pageUrl: shown.html_url,
  };
}

export interface CheckReport {
  name: string;
  commit: string;
  /** Ours; one report for each. */
  externalId: string;
  detailsUrl: string;
  /** Null while it runs. */
  conclusion: Conclusion | null;
  /** Markdown; GitHub takes 65,535 characters. */
  title: string;
  summary: string;
  annotations?: readonly {
    path: string;
    line: number;
    level: "notice" | "warning" | "failure";
    message: string;
  }[];
}

const list = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
/** GitHub takes this many annotations with one request. */
const mostAnnotations = 50;

/**
 * Put a check on a commit, or bring the one of the same `externalId` up to date. Only an app may:
 * `github.permission-missing` for a token of a person.
 */
export async function reportCheck(
  repository: RepositoryClient,
  report: CheckReport,
): Promise<Outcome<Check>> {
  const find = async (): Promise<Outcome<Shown | null>> => {
    const all = await repository.readAll(
      list,
      { ref: report.commit, check_name: report.name, filter: "all" },
      (page) => page.check_runs,
    );
    return all.ok ? ok(all.value.find((each) => each.external_id === report.externalId) ?? null) : all;
  };
  const before = await find();
  if (!before.ok) return before;
  const state =
    report.conclusion === null
      ? ({ status: "in_progress" } as const)
      : ({ status: "completed", conclusion: report.conclusion } as const);
  const annotations = (report.annotations ?? []).slice(0, mostAnnotations).map((each) => ({
    path: each.path,
    start_line: each.line,
    end_line: each.line,
    annotation_level: each.level,
    message: each.message,
  }));
  const content = {
    ...state,
    name: report.name,
    details_url: report.detailsUrl,
    output: {
      title: report.title,
      summary: report.summary,
      ...(annotations.length > 0 ? { annotations } : {}),
    },
  };
  const same = (now: Shown | null) =>
    now !== null && now.status === state.status && now.conclusion === report.conclusion ? now : null;
  const readBack = async () => {
    const now = await find();
    return now.ok ? ok(same(now.value)) : now;
  };
  const written =
    before.value === null
      ? await repository.write(
          "POST /repos/{owner}/{repo}/check-runs",
          { ...content, head_sha: report.commit, external_id: report.externalId },
          { readBack },
        )
      : await repository.write(
          "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
          { ...content, check_run_id: Number(before.value.id) },
          { readBack },
        );
  return written.ok ? ok(fromGithub(written.value)) : written;
}

/** The latest check of each name at a commit, whoever made it. */
export function listChecks(repository: RepositoryClient, commit: string): Promise<Outcome<Check[]>> {
  return repository.readAll(list, { ref: commit, filter: "latest" }, (page) =>
    page.check_runs.map(fromGithub),
  );
}

/** What statuses (the older form of checks) say together; `pending` also where there are none. */
export async function readStatuses(
  repository: RepositoryClient,
  commit: string,
): Promise<Outcome<{ state: string; contexts: { name: string; state: string }[] }>> {
  const found = await repository.read("GET /repos/{owner}/{repo}/commits/{ref}/status", { ref: commit });
  if (!found.ok) return found;
  const contexts = found.value.statuses.map(({ context, state }) => ({ name: context, state }));
  return ok({ state: found.value.state, contexts });
}
