import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";

/** How to reach the cluster of a folder: kept in `connection.json` beside it, readable by the owner only. */
export interface Connection {
  port: number;
  password: string;
}

export const user = "colophon";
export const database = "colophon";

export async function readConnection(folder: string): Promise<Connection | undefined> {
  const text = await readFile(join(folder, "connection.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { port, password } = JSON.parse(text) as Partial<Connection>;
    return typeof port === "number" && typeof password === "string" ? { port, password } : undefined;
  } catch {
    return undefined;
  }
}

export async function writeConnection(folder: string, connection: Connection): Promise<void> {
  const path = join(folder, "connection.json");
  await writeFile(`${path}.new`, `${JSON.stringify(connection)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

export function newPassword(): string {
  return randomBytes(24).toString("base64url");
}

export function connectionUrl({ port, password }: Connection, name = database): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`;
}

/** Ask the system for a loopback port nobody listens on, or check that a wanted one is free. */
export async function freePort(wanted = 0): Promise<number | undefined> {
  return await new Promise((resolve) => {
    const probe = createServer();
    probe.on("error", () => resolve(undefined));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
