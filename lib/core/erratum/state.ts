import { type Outcome, ok, refuse } from "../outcome.ts";

/** Reported → Confirmed → Fix proposed → Fixed → Live, or one of the ends that fix nothing. */
export type ErratumState =
  | "reported"
  | "confirmed"
  | "fix-proposed"
  | "fixed"
  | "live"
  | "not-an-error"
  | "duplicate"
  | "wont-fix"
  | "held"
  | "needs-info";

export const erratumWords: Record<ErratumState, string> = {
  reported: "Reported",
  confirmed: "Confirmed",
  "fix-proposed": "Fix proposed",
  fixed: "Fixed",
  live: "Live",
  "not-an-error": "Not an error",
  duplicate: "Duplicate",
  "wont-fix": "Won’t fix",
  held: "Held for the next edition",
  "needs-info": "Needs more information",
};

const next: Record<ErratumState, readonly ErratumState[]> = {
  reported: ["confirmed", "fix-proposed", "not-an-error", "duplicate", "wont-fix", "held", "needs-info"],
  confirmed: ["fix-proposed", "fixed", "not-an-error", "duplicate", "wont-fix", "held"],
  "fix-proposed": ["fixed", "live", "confirmed"],
  fixed: ["live", "confirmed"],
  live: ["confirmed"],
  "not-an-error": ["confirmed"],
  duplicate: ["confirmed"],
  "wont-fix": ["confirmed"],
  held: ["confirmed", "fix-proposed", "wont-fix"],
  "needs-info": ["confirmed", "not-an-error", "duplicate", "wont-fix"],
};

const needsReason: readonly ErratumState[] = ["not-an-error", "duplicate", "wont-fix", "held", "needs-info"];

/**
 * Rule on an erratum. Returns the new state, or `erratum.wrong-state` when it cannot go there from here, or
 * `input.invalid` when the decision is one that owes the reader a public reason.
 */
export function moveErratum(
  from: ErratumState,
  to: ErratumState,
  reason: string | null,
): Outcome<ErratumState> {
  if (!next[from].includes(to)) {
    return refuse(
      "erratum.wrong-state",
      `This report is “${erratumWords[from]}” and cannot become “${erratumWords[to]}”; reload the page to see it.`,
    );
  }
  if (needsReason.includes(to) && !reason?.trim()) {
    return refuse(
      "input.invalid",
      "Please give the reason; the reader and the public list will show it.",
      "reason",
    );
  }
  return ok(to);
}

/** States in which a reader's report still waits for somebody. */
export function isOpen(state: ErratumState): boolean {
  return ["reported", "confirmed", "fix-proposed", "needs-info", "held"].includes(state);
}
