/**
 * The web process: Next behind a server of ours, which tells pages who asks. Next would believe any
 * X-Forwarded-For, and a page cannot see the socket.
 */
import { createServer } from "node:http";
import type { Duplex } from "node:stream";
import next from "next";
import { environment } from "#lib/adapters/env/index.ts";
import { answerFromStore, keepAnswer } from "#lib/adapters/page-cache/index.ts";
import { introduce } from "./introduce.ts";

const { host, port, trustedProxies } = environment().web;
const server = createServer();
const development = process.argv.includes("--dev");
const app = next({
  dev: development,
  hostname: host,
  port,
  httpServer: server,
});
await app.prepare();
const answer = app.getRequestHandler();

server.on("request", (request, response) => {
  introduce(request, trustedProxies);
  if (!development) {
    if (answerFromStore(request, response)) return;
    keepAnswer(request, response);
  }
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  });
});
// Connections that pages being written keep open (`npm run dev`) are not the server's any more, and would keep it.
const kept = new Set<Duplex>();
server.on("upgrade", (_, socket) => {
  kept.add(socket);
  socket.once("close", () => kept.delete(socket));
});
server.listen({ port, host });

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());

/** Finish what was asked, then end. */
async function stop(): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    for (const socket of kept) socket.destroy();
  });
  await app.close();
  process.exit(0);
}
