import pg from "pg";
import type { Transaction } from "./client.ts";

const channel = "colophon_changed";

/** Tell every process, when the transaction commits, that pages with these tags are out of date. */
export async function announce(tx: Pick<Transaction, "$executeRaw">, tags: readonly string[]): Promise<void> {
  // A notification carries at most 8,000 bytes; more tags than fit mean "everything".
  const payload = JSON.stringify(tags.join(",").length < 7000 ? tags : ["*"]);
  await tx.$executeRaw`SELECT pg_notify(${channel}, ${payload})`;
}

/**
 * Listen for changes until `close`. `onChange` gets the tags; after a lost connection it gets `["*"]`, because what
 * was missed is unknown.
 */
export function listenForChanges(
  url: string,
  onChange: (tags: string[]) => void,
): { close(): Promise<void> } {
  let closed = false;
  let client: pg.Client | null = null;
  let wait = 250;

  async function connect(): Promise<void> {
    if (closed) return;
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    client = next;
    const again = () => {
      if (closed || client !== next) return;
      client = null;
      onChange(["*"]);
      setTimeout(() => void connect(), wait).unref();
      wait = Math.min(wait * 2, 10_000);
    };
    next.on("error", again);
    next.on("end", again);
    next.on("notification", ({ payload }) => onChange(payload ? (JSON.parse(payload) as string[]) : ["*"]));
    try {
      await next.connect();
      await next.query(`LISTEN ${channel}`);
      wait = 250;
      onChange(["*"]);
    } catch {
      again();
    }
  }

  void connect();
  return {
    async close() {
      closed = true;
      await client?.end().catch(() => undefined);
    },
  };
}
