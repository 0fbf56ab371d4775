import { type Outcome, ok, refuse } from "../outcome.ts";

/** Where a proposal stands. `draft` and `changes-requested` are its author's to edit. */
export type ProposalState =
  | "draft"
  | "in-review"
  | "changes-requested"
  | "accepted"
  | "published"
  | "rejected"
  | "withdrawn";

/** What can happen to it. `accept` means that a publication of some hunks has begun. */
export type ProposalEvent =
  | "submit"
  | "withdraw"
  | "request-changes"
  | "reject"
  | "accept"
  | "publish-all"
  | "publish-some"
  | "publish-failed";

const transitions: Record<ProposalEvent, Partial<Record<ProposalState, ProposalState>>> = {
  submit: { draft: "in-review", "changes-requested": "in-review" },
  withdraw: { draft: "withdrawn", "in-review": "withdrawn", "changes-requested": "withdrawn" },
  "request-changes": { "in-review": "changes-requested" },
  reject: { "in-review": "rejected", "changes-requested": "rejected" },
  accept: { "in-review": "accepted" },
  "publish-all": { accepted: "published" },
  "publish-some": { accepted: "in-review" },
  "publish-failed": { accepted: "in-review" },
};

/** The words people read for each state. */
export const stateWords: Record<ProposalState, string> = {
  draft: "Draft",
  "in-review": "In review",
  "changes-requested": "Changes requested",
  accepted: "Being published",
  published: "Published",
  rejected: "Not taken",
  withdrawn: "Withdrawn",
};

/** The state after an event; `proposal.wrong-state` when the event cannot happen now. */
export function nextState(state: ProposalState, event: ProposalEvent): Outcome<ProposalState> {
  const next = transitions[event][state];
  return next
    ? ok(next)
    : refuse(
        "proposal.wrong-state",
        `This proposal is “${stateWords[state]}” now; reload the page to see it.`,
      );
}

/** Whether its author may still change the text. */
export function isEditable(state: ProposalState): boolean {
  return state === "draft" || state === "changes-requested";
}
