import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { Data } from "./github-client.ts";
import type { RepositoryClient } from "./repository.ts";

/** A pull request, as far as proposals need it. Dates are ISO 8601 in UTC. */
export interface PullRequest {
  id: number;
  number: number;
  state: "open" | "closed" | "merged";
  draft: boolean;
  title: string;
  body: string;
  author: { id: number; login: string } | null;
  base: { branch: string; commit: string };
  /** The repository is null when the fork is gone. */
  head: { branch: string; commit: string; repositoryId: number | null; owner: string | null };
  /** Only once merged; before, GitHub keeps its own trial there. */
  mergeCommit: string | null;
  mergedAt: string | null;
  createdAt: string;
  updatedAt: string;
  pageUrl: string;
}

/** Whether GitHub could merge it. Null means that GitHub is still working it out: ask again. */
export interface Mergeability {
  mergeable: boolean | null;
  /** GitHub's word: clean, dirty, blocked, behind, unstable, draft, unknown. */
  state: string;
}

type Shown =
  | Data<"GET /repos/{owner}/{repo}/pulls">[number]
  | Data<"GET /repos/{owner}/{repo}/pulls/{pull_number}">;

function fromGithub(shown: Shown): PullRequest {
  // A head whose fork was deleted is null, whatever the description says.
  const repository = shown.head.repo as { id: number } | null;
  const owner = shown.head.user as { login: string } | null;
  return {
    id: Number(shown.id),
    number: shown.number,
    state: shown.merged_at ? "merged" : shown.state === "open" ? "open" : "closed",
    draft: shown.draft ?? false,
    title: shown.title,
    body: shown.body ?? "",
    author: shown.user ? { id: Number(shown.user.id), login: shown.user.login } : null,
    base: { branch: shown.base.ref, commit: shown.base.sha },
    head: {
      branch: shown.head.ref,
      commit: shown.head.sha,
      repositoryId: repository?.id ?? null,
      owner: owner?.login ?? null,
    },
    mergeCommit: shown.merged_at ? shown.merge_commit_sha : null,
    mergedAt: shown.merged_at,
    createdAt: shown.created_at,
    updatedAt: shown.updated_at,
    pageUrl: shown.html_url,
  };
}

export interface NewPullRequest {
  title: string;
  body: string;
  base: string;
  /** Where the branch is: `owner` of the fork, or of the repository itself. */
  head: { owner: string; branch: string };
  draft?: boolean;
}

/**
 * Open a pull request, or find the one that is open for the same branches: asking twice opens one.
 * Problems: `github.refused` where there is nothing to merge or a branch is missing, `github.uncertain`.
 */
export async function openPullRequest(
  repository: RepositoryClient,
  wanted: NewPullRequest,
): Promise<Outcome<PullRequest>> {
  const head = `${wanted.head.owner}:${wanted.head.branch}`;
  const find = () => findOpenPullRequest(repository, head, wanted.base);
  const opened = await repository.write(
    "POST /repos/{owner}/{repo}/pulls",
    {
      title: wanted.title,
      body: wanted.body,
      base: wanted.base,
      head,
      ...(wanted.draft === undefined ? {} : { draft: wanted.draft }),
    },
    {
      readBack: async () => {
        const found = await find();
        if (!found.ok || found.value === null) return found.ok ? ok(null) : found;
        return repository.read("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
          pull_number: found.value.number,
        });
      },
    },
  );
  if (opened.ok) return ok(fromGithub(opened.value));
  // "A pull request already exists": of an earlier run whose answer was lost.
  if (opened.problem.code !== "github.conflict") return opened;
  const found = await find();
  return found.ok && found.value !== null ? ok(found.value) : opened;
}

/** The open pull request from `owner:branch` into a branch; null where there is none. */
export async function findOpenPullRequest(
  repository: RepositoryClient,
  head: string,
  base: string,
): Promise<Outcome<PullRequest | null>> {
  const listed = await repository.read("GET /repos/{owner}/{repo}/pulls", { head, base, state: "open" });
  if (!listed.ok) return listed;
  const [first] = listed.value;
  return ok(first ? fromGithub(first) : null);
}

/** One pull request by its number. */
export async function readPullRequest(
  repository: RepositoryClient,
  number: number,
): Promise<Outcome<PullRequest & { merge: Mergeability }>> {
  const shown = await repository.read("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
    pull_number: number,
  });
  if (!shown.ok) return shown;
  const { mergeable, mergeable_state: state } = shown.value;
  return ok({ ...fromGithub(shown.value), merge: { mergeable, state } });
}

/** All pull requests, those changed last first. */
export function listPullRequests(
  repository: RepositoryClient,
  state: "open" | "closed" | "all",
  most?: number,
): Promise<Outcome<PullRequest[]>> {
  return repository.readAll(
    "GET /repos/{owner}/{repo}/pulls",
    { state, sort: "updated", direction: "desc" },
    (page) => page.map(fromGithub),
    most === undefined ? {} : { most },
  );
}

/**
 * Pull requests of any state that changed at or after `since` (ISO 8601), newest change first. What it costs follows
 * what changed, so it can be asked often: together with webhooks, which may be lost, it misses nothing.
 */
export async function listChangedPullRequests(
  repository: RepositoryClient,
  since: string,
): Promise<Outcome<PullRequest[]>> {
  const listed = await repository.readAll(
    "GET /repos/{owner}/{repo}/pulls",
    { state: "all", sort: "updated", direction: "desc" },
    (page) => page.map(fromGithub),
    { until: (each) => each.updatedAt < since },
  );
  return listed.ok ? ok(listed.value.filter((each) => each.updatedAt >= since)) : listed;
}

export interface PullRequestChange {
  title?: string;
  body?: string;
  state?: "open" | "closed";
}

/** Change words or state. Doing it twice changes nothing more, so a lost reply is simply looked up. */
export async function changePullRequest(
  repository: RepositoryClient,
  number: number,
  change: PullRequestChange,
): Promise<Outcome<PullRequest>> {
  const place = { pull_number: number };
  const changed = await repository.write(
    "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
    { ...place, ...change },
    {
      readBack: async () => {
        const now = await repository.read("GET /repos/{owner}/{repo}/pulls/{pull_number}", place);
        if (!now.ok) return now;
        const same = Object.entries(change).every(
          ([name, value]) => (now.value as Record<string, unknown>)[name] === value,
        );
        return ok(same ? now.value : null);
      },
    },
  );
  return changed.ok ? ok(fromGithub(changed.value)) : changed;
}

/** A file that a pull request changes. */
export interface ChangedFile {
  path: string;
  previousPath: string | null;
  status: string;
  additions: number;
  deletions: number;
  /** The new content, by Git's name for it; null where it is gone. */
  blob: string | null;
  /** Hunks; null where GitHub shows none (binary or too large). */
  patch: string | null;
}

/** Files that a pull request changes: GitHub lists 3,000 at most. */
export function listChangedFiles(
  repository: RepositoryClient,
  number: number,
): Promise<Outcome<ChangedFile[]>> {
  return repository.readAll(
    "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
    { pull_number: number },
    (page) =>
      page.map((file) => ({
        path: file.filename,
        previousPath: file.previous_filename ?? null,
        status: file.status,
        additions: file.additions,
        deletions: file.deletions,
        blob: file.status === "removed" ? null : file.sha,
        patch: file.patch ?? null,
      })),
    { most: 3000 },
  );
}
