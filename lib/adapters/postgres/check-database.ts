import pg from "pg";
import type { Outcome } from "#lib/core/outcome.ts";
import { ok, refuse } from "#lib/core/outcome.ts";

/**
 * Connect to a database once, to say early and clearly what is wrong with DATABASE_URL: malformed,
 * unreachable, sign-in refused, no such database. Refuses with `storage.unavailable`; passwords are never
 * part of the message.
 */
export async function checkDatabase(url: string): Promise<Outcome<{ version: string }>> {
  let client: pg.Client;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  } catch {
    return problem(
      "is not an address Colophon can use. Write it like postgresql://user:password@host:5432/colophon.",
    );
  }
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
    const number = Number(rows[0]?.server_version_num ?? 0);
    const version = String(Math.floor(number / 10_000));
    if (number < 140_000)
      return problem(`leads to PostgreSQL ${version}; Colophon needs PostgreSQL 14 or later.`);
    return ok({ version });
  } catch (error) {
    return problem(explain(error, client));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Codes of PostgreSQL (Appendix A of its manual) and of Node's sockets. */
function explain(error: unknown, client: pg.Client): string {
  const { code, message } = error as { code?: string; message?: string };
  const server = `${client.host}:${client.port}`;
  switch (code) {
    case "28P01":
    case "28000":
      return `was refused by ${server}: the user ${client.user ?? ""} or the password is wrong.`;
    case "3D000":
      return `names the database ${client.database ?? ""}, which ${server} does not have. Make it with: createdb ${client.database ?? "colophon"}.`;
    case "53300":
      return `leads to ${server}, which has no free connection left. Raise its max_connections or stop another program.`;
    case "57P03":
      return `leads to ${server}, which is still starting. Try again in a moment.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `names the host ${client.host}, which cannot be found. Check its spelling and the network.`;
    case "ECONNREFUSED":
      return `leads to ${server}, where no PostgreSQL answers. Is it running?`;
    default:
      return /timeout/i.test(message ?? "")
        ? `leads to ${server}, which did not answer within 10 seconds.`
        : `leads to ${server}, which cannot be used: ${message || code || "no reason given"}.`;
  }
}

function problem(sentence: string) {
  return refuse("storage.unavailable", `DATABASE_URL ${sentence}`, "DATABASE_URL");
}
