/** What of a delivery is kept: where to look. Empty fields are left out. */
export interface Hint {
  /** The host's number of the repository, and its name at that time. */
  repository?: { id: number; name: string };
  /** push: the ref that moved. */
  ref?: string;
  /** The pull request it is about. */
  pull?: number;
}

/** A job that follows from a delivery. A waiting job of the same key is replaced, so that many hints make one look. */
export type Duty =
  | { name: "sync-book"; key: string; payload: { trigger: string } }
  | { name: "take-pull-request"; key: string; payload: { number: number } }
  | { name: "reconcile-host"; key: string; payload: Record<string, never> }
  | { name: "finish-waiting"; key: string; payload: Record<string, never> };

/** The fields of a payload that say where to look, as GitHub's webhooks name them. */
export function hintOf(payload: Readonly<Record<string, unknown>>): Hint {
  const hint: Hint = {};
  const repository = object(payload.repository);
  if (isNumber(repository.id)) hint.repository = { id: repository.id, name: text(repository.full_name, 200) };
  if (typeof payload.ref === "string") hint.ref = text(payload.ref, 300);
  const issue = object(payload.issue);
  const pull = object(payload.pull_request).number ?? (issue.pull_request ? issue.number : undefined);
  if (isNumber(pull) && pull <= largestNumber) hint.pull = pull;
  return hint;
}

/** The largest number the database keeps for a pull request. */
const largestNumber = 2 ** 31 - 1;

const aboutPulls = new Set([
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_review_thread",
  "issue_comment",
]);
const aboutChecks = new Set(["check_run", "check_suite", "status", "merge_group"]);
/** The repository's own fate, and what the app may do. */
const aboutAccess = new Set([
  "repository",
  "installation",
  "installation_repositories",
  "installation_target",
  "member",
  "public",
]);

/**
 * What follows from a delivery for the book. Nothing for another repository's: an app hears of all that it is installed
 * on. While the book's own number is not known yet, its name counts.
 * @param book `name` is `owner/name` as the book's address has it
 */
export function dutiesOf(
  event: string,
  hint: Hint,
  book: { id: string; branch: string; hostId: number | null; name: string | null },
): Duty[] {
  const { repository } = hint;
  if (aboutAccess.has(event) && (repository === undefined || isBook(repository, book)))
    return [{ name: "reconcile-host", key: "reconcile-host", payload: {} }];
  if (repository === undefined || !isBook(repository, book)) return [];
  if (event === "push" && hint.ref === `refs/heads/${book.branch}`)
    return [{ name: "sync-book", key: `sync:${book.id}`, payload: { trigger: "push" } }];
  if (aboutPulls.has(event) && hint.pull !== undefined) return [lookAt(hint.pull)];
  if (aboutChecks.has(event)) return [{ name: "finish-waiting", key: "finish-waiting", payload: {} }];
  return [];
}

function lookAt(number: number): Duty {
  return { name: "take-pull-request", key: `pull:${number}`, payload: { number } };
}

function isBook(
  repository: NonNullable<Hint["repository"]>,
  book: { hostId: number | null; name: string | null },
): boolean {
  if (book.hostId !== null) return repository.id === book.hostId;
  return book.name !== null && repository.name.toLowerCase() === book.name.toLowerCase();
}

const object = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0;
/** Bounded, and without what the database cannot keep. */
const text = (value: unknown, limit: number): string =>
  typeof value === "string" ? value.replaceAll("\0", "").slice(0, limit).toWellFormed() : "";
