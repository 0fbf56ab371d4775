import type { Outcome, ProblemCode } from "#lib/core/outcome.ts";

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

/**
 * What a job gave, or null when it could not be done for good, which is told to `warn`. Throws, and so has the job
 * tried again, when time may heal the problem and this was not the last attempt.
 */
export function settleJob<T>(
  name: string,
  outcome: Outcome<T>,
  attempt: { isLast: boolean },
  warn: (fields: { job: string; problem: string }, message: string) => void,
): T | null {
  if (outcome.ok) return outcome.value;
  const { code, message } = outcome.problem;
  warn({ job: name, problem: code }, message);
  if (passing.has(code) && !attempt.isLast) throw new Error(message);
  return null;
}
