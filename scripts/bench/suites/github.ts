import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { freePort } from "#lib/adapters/postgres/index.ts";
import { type Forge, startForge } from "#test/support/forge/index.ts";
import { drain } from "../drain.ts";
import { generatedBook, wordsOf } from "../generated-book.ts";
import { note, percentile } from "../measure.ts";
import { type Row, row, type Target } from "../row.ts";
import { startSiteOf } from "../site.ts";
import { syncedBook } from "../synced-book.ts";
import { inTemporaryFolder } from "../temporary.ts";

const below = (bound: number): Target => ({ bound, good: "below" });
/** Pushes that are measured, after some that warm up. */
const pushes = 20;
const warming = 3;

/** From a push at GitHub to the new page, by webhook, for a book and for one with ten times the files. */
export async function run(): Promise<Row[]> {
  const small = await pushedPages(40);
  note("github: the same with ten times the chapters …");
  const large = await pushedPages(400);
  note("github: a thousand deliveries, the worker killed twenty times …");
  const drained = await drain();
  const [one, ten] = [percentile(small.times, 95), percentile(large.times, 95)];
  return [
    row("github", "push until the new page is served, p95, 40 chapters", one, "ms", { target: below(2000) }),
    row("github", "push until the new page is served, p95, 400 chapters", ten, "ms"),
    row(
      "github",
      "ten times the files, in times of the others (medians)",
      ratio(large.times, small.times),
      "×",
      {
        target: below(1.2),
      },
    ),
    row("github", "calls of GitHub's interface for one push", Math.max(small.calls, large.calls), "", {
      target: below(3),
    }),
    row("github", `${drained.deliveries} deliveries, ${drained.kills} kills: lost`, drained.lost, "", {
      target: below(0),
    }),
    row("github", "of them taken in twice", drained.doubled, "", { target: below(0) }),
    row("github", "of them left undone", drained.unhandled, "", { target: below(0) }),
    row("github", "until all were taken in, kills included", drained.seconds, "s"),
  ];
}

function ratio(many: readonly number[], few: readonly number[]): number {
  return percentile(many, 50) / percentile(few, 50);
}

/** Milliseconds from each push to the page that shows it, and the most calls that one push cost. */
async function pushedPages(chapters: number): Promise<{ times: number[]; calls: number }> {
  return inTemporaryFolder(async (folder) => {
    const forge = await startForge();
    forge.addPerson("ada");
    const repository = await forge.addRepository("ada/book", { files: generatedBook(chapters) });
    const port = await freePort();
    const secret = "a secret for the bench alone, of no use to anybody";
    forge.addHook(repository, { url: `http://127.0.0.1:${port}/api/hooks/github`, secret, events: ["push"] });
    const site = await startSiteOf(folder, {
      PORT: String(port),
      BOOK_REMOTE: forge.gitUrl(repository),
      GITHUB_SERVER_URL: forge.url,
      GITHUB_API_URL: forge.apiUrl,
      GITHUB_TOKEN: forge.addToken("ada"),
      GITHUB_WEBHOOK_SECRET: secret,
    });
    const database = new pg.Client({ connectionString: site.databaseUrl });
    try {
      await database.connect();
      const slug = await syncedBook(database);
      const times: number[] = [];
      let calls = 0;
      for (let turn = 0; turn < pushes + warming; turn++) {
        const chapter = 1 + ((turn * 7) % chapters);
        const asked = forge.requests.length;
        const began = performance.now();
        await push(forge, repository, chapter, `pushed${turn}`);
        await shown(`${site.url}/read/${slug}/chapter-${chapter}`, `pushed${turn}`);
        if (turn >= warming) {
          times.push(performance.now() - began);
          calls = Math.max(calls, forge.requests.length - asked);
        }
      }
      return { times, calls };
    } finally {
      await database.end().catch(() => undefined);
      await site.stop();
      await forge.close();
    }
  });
}

type Repository = Awaited<ReturnType<Forge["addRepository"]>>;

async function push(forge: Forge, repository: Repository, chapter: number, word: string): Promise<void> {
  const text = `${wordsOf(chapter)}\n\nA paragraph that says ${word}.\n`;
  await forge.commit(repository, { [`chapter-${chapter}.qmd`]: text });
}

/** Until the page has the word, or half a minute is over. */
async function shown(url: string, word: string): Promise<void> {
  for (const end = performance.now() + 30_000; performance.now() < end; await delay(10)) {
    const page = await fetch(url);
    if ((await page.text()).includes(word)) return;
  }
  throw new Error(`${url} does not show ${word}.`);
}
