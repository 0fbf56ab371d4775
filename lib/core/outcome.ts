/**
 * Expected outcomes are data; only bugs throw. Every function that can fail for a reason a person can act
 * on returns an Outcome, and every reason is a code in this closed list.
 */
export type ProblemCode =
  | "input.invalid"
  | "input.too-large"
  | "actor.signed-out"
  | "actor.forbidden"
  | "not-found"
  | "rate.limited"
  | "book.not-configured"
  | "book.unreachable"
  | "book.manifest-missing"
  | "book.manifest-invalid"
  | "chapter.not-utf8"
  | "chapter.unrenderable"
  | "draft.stale"
  | "proposal.stale"
  | "proposal.empty"
  | "proposal.wrong-state"
  | "proposal.not-granted"
  | "proposal.conflict"
  | "publish.branch-moved"
  | "publish.refused"
  | "publish.waiting"
  | "erratum.wrong-state"
  | "person.changed"
  | "person.last-editor"
  | "github.unreachable"
  | "github.uncertain"
  | "github.credentials"
  | "github.permission-missing"
  | "github.limited"
  | "github.not-found"
  | "github.moved"
  | "github.conflict"
  | "github.refused"
  | "model.not-configured"
  | "model.failed"
  | "model.guarded"
  | "ledger.broken"
  | "storage.full"
  | "storage.unavailable";

export interface Problem {
  code: ProblemCode;
  /** A sentence for the person who can act on it: what happened and what to do next. */
  message: string;
  /** Where in the input, when that is known: a field name, or `path:line`. */
  at?: string;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Wrap a result. */
export function ok<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Refuse, with a code from the closed list and words for the person. */
export function refuse(code: ProblemCode, message: string, at?: string): { ok: false; problem: Problem } {
  return { ok: false, problem: at === undefined ? { code, message } : { code, message, at } };
}

/** The one table from problem code to HTTP status; a code without a row does not compile. */
export const httpStatus = {
  "input.invalid": 400,
  "input.too-large": 413,
  "actor.signed-out": 401,
  "actor.forbidden": 403,
  "not-found": 404,
  "rate.limited": 429,
  "book.not-configured": 503,
  "book.unreachable": 502,
  "book.manifest-missing": 422,
  "book.manifest-invalid": 422,
  "chapter.not-utf8": 422,
  "chapter.unrenderable": 422,
  "draft.stale": 409,
  "proposal.stale": 409,
  "proposal.empty": 422,
  "proposal.wrong-state": 409,
  "proposal.not-granted": 422,
  "proposal.conflict": 409,
  "publish.branch-moved": 409,
  "publish.refused": 502,
  "publish.waiting": 202,
  "erratum.wrong-state": 409,
  "person.changed": 409,
  "person.last-editor": 409,
  "github.unreachable": 502,
  "github.uncertain": 502,
  "github.credentials": 502,
  "github.permission-missing": 502,
  "github.limited": 503,
  "github.not-found": 404,
  "github.moved": 502,
  "github.conflict": 409,
  "github.refused": 422,
  "model.not-configured": 503,
  "model.failed": 502,
  "model.guarded": 422,
  "ledger.broken": 500,
  "storage.full": 507,
  "storage.unavailable": 503,
} as const satisfies Record<ProblemCode, number>;
