import type { Outcome, Problem, ProblemCode } from "#lib/core/outcome.ts";
import type { Later } from "./host-jobs.ts";

/** A problem that time may heal: the job is tried again. */
const passing = new Set<ProblemCode>([
  "book.unreachable",
  "publish.waiting",
  "github.unreachable",
  "github.uncertain",
  "github.limited",
  "storage.unavailable",
  "storage.full",
]);

/** When the host asked for silence, the moment it is over. */
function silence({ code, at }: Problem): Later | null {
  const later = code === "github.limited" ? at?.match(/^until:(.+)$/)?.[1] : undefined;
  return later !== undefined && !Number.isNaN(Date.parse(later)) ? { later } : null;
}

/**
 * What a job gave, or null when it could not be done for good, which is told to `warn`. Throws, and so has the job
 * tried again, when time may heal the problem and this was not the last attempt. `Later`: to be done again then.
 */
export function settleJob<T>(
  name: string,
  outcome: Outcome<T>,
  attempt: { isLast: boolean },
  warn: (fields: { job: string; problem: string }, message: string) => void,
): T | Later | null {
  if (outcome.ok) return outcome.value;
  const { code, message } = outcome.problem;
  warn({ job: name, problem: code }, message);
  const later = silence(outcome.problem);
  if (later) return later;
  if (passing.has(code) && !attempt.isLast) throw new Error(message);
  return null;
}
