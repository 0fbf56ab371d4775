/**
 * The web process: Next behind a server of ours, which tells pages who asks. Next would believe any
 * X-Forwarded-For, and a page cannot see the socket.
 */
import { createServer, type IncomingMessage } from "node:http";
import next from "next";
import { environment } from "#lib/adapters/env/index.ts";
import { clientAddress, clientHeader, forwardedHeader, isForwarded } from "#lib/core/network/index.ts";

const { host, port, trustedProxies } = environment().web;
const server = createServer();
const app = next({
  dev: process.argv.includes("--dev"),
  hostname: host,
  port,
  httpServer: server,
});
await app.prepare();
const answer = app.getRequestHandler();

server.on("request", (request, response) => {
  introduce(request);
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  });
});
server.listen({ port, host });

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());

/** Finish what was asked, then end. */
async function stop(): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  await app.close();
  process.exit(0);
}

/** Overwrite what the client says of itself with what the socket and the configured proxies say. */
function introduce({ headers, socket }: IncomingMessage): void {
  const forwardedFor = [headers["x-forwarded-for"] ?? []].flat().join(",");
  headers[clientHeader] = clientAddress(socket.remoteAddress ?? "", forwardedFor, trustedProxies);
  headers[forwardedHeader] = isForwarded(Object.keys(headers)) ? "yes" : "no";
}
