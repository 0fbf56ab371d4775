import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createWorks } from "./index.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A resolver that answers like this; its address. */
async function resolver(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const entry = "@article{Hopper_1952, title={The Education of a Computer}, year={1952} }";

describe("looking a work up by its DOI", () => {
  it("asks for BibTeX, under the DOI as it is written", async () => {
    const asked: unknown[] = [];
    const address = await resolver((request, response) => {
      asked.push(request.url, request.headers.accept);
      response.end(` ${entry}\n`);
    });
    expect(await createWorks(address).bibtex("10.1145/609784.609818<a>")).toEqual({ ok: true, value: entry });
    expect(asked).toEqual(["/10.1145/609784.609818%3Ca%3E", "application/x-bibtex"]);
  });

  it("follows the resolver's own redirects, and none to where a DOI's owner leads it", async () => {
    let reached = 0;
    const elsewhere = await resolver((_request, response) => {
      reached++;
      response.end(entry);
    });
    const address = await resolver((request, response) => {
      const to = request.url === "/10.1/own" ? "/moved" : elsewhere;
      if (request.url === "/moved") response.end(entry);
      else response.writeHead(302, { location: to }).end();
    });
    const works = createWorks(address);
    expect(await works.bibtex("10.1/own")).toEqual({ ok: true, value: entry });
    expect(await works.bibtex("10.1/other")).toMatchObject({ ok: false, problem: { code: "not-found" } });
    expect(reached).toBe(0);
  });

  it("says what to do when nothing is known, nothing answers, or nothing is to be asked", async () => {
    const address = await resolver((request, response) => {
      if (request.url === "/10.1/page") response.end("<html>a landing page</html>");
      else if (request.url === "/10.1/huge") response.end(`@${"x".repeat(200_000)}`);
      else if (request.url === "/10.1/busy") response.writeHead(503).end();
      else if (request.url === "/10.1/round") response.writeHead(302, { location: "/10.1/round" }).end();
      else if (request.url !== "/10.1/never") response.writeHead(404).end();
    });
    const works = createWorks(address, 300);
    const codeOf = async (doi: string) => {
      const found = await works.bibtex(doi);
      expect(found.ok ? "" : found.problem.message).toContain("paste its BibTeX entry");
      return found.ok ? "found" : found.problem.code;
    };
    expect(await codeOf("10.1/nothing")).toBe("not-found");
    expect(await codeOf("10.1/page")).toBe("not-found");
    expect(await codeOf("10.1/round")).toBe("not-found");
    expect(await codeOf("10.1/huge")).toBe("storage.unavailable");
    expect(await codeOf("10.1/busy")).toBe("storage.unavailable");
    expect(await codeOf("10.1/never")).toBe("storage.unavailable");
    const off = await createWorks(null).bibtex("10.1/x");
    expect(off).toMatchObject({ ok: false, problem: { code: "not-found" } });
  });
});
