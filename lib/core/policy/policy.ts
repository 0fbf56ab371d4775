import { type Outcome, ok, refuse } from "../outcome.ts";

export type Role = "reader" | "contributor" | "reviewer" | "editor" | "admin";

/** Who acts. A reader without an account has no id. */
export interface Actor {
  id: string | null;
  name: string;
  role: Role;
}

/** Anyone who has not signed in. */
export const anonymous: Actor = { id: null, name: "A reader", role: "reader" };

/** Everything a person can ask Colophon to do. A new action does not compile without a row below. */
export type Action =
  | "book.read"
  | "book.sync"
  | "sync.watch"
  | "draft.open"
  | "draft.save"
  | "draft.discard"
  | "draft.invite"
  | "draft.join"
  | "draft.leave"
  | "preview.render"
  | "history.compare"
  | "proposal.list-own"
  | "proposal.read"
  | "proposal.submit"
  | "proposal.grant"
  | "proposal.withdraw"
  | "proposal.comment"
  | "proposal.decide-hunk"
  | "proposal.touch-up"
  | "proposal.request-changes"
  | "proposal.reject"
  | "proposal.publish"
  | "review.queue"
  | "revision.suggest"
  | "suggestion.dismiss"
  | "erratum.file"
  | "erratum.read"
  | "erratum.read-own"
  | "erratum.triage"
  | "erratum.to-proposal"
  | "ledger.read"
  | "notification.read"
  | "person.edit-self"
  | "person.list"
  | "person.set-role"
  | "setup.manage"
  | "host.watch";

/** What the action is done to, as far as the ruling needs it. */
export interface Resource {
  /** The person the row belongs to, when it belongs to one. */
  ownerId?: string | null;
  /** Whom the owner invited to write along, and who still does. */
  writerIds?: readonly string[];
  /** Who wrote along, whether they still do or not. */
  signerIds?: readonly string[];
}

type Rule = {
  /** The least role that may do it. */
  least: Role;
  /**
   * "owner": only the row's owner; "writer": the owner, or who writes along; "signer": who wrote along; "owner-or": any
   * of these, or anyone of that role; "not-owner": none of these, unless of that role.
   */
  ownership?: "owner" | "writer" | "signer" | { ownerOr: Role } | { notOwnerUnless: Role };
};

const rank: Record<Role, number> = { reader: 0, contributor: 1, reviewer: 2, editor: 3, admin: 4 };

/** The one authorisation table. Pages, route handlers and server actions all ask it, through `authorise`. */
export const rules: Record<Action, Rule> = {
  "book.read": { least: "reader" },
  "book.sync": { least: "editor" },
  "sync.watch": { least: "reader" },
  "draft.open": { least: "contributor" },
  "draft.save": { least: "contributor", ownership: "writer" },
  "draft.discard": { least: "contributor", ownership: "owner" },
  "draft.invite": { least: "contributor", ownership: "owner" },
  "draft.join": { least: "contributor" },
  "draft.leave": { least: "contributor", ownership: "writer" },
  "preview.render": { least: "contributor" },
  "history.compare": { least: "reader" },
  "proposal.list-own": { least: "contributor" },
  "proposal.read": { least: "contributor", ownership: { ownerOr: "reviewer" } },
  "proposal.submit": { least: "contributor", ownership: "owner" },
  "proposal.grant": { least: "contributor", ownership: "signer" },
  "proposal.withdraw": { least: "contributor", ownership: "owner" },
  "proposal.comment": { least: "contributor", ownership: { ownerOr: "reviewer" } },
  "proposal.decide-hunk": { least: "reviewer", ownership: { notOwnerUnless: "editor" } },
  "proposal.touch-up": { least: "editor" },
  "proposal.request-changes": { least: "reviewer", ownership: { notOwnerUnless: "editor" } },
  "proposal.reject": { least: "editor" },
  "proposal.publish": { least: "editor" },
  "review.queue": { least: "reviewer" },
  "revision.suggest": { least: "contributor" },
  "suggestion.dismiss": { least: "contributor" },
  "erratum.file": { least: "reader" },
  "erratum.read": { least: "reader" },
  "erratum.read-own": { least: "reader" },
  "erratum.triage": { least: "reviewer" },
  "erratum.to-proposal": { least: "editor" },
  "ledger.read": { least: "reader" },
  "notification.read": { least: "contributor" },
  "person.edit-self": { least: "reader", ownership: "owner" },
  "person.list": { least: "editor" },
  "person.set-role": { least: "editor" },
  "setup.manage": { least: "admin" },
  "host.watch": { least: "editor" },
};

function holds(role: Role, least: Role): boolean {
  return rank[role] >= rank[least];
}

/**
 * Whether `actor` may do `action` to `resource`. Refuses with `actor.signed-out` when signing in could help and
 * `actor.forbidden` otherwise; the caller turns the latter into "not found" where even existence is private.
 */
export function authorise(actor: Actor, action: Action, resource: Resource = {}): Outcome<Actor> {
  const rule = rules[action];
  if (!holds(actor.role, rule.least)) {
    return actor.id === null
      ? refuse("actor.signed-out", "Please sign in to do this.")
      : refuse("actor.forbidden", `This needs the role of ${rule.least}.`);
  }
  const { ownerId, writerIds = [], signerIds = [] } = resource;
  const owns = actor.id !== null && ownerId === actor.id;
  const writes = owns || (actor.id !== null && writerIds.includes(actor.id));
  const signs = actor.id !== null && signerIds.includes(actor.id);
  const has = { owner: owns, writer: writes, signer: signs };
  const wrote = writes || signs;
  if (typeof rule.ownership === "string" && !has[rule.ownership]) {
    return actor.id === null
      ? refuse("actor.signed-out", "Please sign in to do this.")
      : refuse("actor.forbidden", "This belongs to somebody else.");
  }
  if (typeof rule.ownership === "object") {
    if ("ownerOr" in rule.ownership && !wrote && !holds(actor.role, rule.ownership.ownerOr)) {
      return refuse("actor.forbidden", "This belongs to somebody else.");
    }
    if ("notOwnerUnless" in rule.ownership && wrote && !holds(actor.role, rule.ownership.notOwnerUnless)) {
      return refuse("actor.forbidden", "Somebody else has to judge your own proposal.");
    }
  }
  return ok(actor);
}
