import { randomBytes } from "node:crypto";
import {
  type Answer,
  type AskedOf,
  created,
  listed,
  notFound,
  number,
  ok,
  Refusal,
  type Routes,
} from "../answer.ts";
import { showApp, showInstallation } from "../shapes/app.ts";
import { showRepository } from "../shapes/repository.ts";
import type { App, Installation, Permissions } from "../types.ts";
import { covers } from "../who-asks.ts";

function ownApp({ caller }: AskedOf): App {
  if (caller.kind !== "app") throw notFound();
  return caller.app;
}

function ownInstallation(asked: AskedOf): Installation {
  const found = asked.context.records.installations.get(number(asked.parameters.installation_id));
  if (!found || found.appId !== ownApp(asked).id) throw notFound();
  return found;
}

export const appRoutes: Routes = {
  "GET /app": { needs: "app", handle: (asked) => ok(showApp(asked.context, ownApp(asked))) },
  "GET /app/hook/config": {
    needs: "app",
    handle(asked) {
      const app = ownApp(asked);
      const hook = [...asked.context.records.hooks.values()].find((each) => each.appId === app.id);
      return ok({
        content_type: "json",
        insecure_ssl: "0",
        secret: "********",
        ...(hook ? { url: hook.url } : {}),
      });
    },
  },
  "GET /app/installations": {
    needs: "app",
    handle(asked) {
      const app = ownApp(asked);
      const own = [...asked.context.records.installations.values()].filter((each) => each.appId === app.id);
      return listed(own.map((each) => showInstallation(asked.context, each)));
    },
  },
  "GET /app/installations/{installation_id}": {
    needs: "app",
    handle: (asked) => ok(showInstallation(asked.context, ownInstallation(asked))),
  },
  "POST /app/installations/{installation_id}/access_tokens": { needs: "app", handle: issueToken },
  "POST /app-manifests/{code}/conversions": {
    needs: "anyone",
    handle({ context, parameters }) {
      const app = context.records.manifestCodes.get(parameters.code ?? "");
      if (!app) throw notFound();
      context.records.manifestCodes.delete(parameters.code ?? "");
      return created({
        ...showApp(context, app),
        client_secret: app.clientSecret,
        webhook_secret: app.webhookSecret,
        pem: app.privateKey,
      });
    },
  },
};

/** A token for an hour, with all the installation may do or with less. */
function issueToken(asked: AskedOf): Answer {
  const { context, body } = asked;
  const installation = ownInstallation(asked);
  if (installation.suspendedAt !== null) throw new Refusal(403, "This installation has been suspended");
  const wanted = (body.permissions as Permissions | undefined) ?? installation.permissions;
  for (const [name, access] of Object.entries(wanted)) {
    const given = installation.permissions[name];
    if (given === undefined || (access === "write" && given === "read")) {
      throw new Refusal(422, "The permissions requested are not granted to this installation.");
    }
  }
  const ids = body.repository_ids as number[] | undefined;
  const names = body.repositories as string[] | undefined;
  const reachable = [...context.records.repositories.values()].filter((each) => covers(installation, each));
  const chosen = reachable.filter((each) => ids?.includes(each.id) || names?.includes(each.name));
  const narrowed = ids !== undefined || names !== undefined;
  if (chosen.length < new Set([...(ids ?? []), ...(names ?? [])]).size) {
    throw new Refusal(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  }
  const value = `ghs_${randomBytes(18).toString("hex")}`;
  const expiresAt = new Date(Date.parse(context.now()) + 3_600_000).toISOString().replace(/\.\d+Z$/u, "Z");
  context.records.tokens.set(value, {
    value,
    of: {
      installationId: installation.id,
      permissions: wanted,
      repositories: narrowed ? new Set(chosen.map((each) => each.id)) : null,
    },
    writes: true,
    expired: false,
    expiresAt,
  });
  return created({
    token: value,
    expires_at: expiresAt,
    permissions: wanted,
    repository_selection: installation.repositories === "all" && !narrowed ? "all" : "selected",
    ...(narrowed ? { repositories: chosen.map((each) => showRepository(context, each)) } : {}),
  });
}
