import { z } from "zod";
import { type AppManifest, appManifest, newAppAddress } from "#lib/core/connection/index.ts";
import { parseInput, required, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Connections, GivenSettings, HostDoor, Ids } from "./ports/index.ts";

const WishForApp = z.strictObject({
  name: required(34, "Please give the app a name."),
  organisation: typed(39)
    .trim()
    .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)?$/u, "This is not the name of an organisation."),
});

/** What a browser sends to the host, and the word by which its answer is known again. */
export interface AppWish {
  address: string;
  manifest: AppManifest;
  state: string;
}

/** Prepare the app that the host shall make: what it may do, and where it sends everything back to. */
export async function wishForApp(
  ports: { given: GivenSettings; ids: Pick<Ids, "secret"> },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<AppWish>> {
  const ruling = authorise(actor, "setup.manage");
  if (!ruling.ok) return ruling;
  const input = parseInput(WishForApp, raw);
  if (!input.ok) return input;
  const { publicUrl, serverUrl, hears } = ports.given;
  const state = ports.ids.secret();
  return ok({
    address: newAppAddress(serverUrl, input.value.organisation, state),
    manifest: appManifest({ name: input.value.name, publicUrl, hears }),
    state,
  });
}

/**
 * Take the app that the host has made. `state` is what came back, `expected` what this browser was given; another one
 * belongs to somebody else's doing. The code works once: what it is exchanged for is stored at once.
 */
export async function takeApp(
  ports: { connections: Pick<Connections, "change">; door: Pick<HostDoor, "takeApp"> },
  actor: Actor,
  answer: { code: string; state: string; expected: string | null },
): Promise<Outcome<{ installAt: string }>> {
  const ruling = authorise(actor, "setup.manage");
  if (!ruling.ok) return ruling;
  if (answer.expected === null || answer.state !== answer.expected || !/^[\w-]{1,100}$/u.test(answer.code)) {
    return refuse(
      "input.invalid",
      "GitHub’s answer belongs to another attempt, or this browser began it too long ago. Please make the app again.",
    );
  }
  const made = await ports.door.takeApp(answer.code);
  if (!made.ok) {
    return made.problem.code === "github.not-found"
      ? refuse(
          "github.not-found",
          "This answer of GitHub was used already, or is too old. Please make the app again.",
        )
      : made;
  }
  const { privateKey, clientSecret, webhookSecret, ...app } = made.value;
  await ports.connections.change(actor.name, ({ secrets }) => ({
    app: { ...app, installationId: null, account: null },
    secrets: { ...secrets, privateKey, clientSecret, ...(webhookSecret === "" ? {} : { webhookSecret }) },
  }));
  return ok({ installAt: `${app.pageUrl}/installations/new` });
}

/**
 * Find out where the app is installed, and take that up. The host is asked: what an address says of it is only a wish
 * among several. Null while it is installed nowhere.
 */
export async function takeInstallation(
  ports: { connections: Pick<Connections, "read" | "change">; door: Pick<HostDoor, "installations"> },
  actor: Actor,
  wanted: number | null,
): Promise<Outcome<{ account: string } | null>> {
  const ruling = authorise(actor, "setup.manage");
  if (!ruling.ok) return ruling;
  const { app, secrets } = await ports.connections.read();
  if (!app || secrets.privateKey === undefined) {
    return refuse("not-found", "There is no app yet. Make one first.");
  }
  const found = await ports.door.installations({ appId: app.appId, privateKey: secrets.privateKey });
  if (!found.ok) return found;
  const at =
    found.value.find(({ id }) => id === wanted) ??
    found.value.find(({ id }) => id === app.installationId) ??
    found.value[0];
  await ports.connections.change(actor.name, (now) => ({
    app: now.app && { ...now.app, installationId: at?.id ?? null, account: at?.account ?? null },
  }));
  return ok(at ? { account: at.account } : null);
}
