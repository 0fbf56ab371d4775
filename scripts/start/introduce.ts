import type { IncomingMessage } from "node:http";
import { clientAddress, clientHeader, forwardedHeader, isForwarded } from "#lib/core/network/index.ts";

/**
 * Tell pages who asks: overwrite what the client says of itself in the headers of ours with what the socket and the
 * configured proxies say. Several `X-Forwarded-For` lines are one list (RFC 9110 5.3).
 */
export function introduce(
  { headers, socket }: Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } },
  trustedProxies: number,
): void {
  const forwardedFor = [headers["x-forwarded-for"] ?? []].flat().join(",");
  headers[clientHeader] = clientAddress(socket.remoteAddress ?? "", forwardedFor, trustedProxies);
  headers[forwardedHeader] = isForwarded(Object.keys(headers)) ? "yes" : "no";
}
