import { z } from "zod";
import { parseInput, required } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Connections, HostDoor } from "./ports/index.ts";

const GiveToken = z.strictObject({
  token: required(300, "Please paste the token.").regex(
    /^[\w.-]+$/u,
    "This is no token: a token is one word of letters, digits and underscores.",
  ),
});

/**
 * Store a token, new or in place of another, after the host has said whose it is. An app that is set up goes before it.
 * Problems: `github.credentials` where the host does not know it; nothing is stored then.
 */
export async function giveToken(
  ports: { connections: Pick<Connections, "change">; door: Pick<HostDoor, "whoseToken"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ login: string }>> {
  const ruling = authorise(actor, "setup.manage");
  if (!ruling.ok) return ruling;
  const input = parseInput(GiveToken, raw);
  if (!input.ok) return input;
  const { token } = input.value;
  const owner = await ports.door.whoseToken(token);
  if (!owner.ok) {
    return owner.problem.code === "github.credentials"
      ? refuse(
          "github.credentials",
          "GitHub does not know this token. Copy it whole, and look whether it has expired.",
          "token",
        )
      : owner;
  }
  await ports.connections.change(actor.name, ({ secrets }) => ({ secrets: { ...secrets, token } }));
  return owner;
}

const Forget = z.strictObject({ what: z.enum(["token", "app", "book"]) });

/** Remove the token, the app with its key and secrets, or the book that was chosen. What the host keeps stays there. */
export async function forgetAccess(
  ports: { connections: Pick<Connections, "change"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<true>> {
  const ruling = authorise(actor, "setup.manage");
  if (!ruling.ok) return ruling;
  const input = parseInput(Forget, raw);
  if (!input.ok) return input;
  const { what } = input.value;
  await ports.connections.change(actor.name, ({ secrets }) => {
    const { token, username, password, sought, ...ofApp } = secrets;
    const ofBook = {
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    };
    if (what === "token") return { secrets: { ...ofBook, ...ofApp, ...(sought ? { sought } : {}) } };
    const kept = token === undefined ? {} : { token };
    return what === "app"
      ? { app: null, secrets: { ...kept, ...ofBook, ...(sought ? { sought } : {}) } }
      : { book: null, search: null, secrets: { ...kept, ...ofApp } };
  });
  return ok(true);
}
