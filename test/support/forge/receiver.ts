import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { readBody } from "./serve-rest.ts";

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks that keeps what it got. `answer` is the status it gives. */
export async function startReceiver() {
  const received: Received[] = [];
  const receiver = { url: "", received, answer: 202, close: async () => {} };
  const server = createServer((request, response) => {
    void readBody(request).then((bytes) => {
      received.push({ headers: request.headers, body: bytes.toString("utf8") });
      response.writeHead(receiver.answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  receiver.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return receiver;
}
