import { setTimeout as delay } from "node:timers/promises";
import autocannon from "autocannon";
import pg from "pg";
import { benchBook, longest } from "../book.ts";
import { firstBytes } from "../first-byte.ts";
import { percentile, timed } from "../measure.ts";
import { parentOf, residentBytes, residentOf } from "../memory.ts";
import { type Row, row, type Target } from "../row.ts";
import { type BenchSite, startSite } from "../site.ts";
import { inTemporaryFolder } from "../temporary.ts";

const below = (bound: number): Target => ({ bound, good: "below" });

/** The site as people run it: how soon a stored chapter begins to arrive, and what the processes hold meanwhile. */
export async function run(): Promise<Row[]> {
  const book = await benchBook();
  return inTemporaryFolder(async (folder) => {
    const site = await startSite(book, folder);
    const database = new pg.Client({ connectionString: site.databaseUrl });
    try {
      await database.connect();
      const slug = await syncedBook(database);
      const url = `${site.url}/read/${slug}/${longest(book).slug}`;
      const uncached = await timed(() => firstBytes(url, 1, 1));
      // What was stored a moment ago is there; the first answers warm the process up.
      await firstBytes(url, 50, 5);
      const alone = await firstBytes(url, 500, 1);
      const side = await firstBytes(url, 1000, 10);
      const load = await autocannon({ url, connections: 10, duration: 10 });
      const held = memory(site);
      const backend = await database.query("SELECT pg_backend_pid() AS pid");
      const postgres = residentBytes(parentOf(Number(backend.rows[0].pid)));
      const size = `longest chapter (${Math.round(load.throughput.average / load.requests.average / 1000)} kB page)`;
      return [
        row("serve", `first request for the ${size}`, uncached.ms, "ms"),
        row("serve", "first byte, p95, one at a time", percentile(alone, 95), "ms", { target: below(20) }),
        row("serve", "first byte, p95, ten at a time", percentile(side, 95), "ms", { target: below(20) }),
        row("serve", "answers per second, ten at a time", load.requests.average, "/s"),
        row("serve", "resident memory of all of Colophon's processes", held.all, "MB", {
          target: below(600),
        }),
        row("serve", "of it the web process", held.web, "MB"),
        row("serve", "of it the worker", held.worker, "MB"),
        row("serve", "PostgreSQL besides (its shared memory counted in every process)", postgres / 1e6, "MB"),
      ];
    } finally {
      await database.end().catch(() => undefined);
      await site.stop();
    }
  });
}

/** Wait until the book's first sync is stored; its slug. Throws what the sync says when it fails. */
async function syncedBook(database: pg.Client): Promise<string> {
  for (let waited = 0; waited < 600; waited++) {
    const { rows } = await database.query(
      "SELECT book.slug, book.head, sync.state, sync.problem FROM book JOIN sync ON sync.book_id = book.id",
    );
    const [first] = rows;
    if (first?.state === "failed") throw new Error(`The book could not be taken in: ${first.problem}`);
    if (first?.state === "done" && first.head !== null) return String(first.slug);
    await delay(250);
  }
  throw new Error("The book was not taken in within 150 seconds.");
}

/** Megabytes of the processes, PostgreSQL left out. */
function memory({ processes: { supervisor, web, worker } }: BenchSite): {
  web: number;
  worker: number;
  all: number;
} {
  const megabytes = (pid: number) => residentBytes(pid) / 1e6;
  const own = residentOf(supervisor) / 1e6;
  const held = { web: megabytes(web), worker: megabytes(worker) };
  return { ...held, all: held.web + held.worker + own };
}
