import pg from "pg";
import type { Transaction } from "./client.ts";

const channel = "colophon_changed";

/** Tell every process, when the transaction commits, that the pages at and below these paths are out of date. */
export async function announce(
  tx: Pick<Transaction, "$executeRaw">,
  paths: readonly string[],
): Promise<void> {
  // A notification carries at most 8,000 bytes; more than fits means "everything".
  const payload = JSON.stringify(paths.join(",").length < 7000 ? paths : ["*"]);
  await tx.$executeRaw`SELECT pg_notify(${channel}, ${payload})`;
}

/** What a listener is told: the paths that changed, and whether it can hear at all. */
export interface ChangeListener {
  changed(paths: string[]): void;
  hearing(yes: boolean): void;
}

/** Listen for changes until `close`; a lost connection is told at once and made again. */
export function listenForChanges(url: string, listener: ChangeListener): { close(): Promise<void> } {
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
      listener.hearing(false);
      setTimeout(() => void connect(), wait).unref();
      wait = Math.min(wait * 2, 10_000);
    };
    next.on("error", again);
    next.on("end", again);
    next.on("notification", ({ payload }) =>
      listener.changed(payload ? (JSON.parse(payload) as string[]) : ["*"]),
    );
    try {
      await next.connect();
      await next.query(`LISTEN ${channel}`);
      wait = 250;
      listener.hearing(true);
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
