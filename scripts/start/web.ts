/**
 * The web process: Next behind a server of ours, which tells pages who asks. Next would believe any
 * X-Forwarded-For, and a page cannot see the socket.
 */
import { createServer } from "node:http";
import next from "next";
import { environment } from "#lib/adapters/env/index.ts";
import { introduce } from "./introduce.ts";

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
  introduce(request, trustedProxies);
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
