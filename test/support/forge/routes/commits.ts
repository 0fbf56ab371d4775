import { listed, notFound, ok, type Routes, readContents } from "../answer.ts";
import type { ForgeContext } from "../context.ts";
import { fetchFrom } from "../git/bare-repository.ts";
import { readCommit, readCommits } from "../git/commits.ts";
import { readDifferences } from "../git/differences.ts";
import { countCommits, mergeBase, resolveCommit } from "../git/refs.ts";
import { fullName } from "../records.ts";
import { showCommit, showDifference } from "../shapes/commit.ts";
import { repositoryUrl } from "../shapes/repository.ts";
import type { Repository } from "../types.ts";

const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

export const commitRoutes: Routes = {
  "GET /repos/{owner}/{repo}/commits": {
    needs: readContents,
    async handle({ context, repository, query }) {
      const sha = await resolveCommit(repository.folder, query.get("sha") ?? repository.defaultBranch);
      if (!sha) throw notFound();
      const path = query.get("path");
      const range = [sha, "--", ...(path === null ? [] : [`:(literal)${path}`])];
      const commits = await readCommits(repository.folder, range);
      return listed(commits.map((each) => showCommit(context, repository, each)));
    },
  },
  "GET /repos/{owner}/{repo}/commits/{ref}": {
    needs: readContents,
    async handle({ context, repository, parameters }) {
      const sha = await resolveCommit(repository.folder, parameters.ref ?? "");
      if (!sha) throw notFound();
      const commit = await readCommit(repository.folder, sha);
      const files = await readDifferences(repository.folder, commit.parents[0] ?? emptyTree, sha);
      const additions = files.reduce((sum, each) => sum + each.additions, 0);
      const deletions = files.reduce((sum, each) => sum + each.deletions, 0);
      return ok({
        ...showCommit(context, repository, commit),
        stats: { additions, deletions, total: additions + deletions },
        files: files.map((each) => showDifference(context, repository, sha, each)),
      });
    },
  },
  "GET /repos/{owner}/{repo}/compare/{basehead}": {
    needs: readContents,
    async handle({ context, repository, parameters }) {
      const [from = "", to = ""] = (parameters.basehead ?? "").split("...");
      const base = await sideOf(context, repository, from);
      const head = await sideOf(context, repository, to);
      if (!base || !head) throw notFound();
      const { folder } = repository;
      const common = await mergeBase(folder, base, head);
      if (!common) throw notFound();
      const commits = await readCommits(folder, ["--reverse", `${base}..${head}`, "--"]);
      const behind = await countCommits(folder, head, base);
      const files = await readDifferences(folder, common, head);
      const status =
        commits.length > 0 ? (behind > 0 ? "diverged" : "ahead") : behind > 0 ? "behind" : "identical";
      const page = `${context.url}/${fullName(repository)}/compare/${parameters.basehead}`;
      return ok({
        url: `${repositoryUrl(context, repository)}/compare/${parameters.basehead}`,
        html_url: page,
        permalink_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
        base_commit: showCommit(context, repository, await readCommit(folder, base)),
        merge_base_commit: showCommit(context, repository, await readCommit(folder, common)),
        status,
        ahead_by: commits.length,
        behind_by: behind,
        total_commits: commits.length,
        commits: commits.slice(0, 250).map((each) => showCommit(context, repository, each)),
        files: files.slice(0, 300).map((each) => showDifference(context, repository, head, each)),
      });
    },
  },
};

/** `branch`, a commit id, or `owner:branch` of a fork, whose commits are then brought over. */
async function sideOf(
  context: ForgeContext,
  repository: Repository,
  name: string,
): Promise<string | undefined> {
  const colon = name.indexOf(":");
  if (colon === -1) return resolveCommit(repository.folder, name);
  const owner = name.slice(0, colon).toLowerCase();
  const other = [...context.records.repositories.values()].find(
    (each) =>
      each.owner.toLowerCase() === owner &&
      (each.id === repository.id || each.parentId === repository.id || repository.parentId === each.id),
  );
  const sha = other && (await resolveCommit(other.folder, name.slice(colon + 1)));
  if (sha && other.id !== repository.id) {
    await fetchFrom(repository.folder, other.folder, sha, `refs/forks/${other.id}/${sha}`);
  }
  return sha;
}
