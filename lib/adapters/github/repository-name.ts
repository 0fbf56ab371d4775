/**
 * The owner and name in a repository's address at this GitHub server, in the ways git writes it (https, ssh, scp);
 * null for an address elsewhere.
 * @param serverUrl `https://github.com`, or an Enterprise server
 */
export function repositoryName(remote: string, serverUrl: string): { owner: string; name: string } | null {
  const server = URL.parse(serverUrl);
  if (!server) return null;
  const scp = /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(remote);
  const url = scp ? null : URL.parse(remote);
  const path = scp?.[2] ?? url?.pathname;
  const sameHost = scp
    ? scp[1] === server.hostname
    : url?.protocol === "ssh:"
      ? url.hostname === server.hostname
      : url?.host === server.host && /^https?:$/.test(url.protocol);
  if (!sameHost || path === undefined) return null;
  const [owner, name, ...more] = path
    .replace(/^\/+/, "")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "")
    .split("/");
  return owner && name && more.length === 0 ? { owner, name } : null;
}
