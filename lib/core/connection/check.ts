/** One thing that was tried, and what came of it. */
export interface ConnectionCheck {
  id: string;
  title: string;
  /** "note": good to know, and nothing to do. */
  state: "good" | "bad" | "note";
  /** A sentence; where it is bad, the permission or setting to change. */
  words: string;
}

/** The checks of a connection, with when they were made. */
export interface CheckedConnection {
  /** ISO 8601. */
  at: string;
  checks: ConnectionCheck[];
}

/** Of a list of checks: how many are bad. */
export function badChecks(checks: readonly ConnectionCheck[]): number {
  return checks.filter((each) => each.state === "bad").length;
}
