import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gunzipSync, gzipSync } from "node:zlib";
import { pageStore } from "./store.ts";

/** Said anew with every answer, or only of one connection. */
const passing = new Set(["date", "connection", "keep-alive", "transfer-encoding", "content-length"]);

/** The path of a request for a whole page, which is the same for everyone; null for anything else. */
function pageOf({ method, url, headers }: IncomingMessage): string | null {
  // Next's router asks for a page's data at the same address.
  const isPage = (method === "GET" || method === "HEAD") && headers.rsc === undefined;
  return isPage && url?.startsWith("/read/") && !url.includes("?") ? url : null;
}

/** Answer with the page kept for this address, if there is one: true when it did. A reader who has it is told so. */
export function answerFromStore(request: IncomingMessage, response: ServerResponse): boolean {
  const path = pageOf(request);
  const kept = path === null ? null : pageStore().answer(path);
  if (!kept) return false;
  for (const [name, value] of Object.entries(kept.headers)) response.setHeader(name, value);
  response.setHeader("ETag", kept.etag);
  // A browser keeps the page and asks whether it is still the one.
  response.setHeader("Cache-Control", "public, max-age=0, must-revalidate");
  const known = request.headers["if-none-match"]?.split(/\s*,\s*/u) ?? [];
  if (known.includes(kept.etag)) {
    response.removeHeader("Content-Type");
    response.writeHead(304).end();
    return true;
  }
  const takesGzip = /\bgzip\b/u.test(String(request.headers["accept-encoding"] ?? ""));
  const body = takesGzip ? kept.gzip : gunzipSync(kept.gzip);
  if (takesGzip) response.setHeader("Content-Encoding", "gzip");
  response.setHeader("Content-Length", body.byteLength);
  response.writeHead(200).end(request.method === "HEAD" ? undefined : body);
  return true;
}

/**
 * Keep what Next answers from its cache for this request, so that it is put together and compressed once and not for
 * every reader. Call before Next handles the request.
 */
export function keepAnswer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.method === "GET" ? pageOf(request) : null;
  const present = path === null ? null : pageStore().present(path);
  if (path === null || !present) return;
  const chunks: Buffer[] = [];
  const take = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === "string")
      chunks.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const { write, end } = response;
  response.write = function (this: ServerResponse, ...given: unknown[]) {
    take(given[0], given[1]);
    return Reflect.apply(write, this, given);
  } as typeof write;
  response.end = function (this: ServerResponse, ...given: unknown[]) {
    take(given[0], given[1]);
    return Reflect.apply(end, this, given);
  } as typeof end;
  response.once("finish", () => {
    const said = response.getHeaders();
    const encoding = said["content-encoding"];
    const isWhole =
      response.statusCode === 200 &&
      said["x-nextjs-cache"] === "HIT" &&
      said["set-cookie"] === undefined &&
      String(said["content-type"]).startsWith("text/html") &&
      (encoding === undefined || encoding === "gzip");
    if (!isWhole) return;
    const body = Buffer.concat(chunks);
    const gzip = encoding === "gzip" ? body : gzipSync(body);
    const headers = Object.fromEntries(
      Object.entries(said).flatMap(([name, value]) =>
        value === undefined || passing.has(name) || name === "content-encoding"
          ? []
          : [[name, typeof value === "number" ? String(value) : value]],
      ),
    );
    const etag = `W/"${createHash("sha256").update(gzip).digest("base64url").slice(0, 22)}"`;
    pageStore().keepAnswer(path, present, { headers, gzip, etag });
  });
}
