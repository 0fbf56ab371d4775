import { createPublicKey, verify } from "node:crypto";
import { type Need, notFound, Refusal } from "./answer.ts";
import type { ForgeContext } from "./context.ts";
import { reaches } from "./shapes/repository.ts";
import type { Access, App, Caller, Installation, Level, Repository, Token } from "./types.ts";

/** Who sent a request, by its Authorization header. @throws Refusal 401 for what GitHub does not know */
export function whoAsks(context: ForgeContext, authorization: string | undefined): Caller {
  if (authorization === undefined) return { kind: "anonymous" };
  const given = /^(?:bearer|token) (.+)$/iu.exec(authorization)?.[1] ?? basicPassword(authorization);
  if (given === undefined) throw new Refusal(401, "Bad credentials");
  if (given.split(".").length === 3) return { kind: "app", app: appOfJwt(context, given) };
  const token = context.records.tokens.get(given);
  if (!token || token.expired) throw new Refusal(401, "Bad credentials");
  if ("login" in token.of) {
    return { kind: "person", login: token.of.login, writes: token.writes, token: given };
  }
  const installation = context.records.installations.get(token.of.installationId);
  const app = installation && context.records.apps.get(installation.appId);
  if (!installation || !app) throw new Refusal(401, "Bad credentials");
  if (installation.suspendedAt !== null) throw new Refusal(403, "This installation has been suspended");
  return { kind: "installation", installation, app, token };
}

function basicPassword(authorization: string): string | undefined {
  const encoded = /^basic (.+)$/iu.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  return pair.slice(pair.indexOf(":") + 1);
}

/** The rules of https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app. */
function appOfJwt(context: ForgeContext, jwt: string): App {
  const [head = "", body = "", signature = ""] = jwt.split(".");
  const refusal = (words: string) => new Refusal(401, words);
  let claims: { iss?: unknown; iat?: unknown; exp?: unknown };
  try {
    const { alg } = JSON.parse(Buffer.from(head, "base64url").toString("utf8")) as { alg?: unknown };
    if (alg !== "RS256") throw refusal("A JSON web token could not be decoded");
    claims = JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
  } catch {
    throw refusal("A JSON web token could not be decoded");
  }
  const app = [...context.records.apps.values()].find(
    (each) => String(each.id) === String(claims.iss) || each.clientId === claims.iss,
  );
  if (!app) throw new Refusal(404, "Integration not found");
  const signed = verify(
    "RSA-SHA256",
    Buffer.from(`${head}.${body}`),
    createPublicKey(app.publicKey),
    Buffer.from(signature, "base64url"),
  );
  if (!signed) throw refusal("A JSON web token could not be decoded");
  const seconds = Date.parse(context.now()) / 1000;
  if (typeof claims.exp !== "number" || claims.exp <= seconds) {
    throw refusal(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (claims.exp - seconds > 660) throw refusal("'Expiration time' claim ('exp') is too far in the future");
  if (typeof claims.iat !== "number" || claims.iat > seconds + 60) {
    throw refusal(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  return app;
}

/** What a caller may do with a repository; undefined where they may not even see it. */
export function levelOf(context: ForgeContext, caller: Caller, repository: Repository): Level | undefined {
  if (caller.kind === "person") return levelOfPerson(context, caller.login, repository);
  if (caller.kind === "installation") {
    if (!covers(caller.installation, repository, caller.token.of))
      return repository.private ? undefined : "read";
    return "read";
  }
  return repository.private ? undefined : "read";
}

export function levelOfPerson(
  context: ForgeContext,
  login: string,
  repository: Repository,
): Level | undefined {
  if (login === repository.owner) return "admin";
  const account = context.records.accounts.get(login.toLowerCase());
  if (!account) return undefined;
  return repository.collaborators.get(account.login) ?? (repository.private ? undefined : "read");
}

export function covers(installation: Installation, repository: Repository, of?: Token["of"]): boolean {
  if (of && "repositories" in of && of.repositories && !of.repositories.has(repository.id)) return false;
  if (installation.account !== repository.owner) return false;
  return installation.repositories === "all" || installation.repositories.has(repository.id);
}

/** @throws Refusal where a caller may not do what a route needs */
export function admit(
  context: ForgeContext,
  caller: Caller,
  need: Need,
  repository: Repository | undefined,
): void {
  if (need === "anyone") return;
  if (need === "app") {
    if (caller.kind !== "app") throw new Refusal(401, "A JSON web token could not be decoded");
    return;
  }
  if (need === "person" || need === "installation") {
    if (caller.kind === "anonymous") throw new Refusal(401, "Requires authentication");
    if (caller.kind !== need) throw new Refusal(403, "Resource not accessible by integration");
    return;
  }
  if (!repository) throw notFound();
  if (caller.kind === "app") throw new Refusal(401, "Bad credentials");
  const level = levelOf(context, caller, repository);
  if (level === undefined) throw notFound();
  if (caller.kind === "anonymous") {
    if (need.access === "write" || need.level !== "read") throw new Refusal(401, "Requires authentication");
    return;
  }
  if (caller.kind === "person") {
    if (need.access === "write" && !caller.writes) {
      throw new Refusal(403, "Resource not accessible by personal access token");
    }
    if (!reaches(level, need.level)) {
      throw need.level === "admin" ? notFound() : new Refusal(403, "Must have push access to repository");
    }
    return;
  }
  if (need.access === "read" && need.level === "read" && !repository.private) return;
  const inside = covers(caller.installation, repository, caller.token.of);
  if (!inside || !permits(permissionsOf(caller), need.permission, need.access)) {
    throw Object.assign(new Refusal(403, "Resource not accessible by integration"), {
      needs: `${need.permission}=${need.access}`,
    });
  }
}

/** What an installation's token may do: what the installation may, less what was left out when it was issued. */
export function permissionsOf(caller: Extract<Caller, { kind: "installation" }>): Record<string, Access> {
  return "permissions" in caller.token.of ? caller.token.of.permissions : caller.installation.permissions;
}

function permits(permissions: Record<string, Access>, name: string, access: Access): boolean {
  if (name === "metadata" && access === "read") return true;
  const given = permissions[name];
  return given === "write" || (given === "read" && access === "read");
}

/** The login that shows as the author of what a caller does. */
export function loginOf(caller: Caller): string {
  if (caller.kind === "person") return caller.login;
  if (caller.kind === "anonymous") return "";
  return `${caller.app.slug}[bot]`;
}
