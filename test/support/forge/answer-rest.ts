import { type Answer, type AskedOf, type Body, notFound, Refusal } from "./answer.ts";
import type { ForgeContext } from "./context.ts";
import { requestFaults, responseFaults } from "./contract/contract.ts";
import { cutPages } from "./pages.ts";
import { repositoryNamed } from "./records.ts";
import { type Found, findRoute } from "./routes/all-routes.ts";
import type { Caller, Repository } from "./types.ts";
import { admit, loginOf, whoAsks } from "./who-asks.ts";

export interface RestRequest {
  method: string;
  /** Without the interface's own beginning, as it came: still encoded. */
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  bytes: Buffer;
}

/** A request that a route answers, and the body it came with. */
export interface Understood {
  found: Found;
  path: string;
  body: unknown;
  token: string;
}

/** `/repositories/{id}/…` is another way to write `/repos/{owner}/{repo}/…`. */
function byName(context: ForgeContext, path: string): string {
  const match = /^\/repositories\/(\d+)(\/.*)?$/u.exec(path);
  const repository = match && context.records.repositories.get(Number(match[1]));
  return repository ? `/repos/${repository.owner}/${repository.name}${match[2] ?? ""}` : path;
}

/** Find the route and hold the request against GitHub's description. Undefined where GitHub has nothing. */
export function understand(context: ForgeContext, request: RestRequest): Understood | undefined {
  const path = byName(context, request.path);
  const found = findRoute(request.method, path);
  if (!found) {
    if (!/^\/repositories\/\d+/u.test(path)) {
      context.problem(`${request.method} ${request.path} is asked for, which the forge does not know`);
    }
    return undefined;
  }
  const token = /^(?:bearer|token) (.+)$/iu.exec(request.authorization ?? "")?.[1] ?? "";
  let body: unknown;
  if (request.bytes.length > 0) {
    try {
      body = JSON.parse(request.bytes.toString("utf8"));
    } catch {
      context.problem(`${found.name}: the body is not JSON`);
    }
  }
  const { parameters } = found;
  for (const fault of requestFaults({ route: found.name, parameters, query: request.query, body })) {
    context.problem(`${found.name} was asked with: ${fault}`);
  }
  return { found, path, body, token };
}

/** The forge's own answer to a request, as GitHub would give it and as its description says. */
export async function answerRest(
  context: ForgeContext,
  request: RestRequest,
  { found, path, body, token }: Understood,
): Promise<Answer> {
  const { name: route, parameters } = found;
  const answer = await (async () => {
    try {
      const caller = whoAsks(context, request.authorization);
      if (route !== "GET /rate_limit") spend(context, caller, token);
      if (request.bytes.length > 0 && body === undefined) throw new Refusal(400, "Problems parsing JSON");
      const former = formerlyNamed(context, parameters);
      if (former) return moved(context, request, former, path);
      const repository = namedIn(context, parameters);
      admit(context, caller, found.route.needs, repository);
      const asked: AskedOf = {
        context,
        route,
        path,
        parameters,
        query: request.query,
        body: (body ?? {}) as Body,
        caller,
        token,
        login: loginOf(caller),
        get repository() {
          if (!repository) throw new Error(`${route} names no repository`);
          return repository;
        },
      };
      if (repository?.archived && request.method !== "GET" && route !== "PATCH /repos/{owner}/{repo}") {
        throw new Refusal(403, "Repository was archived so is read-only.");
      }
      const given = await found.route.handle(asked);
      return cutPages(given, `${context.apiUrl}${path}`, request.query);
    } catch (error) {
      if (error instanceof Refusal) return error.answer();
      context.problem(`${route} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      return new Refusal(500, "Server Error").answer();
    }
  })();
  // What is said over the wire counts, so undefined properties are gone.
  const said = answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body));
  for (const fault of responseFaults(route, answer.status, said)) context.problem(`${route}: ${fault}`);
  return { ...answer, body: said };
}

/** The repository in the path; undefined where the path has none. @throws Refusal 404 where there is none of that name */
function namedIn(context: ForgeContext, { owner, repo }: Record<string, string>): Repository | undefined {
  if (owner === undefined || repo === undefined) return undefined;
  const repository = repositoryNamed(context.records, owner, repo);
  if (!repository) throw notFound();
  return repository;
}

/** The repository that had the name in the path, unless another one has it now. */
function formerlyNamed(
  context: ForgeContext,
  { owner, repo }: Record<string, string>,
): Repository | undefined {
  if (owner === undefined || repo === undefined || repositoryNamed(context.records, owner, repo))
    return undefined;
  const id = context.records.formerNames.get(`${owner}/${repo}`.toLowerCase());
  return id === undefined ? undefined : context.records.repositories.get(id);
}

/** 301 where reading, 307 where writing: to the number, which never changes. */
function moved(context: ForgeContext, request: RestRequest, to: Repository, path: string): Answer {
  const rest = path.replace(/^\/repos\/[^/]+\/[^/]+/u, "");
  const url = `${context.apiUrl}/repositories/${to.id}${rest}${request.query.size > 0 ? `?${request.query}` : ""}`;
  const reading = request.method === "GET";
  return {
    status: reading ? 301 : 307,
    headers: { location: url },
    body: {
      message: reading ? "Moved Permanently" : "Temporary Redirect",
      url,
      documentation_url:
        "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects",
    },
  };
}

function spend(context: ForgeContext, caller: Caller, token: string): void {
  const budget = context.rates.of(token);
  if (budget.used >= budget.limit) {
    const whose =
      caller.kind === "installation"
        ? `installation ID ${caller.installation.id}`
        : `user ID ${loginOf(caller)}`;
    throw new Refusal(403, `API rate limit exceeded for ${whose}.`);
  }
  budget.used++;
}
