import { type Problem, refuse } from "#lib/core/outcome.ts";
import { Prisma } from "#prisma/generated/client.ts";

/** What the driver adapter says of an error of PostgreSQL itself. */
function databaseCode(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  const { code, originalCode, cause, meta } = error as Record<string, unknown>;
  for (const value of [originalCode, code]) {
    if (typeof value === "string" && /^[0-9A-Z]{5}$/u.test(value)) return value;
  }
  const driver = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  return databaseCode(driver) ?? databaseCode(cause);
}

/** Whether the driver says that it did not get through; statements of our own carry no code for it. */
function isUnreachable(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { kind, cause, meta, message } = error as Record<string, unknown>;
  // pg has words only for a connection that broke while it was being used.
  if (typeof message === "string" && broken.test(message)) return true;
  if (typeof kind === "string" && away.has(kind)) return true;
  const driver = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  return isUnreachable(driver) || isUnreachable(cause);
}
const broken = /^(?:Connection terminated|Client has encountered a connection error)/u;
const away: ReadonlySet<string> = new Set(["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout"]);

/**
 * The problem behind a failed statement when it is one that a person can act on (disk full, server away), else
 * null: then it is a bug, and the caller throws it on.
 */
export function storageProblem(error: unknown): { ok: false; problem: Problem } | null {
  const code = databaseCode(error);
  if (code?.startsWith("53") && code !== "53300") {
    return refuse(
      "storage.full",
      "The disk of the database is full. Nothing was changed; free some space and try again.",
    );
  }
  const isAway =
    isUnreachable(error) ||
    (error instanceof Prisma.PrismaClientKnownRequestError &&
      ["P1001", "P1002", "P1017"].includes(error.code));
  if (isAway || code?.startsWith("08") || code?.startsWith("57P") || code === "53300") {
    return refuse(
      "storage.unavailable",
      "The database cannot be reached right now. Nothing was changed; try again in a minute.",
    );
  }
  return null;
}
