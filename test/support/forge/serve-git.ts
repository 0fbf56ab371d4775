import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal } from "./answer.ts";
import { branchRefusal, type RefMove, refsMoved } from "./branch-moves.ts";
import type { ForgeContext } from "./context.ts";
import type { Faults } from "./faults.ts";
import { noCommit, readRefs } from "./git/refs.ts";
import { askHttpBackend, type BackendAnswer, sendAnswer } from "./git/smart-http.ts";
import { fullName, repositoryNamed } from "./records.ts";
import { readBody } from "./serve-rest.ts";
import { reaches } from "./shapes/repository.ts";
import type { Caller, Repository } from "./types.ts";
import { covers, levelOf, loginOf, permissionsOf, whoAsks } from "./who-asks.ts";

const address = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/(?:info\/refs|git-upload-pack|git-receive-pack))$/u;

/** Whether a path is one that git's own clients ask for. */
export function isGitPath(path: string): boolean {
  return address.test(path);
}

/** Git over http: cloning, fetching and pushing, by git's own server behind GitHub's rules. */
export function createGitServer(context: ForgeContext, faults: Faults) {
  return async (request: IncomingMessage, response: ServerResponse, path: string, query: URLSearchParams) => {
    const [, owner = "", name = "", rest = ""] = address.exec(path) ?? [];
    const body = await readBody(request);
    const pushing = rest === "/git-receive-pack" || query.get("service") === "git-receive-pack";
    const refuse = (status: number, words: string) => {
      const challenge: Record<string, string> =
        status === 401 ? { "www-authenticate": 'Basic realm="GitHub"' } : {};
      response.writeHead(status, { "content-type": "text/plain", ...challenge }).end(words);
    };
    let caller: Caller;
    try {
      caller = whoAsks(context, request.headers.authorization);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refuse(401, "Invalid username or token.");
    }
    const repository = repositoryNamed(context.records, decodeURIComponent(owner), decodeURIComponent(name));
    const former = context.records.formerNames.get(`${owner}/${name}`.toLowerCase());
    const moved = former === undefined ? undefined : context.records.repositories.get(former);
    if (!repository && moved) {
      const to = `${context.url}/${fullName(moved)}.git${rest}${query.size > 0 ? `?${query}` : ""}`;
      response.writeHead(301, { location: to }).end();
      return;
    }
    const level = repository && levelOf(context, caller, repository);
    if (!repository || level === undefined) {
      return caller.kind === "anonymous" ? refuse(401, "") : refuse(404, "Repository not found.");
    }
    if (pushing && caller.kind === "anonymous") return refuse(401, "");
    if (pushing && (!mayPush(caller, repository, reaches(level, "write")) || repository.archived)) {
      return refuse(403, `Permission to ${fullName(repository)}.git denied to ${loginOf(caller)}.`);
    }
    const fault = faults.take(pushing && rest === "/git-receive-pack" ? "git push" : "git fetch", {
      path,
      query,
      body: undefined,
      token: "token" in caller && typeof caller.token === "string" ? caller.token : undefined,
    });
    if (fault?.kind === "silence" && fault.when !== "after") return;
    if (fault?.kind === "drop" && fault.when === "before") return void request.socket.destroy();
    if (fault?.kind === "wait" && fault.when !== "after") await fault.until;
    if (fault?.kind === "answer" && fault.when !== "after")
      return refuse(fault.status, String(fault.body ?? ""));

    const ask = (refusals: string) =>
      askHttpBackend(request, {
        folder: repository.folder,
        rest,
        query: query.toString(),
        pusher: caller.kind === "anonymous" ? undefined : loginOf(caller),
        refusals,
        body,
      });
    let answer: BackendAnswer;
    if (rest === "/git-receive-pack") {
      answer = await context.turn(async () => {
        const before = await readRefs(repository.folder);
        const given = await ask(refusalsFor(repository, loginOf(caller)));
        await refsMoved(
          context,
          repository,
          difference(before, await readRefs(repository.folder)),
          loginOf(caller),
        );
        return given;
      });
    } else answer = await ask("");

    if (fault?.kind === "silence") return;
    if (fault?.kind === "drop") return void request.socket.destroy();
    if (fault?.kind === "wait") await fault.until;
    if (fault?.kind === "answer") return refuse(fault.status, String(fault.body ?? ""));
    return sendAnswer(response, answer);
  };
}

function mayPush(caller: Caller, repository: Repository, writes: boolean): boolean {
  if (caller.kind === "person") return writes && caller.writes;
  if (caller.kind !== "installation") return false;
  return (
    covers(caller.installation, repository, caller.token.of) && permissionsOf(caller).contents === "write"
  );
}

function refusalsFor(repository: Repository, login: string): string {
  const rules = [...repository.protections.keys()].flatMap((branch) => {
    const words = branchRefusal(repository, branch, login);
    return words === undefined ? [] : [`refs/heads/${branch}\t${words}`];
  });
  return [...rules, ...[...repository.refusals].map(([ref, words]) => `${ref}\t${words}`)].join("\n");
}

function difference(before: Map<string, string>, after: Map<string, string>): RefMove[] {
  const refs = new Set([...before.keys(), ...after.keys()]);
  return [...refs].flatMap((ref) => {
    const move = { ref, before: before.get(ref) ?? noCommit, after: after.get(ref) ?? noCommit };
    return move.before === move.after ? [] : [move];
  });
}
