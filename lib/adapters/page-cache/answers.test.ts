import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerFromStore, keepAnswer, pageStore } from "./index.ts";

/** Stands where Next stands: says a page from its cache. */
let asked: string[];
let server: Server;
let url: string;
let next: { status: number; cache: string; body: string };

beforeEach(async () => {
  asked = [];
  next = { status: 200, cache: "HIT", body: "<p>one</p>" };
  pageStore().listening = true;
  pageStore().set("/read/b/c", next.body, [], 100);
  server = createServer((request: IncomingMessage, response) => {
    if (answerFromStore(request, response)) return;
    keepAnswer(request, response);
    asked.push(request.url ?? "");
    response.setHeader("x-nextjs-cache", next.cache);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.statusCode = next.status;
    if (!request.headers["accept-encoding"]?.includes("gzip")) response.end(next.body);
    else {
      response.setHeader("content-encoding", "gzip");
      const bytes = gzipSync(next.body);
      response.write(bytes.subarray(0, 5));
      response.end(bytes.subarray(5));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  pageStore().forget(["*"]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers });
const text = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text();

describe("a kept answer", () => {
  it("is what Next answered, without asking it again, for readers with and without compression", async () => {
    expect(await text("/read/b/c")).toBe(next.body);
    expect(await text("/read/b/c")).toBe(next.body);
    expect(await text("/read/b/c", { "accept-encoding": "identity" })).toBe(next.body);
    expect(asked).toHaveLength(1);
  });

  it("tells a browser that has the page that it is still the one", async () => {
    await text("/read/b/c");
    const etag = (await get("/read/b/c")).headers.get("etag") ?? "";
    const again = await get("/read/b/c", { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("is gone with its page", async () => {
    await text("/read/b/c");
    pageStore().forget(["/read/b"]);
    next.body = "<p>two</p>";
    expect(await text("/read/b/c")).toBe("<p>two</p>");
  });

  it("is not made of what Next did not have in its cache, of an error, or of other requests", async () => {
    next.cache = "MISS";
    await text("/read/b/c");
    next.cache = "HIT";
    next.status = 500;
    await text("/read/b/c");
    next.status = 200;
    await text("/read/b/c?x=1");
    await text("/read/b/c", { rsc: "1" });
    expect(pageStore().answer("/read/b/c")).toBeNull();
  });

  it("is not kept of a page that was forgotten while it was sent", async () => {
    const present = pageStore().present("/read/b/c");
    pageStore().forget(["*"]);
    pageStore().set("/read/b/c", "new", [], 10);
    pageStore().keepAnswer("/read/b/c", present ?? {}, { headers: {}, gzip: new Uint8Array(), etag: "" });
    expect(pageStore().answer("/read/b/c")).toBeNull();
  });
});
