import type { ManifestKind } from "../book/index.ts";
import type { CheckedConnection } from "./check.ts";

/** Where a book is: at the GitHub that is set up, at any Git address, or in a folder of the machine. */
export type BookPlace = "github" | "git" | "folder";

export interface ConnectedBook {
  place: BookPlace;
  /** As it is shown: without credentials. */
  remote: string;
  /** What git is told, where that is something else: the copy of a folder. */
  address: string | null;
  branch: string | null;
  manifest: string | null;
  id: string;
  /** Name of the copy that was fetched while looking. */
  mirror: string;
}

/** A GitHub App that belongs to this installation. */
export interface ConnectedApp {
  appId: number;
  slug: string;
  /** Its page, from which it is installed. */
  pageUrl: string;
  clientId: string;
  /** Null until somebody installed it. */
  installationId: number | null;
  /** Whose repositories it was installed for. */
  account: string | null;
}

/** What nobody is shown. */
export interface ConnectionSecrets {
  privateKey?: string;
  clientSecret?: string;
  webhookSecret?: string;
  token?: string;
  /** For a Git address that asks who one is. */
  username?: string;
  password?: string;
  /** The same for the repository that is looked at and not the book yet. */
  sought?: { username: string; password: string };
}

/** A manifest that was found; `path` is null for the folder itself. */
export interface FoundManifest {
  path: string | null;
  kind: ManifestKind | null;
  title: string | null;
  chapters: number;
  problem: string | null;
}

/** A look at a repository, as it goes on and as it ended. */
export interface BookSearch {
  /** Distinguishes it from the one before. */
  id: string;
  place: BookPlace;
  remote: string;
  address: string | null;
  branch: string | null;
  state: "running" | "done" | "failed";
  /** git's name for what it does, with how far it has come. */
  step: string;
  done: number;
  total: number;
  bytes: number;
  problem: string | null;
  branches: string[];
  manifests: FoundManifest[];
  files: number;
  mirror: string;
}

export interface Connection {
  book: ConnectedBook | null;
  app: ConnectedApp | null;
  search: BookSearch | null;
  secrets: ConnectionSecrets;
  /** Secrets are stored that cannot be opened: they were sealed under another AUTH_SECRET. */
  locked: boolean;
  /** What was tried last, of what the connection is now. */
  checked: CheckedConnection | null;
  /** Counts what matters to the processes that use it. */
  version: number;
  changedAt: Date | null;
  changedBy: string;
}

/** Nothing set up yet. */
export const noConnection: Connection = {
  book: null,
  app: null,
  search: null,
  secrets: {},
  locked: false,
  checked: null,
  version: 0,
  changedAt: null,
  changedBy: "",
};

/** What lets Colophon in at the moment; `by` says who decided that. */
export interface Access {
  kind: "app" | "token";
  by: "environment" | "stored";
}
