const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/iu;

/**
 * Who asks. Each of the `proxies` in front adds the address it was asked from at the end of `X-Forwarded-For`, so with
 * two of them the second address from the end of (header, socket) is believed, and so on; what stands before it was
 * written by the client. A chain that is too short gives its first address: it came past a proxy that should be there.
 */
export function clientAddress(socket: string, forwardedFor: string, proxies: number): string {
  if (proxies === 0) return plain(socket);
  const chain = forwardedFor
    .split(",")
    .map((each) => plain(each.trim()))
    .filter((each) => each !== "");
  return [...chain, plain(socket)].at(-1 - Math.min(proxies, chain.length)) ?? "";
}

/** Without brackets, port and zone: `[2001:db8::1]:443` and `203.0.113.7:443` as some proxies write them. */
function plain(address: string): string {
  const bare = /^\[([^\]]*)\]/u.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/u, "$1");
  const whole = bare.split("%")[0] ?? "";
  return (mapped.exec(whole)?.[1] ?? whole).toLowerCase();
}

/** What is counted as one origin: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  const whole = plain(address);
  if (!whole.includes(":")) return whole;
  const [head = "", tail] = whole.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
