import { setTimeout as delay } from "node:timers/promises";
import autocannon from "autocannon";
import pg from "pg";
import { benchBook, longest, middling } from "../book.ts";
import { firstBytes } from "../first-byte.ts";
import { percentile } from "../measure.ts";
import { parentOf, residentBytes, residentOf } from "../memory.ts";
import { type Row, row, type Target } from "../row.ts";
import { type BenchSite, startSite } from "../site.ts";
import { syncedBook } from "../synced-book.ts";
import { inTemporaryFolder } from "../temporary.ts";

const below = (bound: number): Target => ({ bound, good: "below" });

/** Milliseconds after the first sync by which the drawing threads have ended: idle ones live 20 seconds. */
const settling = 45_000;

/** The site as people run it: how soon a stored chapter begins to arrive, and what the processes hold meanwhile. */
export async function run(): Promise<Row[]> {
  const book = await benchBook();
  return inTemporaryFolder(async (folder) => {
    const site = await startSite(book, folder);
    const database = new pg.Client({ connectionString: site.databaseUrl });
    try {
      await database.connect();
      const slug = await syncedBook(database);
      const settled = delay(settling);
      const fresh = memory(site);
      const rows: Row[] = [];
      for (const [what, chapter] of [
        ["middling chapter", middling(book)],
        ["longest chapter", longest(book)],
      ] as const) {
        const url = `${site.url}/read/${slug}/${chapter.slug}`;
        const name = `${what} (${Math.round(chapter.bytes / 1000)} kB source)`;
        const first = await firstBytes(url, 1, 1);
        rows.push(row("serve", `${name}: first byte, never asked for before`, first[0] ?? Number.NaN, "ms"));
        // The page is kept from here on; some more answers warm the process up.
        await firstBytes(url, 50, 5);
        for (const [side, words] of [
          [1, "one at a time"],
          [10, "ten at a time"],
        ] as const) {
          const times = await firstBytes(url, 300, side);
          rows.push(
            row("serve", `${name}: first byte, p95, ${words}`, percentile(times, 95), "ms", {
              target: below(20),
            }),
          );
        }
      }
      await settled;
      const url = `${site.url}/read/${slug}/${middling(book).slug}`;
      const { load, most } = await watched(site, () =>
        autocannon({ url, connections: 10, duration: 10, headers: { "accept-encoding": "gzip" } }),
      );
      const backend = await database.query("SELECT pg_backend_pid() AS pid");
      const postgres = residentBytes(parentOf(Number(backend.rows[0].pid)));
      return [
        ...rows,
        row("serve", "middling chapter: answers per second, ten at a time", load.requests.average, "/s"),
        row("serve", "memory of all of Colophon's processes right after the first sync", fresh.all, "MB"),
        row("serve", "memory of all of Colophon's processes while serving, highest", most.all, "MB", {
          target: below(600),
        }),
        row("serve", "of it the web process", most.web, "MB"),
        row("serve", "of it the worker", most.worker, "MB"),
        row("serve", "PostgreSQL besides (its shared memory counted in every process)", postgres / 1e6, "MB"),
      ];
    } finally {
      await database.end().catch(() => undefined);
      await site.stop();
    }
  });
}

/** What the processes hold at most while `work` goes on, looked at twice a second. */
async function watched<T>(site: BenchSite, work: () => Promise<T>): Promise<{ load: T; most: Held }> {
  let most = memory(site);
  const look = setInterval(() => {
    const now = memory(site);
    if (now.all > most.all) most = now;
  }, 500);
  try {
    const load = await work();
    return { load, most };
  } finally {
    clearInterval(look);
  }
}

interface Held {
  web: number;
  worker: number;
  all: number;
}

/** Megabytes of the processes, PostgreSQL left out. */
function memory({ processes: { supervisor, web, worker } }: BenchSite): Held {
  const held = { web: residentBytes(web) / 1e6, worker: residentBytes(worker) / 1e6 };
  return { ...held, all: held.web + held.worker + residentOf(supervisor) / 1e6 };
}
