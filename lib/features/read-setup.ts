import type { Access, Connection } from "#lib/core/connection/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Connections, GivenSettings } from "./ports/index.ts";

/** What is set up, as it may be shown: no secret is in it. */
export interface Setup extends Omit<Connection, "secrets" | "version"> {
  given: GivenSettings;
  /** Which secrets are stored. */
  holds: { token: boolean; privateKey: boolean; webhookSecret: boolean; password: boolean };
  access: Access | null;
}

/** How this installation reaches its book, for who may change it. */
export async function readSetup(
  ports: { connections: Pick<Connections, "read">; given: GivenSettings },
  actor: Actor,
): Promise<Outcome<Setup>> {
  const ruling = authorise(actor, "setup.manage");
  if (!ruling.ok) return ruling;
  const { secrets, version: _, ...shown } = await ports.connections.read();
  const { token, privateKey, webhookSecret, password } = secrets;
  return ok({
    ...shown,
    given: ports.given,
    access: ports.given.access,
    holds: {
      token: token !== undefined,
      privateKey: privateKey !== undefined,
      webhookSecret: webhookSecret !== undefined,
      password: password !== undefined,
    },
  });
}
