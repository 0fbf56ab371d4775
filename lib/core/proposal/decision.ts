import { type Outcome, ok, refuse } from "../outcome.ts";

export type Decision = "accept" | "reject";

/** A decided hunk. `published` is set once it stands in the book. */
export interface HunkRuling {
  path: string;
  hunk: string;
  decision: Decision;
  reason: string | null;
  /** The editor's words in place of the change's own; null where it is taken as it is. */
  wording: string | null;
}

/** How the hunks of a proposal stand, counted. */
export interface Tally {
  accepted: number;
  rejected: number;
  open: number;
}

/** Count rulings over the hunks that exist (`path` + `hunk` id); rulings on other hunks are ignored. */
export function tally(hunks: readonly { path: string; id: string }[], rulings: readonly HunkRuling[]): Tally {
  const byKey = new Map(rulings.map((ruling) => [`${ruling.path}\n${ruling.hunk}`, ruling.decision]));
  const count: Tally = { accepted: 0, rejected: 0, open: 0 };
  for (const hunk of hunks) {
    const decision = byKey.get(`${hunk.path}\n${hunk.id}`);
    if (decision === "accept") count.accepted++;
    else if (decision === "reject") count.rejected++;
    else count.open++;
  }
  return count;
}

/** Rejecting asks for a reason, so that the contributor learns why; accepting does not. */
export function checkRuling(decision: Decision, reason: string | null): Outcome<Decision> {
  if (decision === "reject" && !reason?.trim()) {
    return refuse("input.invalid", "Please say in a few words why this change is not taken.", "reason");
  }
  return ok(decision);
}
