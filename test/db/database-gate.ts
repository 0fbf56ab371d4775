import { connect, createServer, type Socket } from "node:net";

/**
 * A way to the database that can be shut, which breaks what goes through it, and opened again: a restart, seen from
 * outside.
 */
export async function openGate(databaseUrl: string) {
  const to = new URL(databaseUrl);
  const through = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(to.port || 5432), to.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      through.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        through.delete(one);
        other.destroy();
      });
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  await listen(0);
  const { port } = server.address() as { port: number };
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  const shut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of through) socket.destroy();
    });
  return { url: url.href, shut, open: () => listen(port) };
}
