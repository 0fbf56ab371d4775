/**
 * What this web process goes by: its environment, completed with what was set up on the page /setup. Part of
 * `lib/server.ts`; nothing else imports it.
 */
import "server-only";
import { listenForSettings } from "#lib/adapters/db/index.ts";
import { type Environment, environment, withConnection } from "#lib/adapters/env/index.ts";
import { createLog } from "#lib/adapters/log/index.ts";
import { once, openPorts } from "#lib/wiring.ts";

export const ports = () => once("ports", () => openPorts(environment(), 10));
export const log = () => once("log", () => createLog("web"));

const held = () => once("settings", (): { now: Environment | null } => ({ now: null }));

/** As they were read last. */
export const settings = (): Environment => held().now ?? environment();

export async function readSettings(): Promise<Environment> {
  const now = withConnection(environment(), await ports().connections.read());
  held().now = now;
  return now;
}

/** Keep to what is set up for as long as this process lives; resolves when it is known, or the database is away. */
export async function watchSettings(): Promise<void> {
  const { databaseUrl } = environment();
  if (!databaseUrl) return;
  const look = () =>
    readSettings().catch((error) => {
      log().warn({ err: error }, "What was set up could not be read");
    });
  once("settings ear", () => listenForSettings(databaseUrl, () => void look()));
  await look();
}
