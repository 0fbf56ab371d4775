/** Whether a host name or address can only be reached from this machine (RFC 1122 3.2.1.3, RFC 4291 2.5.3, RFC 6761 6.3). */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (name === "localhost" || name.endsWith(".localhost") || name === "::1") return true;
  const groups = /^127\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(name)?.slice(1);
  return groups?.every((group) => Number(group) <= 255 && String(Number(group)) === group) ?? false;
}

/** Whether a `Host` header (a name or an address, perhaps with a port) names this machine. */
export function isLoopbackHost(host: string): boolean {
  return isLoopback(host.replace(/:\d{1,5}$/u, ""));
}
