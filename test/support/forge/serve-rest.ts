import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, notFound } from "./answer.ts";
import { answerRest, type RestRequest, understand } from "./answer-rest.ts";
import type { ForgeContext } from "./context.ts";
import type { Fault, Faults } from "./faults.ts";

/** The version of the interface whose description the forge is held to. */
const apiVersion = "2022-11-28";

/** One request that reached the forge, for tests that count them. */
export interface RequestLine {
  method: string;
  /** The route, or the path where there is none. */
  route: string;
  path: string;
  query: string;
  body: unknown;
  headers: IncomingMessage["headers"];
  /** Null: cut off or still waiting. */
  status: number | null;
}

export interface RestServer {
  requests: RequestLine[];
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void>;
}

export function createRestServer(context: ForgeContext, faults: Faults): RestServer {
  const requests: RequestLine[] = [];
  /** The last answer to each reader and address: what a replica that lags would still say. */
  const earlier = new Map<string, Answer>();

  const serve: RestServer["serve"] = async (request, response, path, query) => {
    const rest: RestRequest = {
      method: request.method ?? "GET",
      path,
      query,
      authorization: request.headers.authorization,
      bytes: await readBody(request),
    };
    const understood = understand(context, rest);
    const line: RequestLine = {
      method: rest.method,
      route: understood?.found.name ?? path,
      path,
      query: query.toString(),
      body: understood?.body,
      headers: request.headers,
      status: null,
    };
    requests.push(line);
    if (!request.headers["user-agent"]) context.problem(`${line.route} was asked without a User-Agent`);
    const version = request.headers["x-github-api-version"] ?? apiVersion;
    if (version !== apiVersion) context.problem(`${line.route} was asked in version ${version}`);
    if (!understood) return finish(response, line, notFound().answer(), {});
    const met = { path, query, body: understood.body, token: understood.token || undefined };
    const fault = faults.take(understood.found.name, met);
    const place = `${understood.token} ${path}?${query}`;
    const stale = earlier.get(place);
    const effect = () =>
      rest.method === "GET"
        ? answerRest(context, rest, understood)
        : context.turn(() => answerRest(context, rest, understood));

    if (fault && (await strikeBefore(fault, request))) return;
    if (fault?.kind === "answer" && fault.when !== "after") {
      return finish(response, line, scripted(fault), context.rates.headers(understood.token));
    }
    let answer = await effect();
    if (rest.method === "GET" && fault?.kind !== "stale") earlier.set(place, answer);
    if (fault && (await strikeAfter(fault, request))) return;
    if (fault?.kind === "answer") answer = scripted(fault);
    if (fault?.kind === "stale") answer = stale ?? notFound().answer();
    if (fault?.kind === "rewrite") answer = { ...answer, body: fault.change(answer.body) };
    answer = conditional(rest, request.headers["if-none-match"], answer);
    // An answer that says "nothing new" costs nothing.
    if (answer.status === 304) context.rates.of(understood.token).used--;
    const until = fault?.kind === "slow-body" ? fault.until : undefined;
    return finish(response, line, answer, context.rates.headers(understood.token), until);
  };
  return { requests, serve };
}

/** True when the request has been dealt with: nothing is done and nothing is answered. */
async function strikeBefore(fault: Fault, request: IncomingMessage): Promise<boolean> {
  if (fault.kind === "drop" && fault.when === "before") {
    request.socket.destroy();
    return true;
  }
  if (fault.kind === "silence" && fault.when !== "after") return true;
  if (fault.kind === "wait" && fault.when !== "after") await fault.until;
  return false;
}

/** The same once all is done. */
async function strikeAfter(fault: Fault, request: IncomingMessage): Promise<boolean> {
  if (fault.kind === "drop" && fault.when === "after") {
    request.socket.destroy();
    return true;
  }
  if (fault.kind === "silence" && fault.when === "after") return true;
  if (fault.kind === "wait" && fault.when === "after") await fault.until;
  return false;
}

function scripted(fault: Extract<Fault, { kind: "answer" }>): Answer {
  return {
    status: fault.status,
    ...(fault.body === undefined ? {} : { body: fault.body }),
    ...(fault.headers === undefined ? {} : { headers: fault.headers }),
  };
}

/** An entity tag on what was read; 304 without a body where the reader has it already. */
function conditional({ method }: RestRequest, known: string | undefined, answer: Answer): Answer {
  if (method !== "GET" || answer.status !== 200) return answer;
  const content = JSON.stringify([answer.body, answer.headers]);
  const etag = `W/"${createHash("sha256").update(content).digest("hex")}"`;
  const headers = { ...answer.headers, etag, "cache-control": "private, max-age=60, s-maxage=60" };
  return known === etag ? { status: 304, headers } : { ...answer, headers };
}

async function finish(
  response: ServerResponse,
  line: RequestLine,
  answer: Answer,
  rate: Record<string, string>,
  halfway?: Promise<unknown>,
): Promise<void> {
  line.status = answer.status;
  const content =
    answer.body === undefined
      ? undefined
      : Buffer.from(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  response.writeHead(answer.status, {
    ...(content === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
    ...(answer.status === 204 || answer.status === 304
      ? {}
      : { "content-length": String(content?.length ?? 0) }),
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": randomUUID(),
    ...rate,
    ...answer.headers,
  });
  if (content && halfway) {
    response.write(content.subarray(0, content.length >> 1));
    await halfway;
    response.end(content.subarray(content.length >> 1));
  } else response.end(content);
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
