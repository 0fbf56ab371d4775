import { rm } from "node:fs/promises";
import { join } from "node:path";
import { closePull } from "./branch-moves.ts";
import type { ForgeContext } from "./context.ts";
import { createBareRepository } from "./git/bare-repository.ts";
import { git } from "./git/run-git.ts";
import { fullName, repositoryNamed } from "./records.ts";
import { showAccount } from "./shapes/account.ts";
import { showRepository } from "./shapes/repository.ts";
import { tellOf } from "./tell.ts";
import type { Repository } from "./types.ts";

export interface NewRepository {
  owner: string;
  name: string;
  private?: boolean;
  defaultBranch?: string;
  description?: string | null;
  parentId?: number;
}

/** An empty repository. Its folder is named by number, so that a rename moves no files. */
export async function createRepository(context: ForgeContext, wanted: NewRepository): Promise<Repository> {
  if (repositoryNamed(context.records, wanted.owner, wanted.name)) {
    throw new Error(`The forge has ${wanted.owner}/${wanted.name} already`);
  }
  const id = context.records.nextId();
  const repository: Repository = {
    id,
    owner: wanted.owner,
    name: wanted.name,
    description: wanted.description ?? null,
    private: wanted.private ?? false,
    archived: false,
    defaultBranch: wanted.defaultBranch ?? "main",
    folder: join(context.folder, `${id}.git`),
    parentId: wanted.parentId ?? null,
    collaborators: new Map(),
    protections: new Map(),
    refusals: new Map(),
    allowedMerges: new Set(["merge", "squash", "rebase"]),
    createdAt: context.now(),
    pushedAt: context.now(),
    lastNumber: 0,
  };
  await createBareRepository(repository.folder, repository.defaultBranch);
  context.records.repositories.set(id, repository);
  context.records.formerNames.delete(fullName(repository).toLowerCase());
  return repository;
}

/** A copy of all branches under another owner. */
export async function forkRepository(
  context: ForgeContext,
  parent: Repository,
  owner: string,
): Promise<Repository> {
  const there = [...context.records.repositories.values()].find(
    (each) => each.parentId === parent.id && each.owner === owner,
  );
  if (there) return there;
  const fork = await createRepository(context, {
    owner,
    name: parent.name,
    private: parent.private,
    defaultBranch: parent.defaultBranch,
    description: parent.description,
    parentId: parent.id,
  });
  await git(fork.folder, [
    "fetch",
    "-q",
    parent.folder,
    "+refs/heads/*:refs/heads/*",
    "+refs/tags/*:refs/tags/*",
  ]);
  return fork;
}

/** The old name leads to it until another repository takes it. */
export function renameRepository(
  context: ForgeContext,
  repository: Repository,
  name: string,
  by: string,
): void {
  const from = repository.name;
  context.records.formerNames.set(fullName(repository).toLowerCase(), repository.id);
  repository.name = name;
  tellOf(context, repository.id, by, {
    name: "repository-renamed",
    event: "repository",
    payload: { action: "renamed", changes: { repository: { name: { from } } } },
  });
}

export function transferRepository(
  context: ForgeContext,
  repository: Repository,
  owner: string,
  by: string,
): void {
  const from = { user: showAccount(context, repository.owner) };
  context.records.formerNames.set(fullName(repository).toLowerCase(), repository.id);
  repository.owner = owner;
  tellOf(context, repository.id, by, {
    name: "repository-transferred",
    event: "repository",
    payload: { action: "transferred", changes: { owner: { from } } },
  });
}

export async function deleteRepository(
  context: ForgeContext,
  repository: Repository,
  by: string,
): Promise<void> {
  context.tell({
    name: "repository-deleted",
    event: "repository",
    repository,
    payload: {
      action: "deleted",
      repository: showRepository(context, repository),
      sender: showAccount(context, by),
    },
  });
  context.records.repositories.delete(repository.id);
  for (const pull of context.records.pulls.values()) {
    if (pull.repositoryId === repository.id) context.records.pulls.delete(pull.id);
    else if (pull.head.repositoryId === repository.id && pull.state === "open")
      await closePull(context, pull, by);
  }
  await rm(repository.folder, { recursive: true, force: true });
}
