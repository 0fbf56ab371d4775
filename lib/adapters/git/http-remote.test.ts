import { spawn } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, vi } from "vitest";
import { type Scratch, scratched } from "./scratch-repository.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

/** git's own smart HTTP server behind Basic sign-in; `gate` may answer a request itself and return true. */
async function withHttp(
  scratch: Scratch,
  gate: (...args: Parameters<RequestListener>) => boolean,
  body: (url: string) => Promise<void>,
) {
  const server = createServer((request, response) => {
    if (gate(request, response)) return;
    const [path = "", query = ""] = (request.url ?? "").split("?");
    const backend = spawn("git", ["http-backend"], {
      env: {
        NODE_ENV: "test",
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: scratch.root,
        GIT_HTTP_EXPORT_ALL: "1",
        PATH_INFO: path,
        QUERY_STRING: query,
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
        HTTP_GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
        REMOTE_USER: "bot",
      },
    });
    request.pipe(backend.stdin);
    backend.stdin.on("error", () => {});
    const parts: Buffer[] = [];
    backend.stdout.on("data", (part: Buffer) => parts.push(part));
    backend.on("close", () => {
      const output = Buffer.concat(parts);
      const end = output.indexOf("\r\n\r\n");
      for (const line of output.toString("latin1", 0, end).split("\r\n")) {
        const [name = "", value = ""] = line.split(": ");
        if (name === "Status") response.statusCode = Number(value.slice(0, 3));
        else response.setHeader(name, value);
      }
      response.end(output.subarray(end + 4));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await body(`http://127.0.0.1:${(server.address() as AddressInfo).port}/remote.git`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const signature = { name: "Bo", email: "bo@example.org", date: "2026-02-01T00:00:00Z" };
const draft = (base: string) => ({
  base,
  changes: [{ path: "a.qmd", content: "fixed\n" }],
  author: signature,
  committer: signature,
  message: "Fix",
});
const credentials = { username: "x-access-token", password: "tok-hunter2" };
const wanted = `Basic ${Buffer.from("x-access-token:tok-hunter2").toString("base64")}`;

it(
  "a book on a web server is read and published with a token that only its server sees",
  scratched(async (scratch) => {
    const base = scratch.commit({ "a.qmd": "a\n" });
    scratch.gitIn(scratch.remote, "config", "http.receivepack", "true");
    const open = (...[request, response]: Parameters<RequestListener>) => {
      if (request.headers.authorization === wanted) return false;
      response.writeHead(401, { "WWW-Authenticate": 'Basic realm="book"' }).end();
      return true;
    };
    await withHttp(scratch, open, async (remote) => {
      const steps: string[] = [];
      const book = scratch.book({ remote, credentials, onProgress: ({ step }) => void steps.push(step) });
      expect(await book.repository.fetch()).toMatchObject({ ok: true, value: { head: base } });
      expect(steps).toContain("Counting objects");
      const published = await book.press.publish(draft(base));
      expect(published).toMatchObject({ ok: true, value: { alreadyThere: false } });
      const wrong = scratch.book({ remote, credentials: { ...credentials, password: "old-hunter2" } });
      const refused = await wrong.repository.fetch();
      expect(refused).toMatchObject({ ok: false, problem: { at: "remote:auth" } });
      expect(JSON.stringify(refused)).not.toContain("hunter2");
    });
  }),
);

it(
  "an account that may read but not write is told so, and nothing is asked twice",
  scratched(async (scratch) => {
    const base = scratch.commit({ "a.qmd": "a\n" });
    let writes = 0;
    const readOnly = (...[request, response]: Parameters<RequestListener>) => {
      if (!request.url?.includes("git-receive-pack")) return false;
      writes++;
      response.writeHead(403).end();
      return true;
    };
    await withHttp(scratch, readOnly, async (remote) => {
      const book = scratch.book({ remote });
      await book.repository.fetch();
      const refused = await book.press.publish(draft(base));
      expect(refused).toMatchObject({
        problem: { code: "publish.refused", message: expect.stringContaining("may not write") },
      });
      expect(writes).toBe(1);
    });
  }),
);

it(
  "a write is never redirected to another repository, while reading follows",
  scratched(async (scratch) => {
    const base = scratch.commit({ "a.qmd": "a\n" });
    scratch.gitIn(scratch.remote, "config", "http.receivepack", "true");
    const moved = (...[request, response]: Parameters<RequestListener>) => {
      if (!request.url?.startsWith("/old.git")) return false;
      response.writeHead(301, { Location: request.url.replace("/old.git", "/remote.git") }).end();
      return true;
    };
    await withHttp(scratch, moved, async (remote) => {
      const book = scratch.book({ remote: remote.replace("remote.git", "old.git") });
      expect(await book.repository.fetch()).toMatchObject({
        ok: true,
        value: { head: base, movedTo: remote },
      });
      const refused = await book.press.publish(draft(base));
      expect(refused).toMatchObject({ ok: false, problem: { at: "remote:moved" } });
      expect(scratch.gitIn(scratch.remote, "rev-parse", "main")).toBe(base);
    });
  }),
);

it(
  "a reply that is lost on the way back does not publish twice",
  scratched(async (scratch) => {
    const base = scratch.commit({ "a.qmd": "a\n" });
    scratch.gitIn(scratch.remote, "config", "http.receivepack", "true");
    // git's own transport may repeat a request on a dropped connection; the compare-and-swap makes that harmless.
    const dropReply = (...[request, response]: Parameters<RequestListener>) => {
      if (request.method === "POST" && request.url?.endsWith("/git-receive-pack")) {
        response.end = (() => {
          request.socket.destroy();
          return response;
        }) as typeof response.end;
      }
      return false;
    };
    await withHttp(scratch, dropReply, async (remote) => {
      const book = scratch.book({ remote });
      await book.repository.fetch();
      const published = await book.press.publish(draft(base));
      expect(published).toMatchObject({ ok: true, value: { alreadyThere: true } });
      expect(await book.press.publish(draft(base))).toEqual(published);
      expect(scratch.gitIn(scratch.remote, "rev-list", "--count", "main")).toBe("2");
    });
  }),
);
