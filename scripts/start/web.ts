/**
 * The web process: Next behind a server of ours, which tells pages who asks. Next would believe any
 * X-Forwarded-For, and a page cannot see the socket.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import next from "next";
import { environment } from "#lib/adapters/env/index.ts";
import { answerFromStore, keepAnswer } from "#lib/adapters/page-cache/index.ts";
import { refuseUpgrade } from "#lib/adapters/together/refuse-upgrade.ts";
import { roomPath } from "#lib/core/together/index.ts";
import { introduce } from "./introduce.ts";

const { host, port, trustedProxies } = environment().web;
const server = createServer();
const development = process.argv.includes("--dev");
// Next would take every upgrade there is, and may pass one on to where a request says. It listens here instead, where
// only what a page being written needs (`npm run dev`) is handed to it.
const nextUpgrades = createServer();
const app = next({
  dev: development,
  hostname: host,
  port,
  httpServer: nextUpgrades,
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
// Connections that were upgraded are not the server's any more, and would keep it.
const kept = new Set<Duplex>();
server.on("upgrade", (request, socket, head) => {
  kept.add(socket);
  socket.once("close", () => kept.delete(socket));
  const path = request.url?.split("?")[0] ?? "";
  if (path === roomPath) openRoom()(request, socket, head);
  else if (development && path.startsWith("/_next/")) nextUpgrades.emit("upgrade", request, socket, head);
  else refuseUpgrade(socket, "404 Not Found");
});
server.listen({ port, host });

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());

/** The door to drafts that several people write. lib/server.ts, which Next has loaded, leaves it where this finds it. */
function openRoom(): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const place = globalThis as { [key: symbol]: unknown };
  const open = place[Symbol.for("colophon.rooms")] as ReturnType<typeof openRoom> | undefined;
  return open ?? ((_, socket) => refuseUpgrade(socket, "503 Service Unavailable"));
}

/** Finish what was asked, then end. */
async function stop(): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    for (const socket of kept) socket.destroy();
  });
  await app.close();
  process.exit(0);
}
