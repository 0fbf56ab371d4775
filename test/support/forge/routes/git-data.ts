import {
  type Answer,
  type AskedOf,
  created,
  listed,
  noContent,
  notFound,
  ok,
  Refusal,
  type Routes,
  readContents,
  text,
  writeContents,
} from "../answer.ts";
import { branchRefusal, moveRef } from "../branch-moves.ts";
import type { ForgeContext } from "../context.ts";
import {
  readCommit,
  readTree,
  type Signature,
  type TreeChange,
  writeBlob,
  writeCommit,
  writeTree,
} from "../git/commits.ts";
import { isAncestor, noCommit, objectType, readRef, readRefs } from "../git/refs.ts";
import { git, runGit } from "../git/run-git.ts";
import { nodeId } from "../shapes/account.ts";
import { addressesOf, showGitCommit } from "../shapes/commit.ts";
import { repositoryUrl } from "../shapes/repository.ts";
import type { Repository } from "../types.ts";

const refName = (asked: AskedOf) => `refs/${(asked.parameters.ref ?? "").replace(/^refs\//u, "")}`;

function showRef(context: ForgeContext, repository: Repository, ref: string, sha: string) {
  const api = repositoryUrl(context, repository);
  return {
    ref,
    node_id: nodeId(`Ref:${ref}`, repository.id),
    url: `${api}/git/${ref}`,
    object: { type: "commit", sha, url: `${api}/git/commits/${sha}` },
  };
}

/** GitHub looks at the rules of a branch before it looks at the commit. */
function holdRules({ repository, login }: AskedOf, ref: string): void {
  const words =
    repository.refusals.get(ref) ?? branchRefusal(repository, ref.replace(/^refs\/heads\//u, ""), login);
  if (words !== undefined) throw new Refusal(422, `Repository rule violations found\n\n${words}`);
}

export const gitDataRoutes: Routes = {
  "POST /repos/{owner}/{repo}/git/refs": {
    needs: writeContents,
    async handle(asked) {
      const { context, repository, body, login } = asked;
      const ref = text(body, "ref") ?? "";
      const sha = text(body, "sha") ?? "";
      if (!/^refs\/(?:heads|tags)\/./u.test(ref)) throw new Refusal(422, "Reference name is invalid");
      if ((await runGit(repository.folder, ["check-ref-format", ref], { accept: [1] })).code !== 0) {
        throw new Refusal(422, "Reference name is invalid");
      }
      if (await readRef(repository.folder, ref)) throw new Refusal(422, "Reference already exists");
      if ((await objectType(repository.folder, sha)) !== "commit")
        throw new Refusal(422, "Object does not exist");
      await moveRef(context, repository, { ref, before: noCommit, after: sha }, login);
      return created(showRef(context, repository, ref, sha));
    },
  },
  "GET /repos/{owner}/{repo}/git/ref/{ref}": {
    needs: readContents,
    async handle(asked) {
      const { context, repository } = asked;
      const ref = refName(asked);
      const sha = await readRef(repository.folder, ref);
      if (!sha) throw notFound();
      return ok(showRef(context, repository, ref, sha));
    },
  },
  "GET /repos/{owner}/{repo}/git/matching-refs/{ref}": {
    needs: readContents,
    async handle(asked) {
      const { context, repository } = asked;
      const refs = [...(await readRefs(repository.folder))].filter(([ref]) => ref.startsWith(refName(asked)));
      return listed(refs.map(([ref, sha]) => showRef(context, repository, ref, sha)));
    },
  },
  "PATCH /repos/{owner}/{repo}/git/refs/{ref}": {
    needs: writeContents,
    async handle(asked) {
      const { context, repository, body, login } = asked;
      const ref = refName(asked);
      const sha = text(body, "sha") ?? "";
      const before = await readRef(repository.folder, ref);
      if (!before) throw new Refusal(422, "Reference does not exist");
      holdRules(asked, ref);
      if ((await objectType(repository.folder, sha)) !== "commit")
        throw new Refusal(422, "Object does not exist");
      if (body.force !== true && !(await isAncestor(repository.folder, before, sha))) {
        throw new Refusal(422, "Update is not a fast forward");
      }
      if (before !== sha) await moveRef(context, repository, { ref, before, after: sha }, login);
      return ok(showRef(context, repository, ref, sha));
    },
  },
  "DELETE /repos/{owner}/{repo}/git/refs/{ref}": {
    needs: writeContents,
    async handle(asked) {
      const { context, repository, login } = asked;
      const ref = refName(asked);
      const before = await readRef(repository.folder, ref);
      if (!before) throw new Refusal(422, "Reference does not exist");
      holdRules(asked, ref);
      if (ref === `refs/heads/${repository.defaultBranch}`) {
        throw new Refusal(422, "Cannot delete the default branch");
      }
      await moveRef(context, repository, { ref, before, after: noCommit }, login);
      return noContent;
    },
  },
  "POST /repos/{owner}/{repo}/git/commits": { needs: writeContents, handle: createCommit },
  "GET /repos/{owner}/{repo}/git/commits/{commit_sha}": {
    needs: readContents,
    async handle({ context, repository, parameters }) {
      const sha = parameters.commit_sha ?? "";
      if ((await objectType(repository.folder, sha)) !== "commit") throw notFound();
      return ok(showGitCommit(context, repository, await readCommit(repository.folder, sha)));
    },
  },
  "POST /repos/{owner}/{repo}/git/trees": { needs: writeContents, handle: createTree },
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": {
    needs: readContents,
    async handle({ context, repository, parameters, query }) {
      const name = parameters.tree_sha ?? "";
      const { code, output } = await runGit(
        repository.folder,
        ["rev-parse", "--verify", "-q", "--end-of-options", `${name}^{tree}`],
        { accept: [1, 128] },
      );
      if (code !== 0) throw notFound();
      return ok(await showTree(context, repository, output.toString("utf8").trim(), query.has("recursive")));
    },
  },
  "POST /repos/{owner}/{repo}/git/blobs": {
    needs: writeContents,
    async handle({ context, repository, body }) {
      const encoding = text(body, "encoding") === "base64" ? "base64" : "utf8";
      const sha = await writeBlob(repository.folder, Buffer.from(text(body, "content") ?? "", encoding));
      return created({ sha, url: `${repositoryUrl(context, repository)}/git/blobs/${sha}` });
    },
  },
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": {
    needs: readContents,
    async handle({ context, repository, parameters }) {
      const sha = parameters.file_sha ?? "";
      if ((await objectType(repository.folder, sha)) !== "blob") throw notFound();
      const { output } = await runGit(repository.folder, ["cat-file", "blob", sha]);
      return ok({
        sha,
        node_id: nodeId(`Blob:${sha}`, repository.id),
        size: output.length,
        url: `${repositoryUrl(context, repository)}/git/blobs/${sha}`,
        content: output.toString("base64").replace(/.{60}/gu, "$&\n"),
        encoding: "base64",
      });
    },
  },
};

async function showTree(context: ForgeContext, repository: Repository, sha: string, recursive: boolean) {
  const api = repositoryUrl(context, repository);
  const entries = await readTree(repository.folder, sha, recursive);
  const kinds = { blob: "blobs", tree: "trees", commit: "commits" } as const;
  return {
    sha,
    url: `${api}/git/trees/${sha}`,
    tree: entries.map((each) => ({ ...each, url: `${api}/git/${kinds[each.type]}/${each.sha}` })),
    truncated: false,
  };
}

async function createTree({ context, repository, body }: AskedOf): Promise<Answer> {
  const { folder } = repository;
  const base = text(body, "base_tree");
  if (base !== undefined && !["tree", "commit"].includes((await objectType(folder, base)) ?? "")) {
    throw new Refusal(404, "Not Found");
  }
  const changes: TreeChange[] = [];
  for (const entry of (body.tree ?? []) as {
    path?: string;
    mode?: string;
    sha?: string | null;
    content?: string;
  }[]) {
    const path = entry.path ?? "";
    if (
      path === "" ||
      path
        .split("/")
        .some((part) => part === "" || part === "." || part === ".." || part.toLowerCase() === ".git")
    ) {
      throw new Refusal(422, "tree.path contains a malformed path component");
    }
    const mode = entry.mode ?? "100644";
    if (entry.content !== undefined)
      changes.push({ path, mode, sha: await writeBlob(folder, entry.content) });
    else if (entry.sha === null) changes.push({ path, mode, sha: null });
    else if (await objectType(folder, entry.sha ?? "")) changes.push({ path, mode, sha: entry.sha ?? "" });
    else throw new Refusal(422, `tree.sha ${entry.sha} is not a valid blob`);
  }
  const tree = base === undefined ? undefined : await git(folder, ["rev-parse", `${base}^{tree}`]);
  return created(await showTree(context, repository, await writeTree(folder, tree, changes), false));
}

async function createCommit({ context, repository, body, login }: AskedOf): Promise<Answer> {
  const { folder } = repository;
  const tree = text(body, "tree") ?? "";
  const parents = (body.parents ?? []) as string[];
  if ((await objectType(folder, tree)) !== "tree") throw new Refusal(422, "Tree SHA does not exist");
  for (const parent of parents) {
    if ((await objectType(folder, parent)) !== "commit")
      throw new Refusal(422, "Parent SHA does not exist or is not a commit object");
  }
  const account = context.records.accounts.get(login.toLowerCase());
  const self: Signature = {
    name: account?.name ?? login,
    email: account ? (addressesOf(account)[0] ?? "") : "noreply@github.com",
    date: context.now(),
  };
  const author = { ...self, ...(body.author as Partial<Signature> | undefined) };
  const committer = { ...author, ...(body.committer as Partial<Signature> | undefined) };
  const sha = await writeCommit(folder, {
    tree,
    parents,
    message: text(body, "message") ?? "",
    author,
    committer,
  });
  return created(showGitCommit(context, repository, await readCommit(folder, sha)));
}
