import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { basename, dirname } from "node:path";
import { gitEnvironment } from "./run-git.ts";

export interface GitRequest {
  /** The bare repository. */
  folder: string;
  /** Behind the repository's address, such as `/info/refs`. */
  rest: string;
  query: string;
  /** Who pushes; undefined for those who may only read. */
  pusher: string | undefined;
  /** Ref, tab and words, one a line. */
  refusals: string;
  body: Buffer;
}

/** Let git's own http server answer. Resolves with its whole answer, which is not yet sent. */
export function askHttpBackend(request: IncomingMessage, asked: GitRequest): Promise<BackendAnswer> {
  const header = (name: string) => String(request.headers[name] ?? "");
  const backend = spawn("git", ["http-backend"], {
    env: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: dirname(asked.folder),
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: `/${basename(asked.folder)}${asked.rest}`,
      QUERY_STRING: asked.query,
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: header("content-type"),
      CONTENT_LENGTH: String(asked.body.length),
      HTTP_CONTENT_ENCODING: header("content-encoding"),
      HTTP_GIT_PROTOCOL: header("git-protocol"),
      FORGE_REFUSALS: asked.refusals,
      ...(asked.pusher === undefined ? {} : { REMOTE_USER: asked.pusher }),
    },
  });
  backend.stdin.on("error", () => {});
  backend.stdin.end(asked.body);
  const parts: Buffer[] = [];
  backend.stdout.on("data", (part: Buffer) => parts.push(part));
  return new Promise((resolve, reject) => {
    backend.on("error", reject);
    backend.on("close", () => resolve(readAnswer(Buffer.concat(parts))));
  });
}

export interface BackendAnswer {
  status: number;
  headers: [string, string][];
  body: Buffer;
}

function readAnswer(output: Buffer): BackendAnswer {
  const end = output.indexOf("\r\n\r\n");
  const lines = output.toString("latin1", 0, end).split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const status = headers.find(([name]) => name === "Status")?.[1] ?? "200";
  return {
    status: Number(status.slice(0, 3)),
    headers: headers.filter(([name]) => name !== "Status"),
    body: output.subarray(end + 4),
  };
}

export function sendAnswer(response: ServerResponse, answer: BackendAnswer): void {
  response.writeHead(answer.status, answer.headers.flat()).end(answer.body);
}
