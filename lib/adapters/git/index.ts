export type { Blob, BlobReader } from "./blob-reader.ts";
export type { Change, EntryKind, TreeEntry } from "./book-tree.ts";
export type { CommitDraft, FileChange, Signature } from "./build-commit.ts";
export type { CommitRecord, HistoryQuery, Trailer } from "./commit-history.ts";
export type { Fetched, FetchProgress } from "./fetch-book.ts";
export {
  type Archive,
  createGitBook,
  type GitBook,
  type GitBookOptions,
  type Press,
  type Repository,
} from "./git-book.ts";
export type { GitCredentials } from "./git-environment.ts";
export { type Imported, importFolder } from "./import-folder.ts";
export { type LfsPointer, lfsPointer } from "./lfs-pointer.ts";
export { type PreparedRemote, prepareRemote } from "./prepare-remote.ts";
export type { Published } from "./publish-commit.ts";
export { isBranchName, isObjectId } from "./ref-name.ts";
export { describeRemote, type RemoteKind } from "./remote-address.ts";
export { pathFault } from "./repository-path.ts";
