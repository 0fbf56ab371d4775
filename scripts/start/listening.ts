import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Sentence } from "./sentence.ts";

/** Throws a Sentence when this address cannot be listened on. */
export async function checkAddress(host: string, port: number): Promise<void> {
  const code = await new Promise<string | undefined>((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
  if (code === undefined) return;
  if (code === "EADDRINUSE") {
    throw new Sentence(
      `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start.`,
    );
  }
  if (code === "EACCES") {
    throw new Sentence(
      `Port ${port} needs more rights than you have. Choose one above 1023: PORT=3000 npm start.`,
    );
  }
  throw new Sentence(
    `HOST=${host} is not an address of this machine (${code}). Leave HOST out, or set HOST=0.0.0.0.`,
  );
}

/** The address to ask this machine itself at, for a server that listens on `host`. */
export function ownAddress(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** Wait until the server answers anything at all; false when it did not within `seconds` or the wait was called off. */
export async function answersWithin(url: string, seconds: number, signal: AbortSignal): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end && !signal.aborted) {
    try {
      const response = await fetch(`${url}/healthz`, {
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
      });
      await response.body?.cancel();
      if (response.status < 500) return true;
    } catch {
      // Not yet.
    }
    await delay(50);
  }
  return false;
}
