import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { introduce } from "./introduce.ts";

/** What pages read after a request with these headers came over a real connection. */
async function introduced(headers: [string, string][], trustedProxies: number) {
  const server = createServer((request, response) => {
    introduce(request, trustedProxies);
    const { "x-colophon-client": client, "x-colophon-forwarded": forwarded } = request.headers;
    response.end(JSON.stringify({ client, forwarded }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
  const read = await answer.json();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return read;
}

const forged: [string, string][] = [
  ["X-Colophon-Client", "192.0.2.1"],
  ["X-Colophon-Forwarded", "no"],
];

describe("introduce", () => {
  it("gives the socket's address and believes no header without a proxy", async () => {
    expect(await introduced([], 0)).toEqual({ client: "127.0.0.1", forwarded: "no" });
    expect(await introduced([...forged, ["X-Forwarded-For", "192.0.2.1"]], 0)).toEqual({
      client: "127.0.0.1",
      forwarded: "yes",
    });
  });

  it("believes as many proxies as there are, over several lines of the header", async () => {
    const sent: [string, string][] = [
      ...forged,
      ["X-Forwarded-For", "192.0.2.1"],
      ["X-Forwarded-For", "198.51.100.7, 203.0.113.1"],
    ];
    expect(await introduced(sent, 1)).toEqual({ client: "203.0.113.1", forwarded: "yes" });
    expect(await introduced(sent, 2)).toEqual({ client: "198.51.100.7", forwarded: "yes" });
  });
});
