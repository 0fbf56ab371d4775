import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { CDPSession, Page } from "playwright-core";
import { build } from "vite";
import { launchBrowser } from "#test/harness/index.ts";
import { root } from "../bootstrap/runtime.mjs";
import { type BenchBook, longest } from "./book.ts";
import { percentile } from "./measure.ts";
import { type Row, row } from "./row.ts";
import { startSite } from "./site.ts";
import { syncedBook } from "./synced-book.ts";
import { inTemporaryFolder } from "./temporary.ts";

const letters = "the quick brown fox jumps over the lazy dog again and again ";
const opening = { bound: 1500, good: "below" } as const;
const key = { bound: 16, good: "below" } as const;

/**
 * The longest chapter in a browser: how soon it can be typed in, and what one key costs. Beside it Tiptap as it comes with its own Markdown, on the same text.
 */
export async function typingInBrowser(book: BenchBook): Promise<Row[]> {
  const chapter = longest(book);
  const browser = await launchBrowser();
  try {
    const plain = await plainTiptap(await browser.newPage(), chapter.source);
    const own = await inTemporaryFolder(async (folder) => {
      const site = await startSite(book, folder);
      const database = new pg.Client({ connectionString: site.databaseUrl });
      try {
        await database.connect();
        const slug = await syncedBook(database);
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        await page.goto(`${site.url}/sign-in?to=/notifications`);
        await page.click("form:has(input[value=contributor]) button");
        await page.waitForURL(`${site.url}/notifications`);
        const open = async () => {
          await page.goto(`${site.url}/propose/${slug}/${chapter.slug}`, { waitUntil: "commit" });
          await page.locator(".ed-text > p").first().waitFor();
          return page.evaluate(async () => {
            await new Promise(requestAnimationFrame);
            return performance.now();
          });
        };
        // The first opening also makes the draft and fills the browser's cache.
        await open();
        const opened = percentile([await open(), await open(), await open()], 50);
        return { opened, keys: await keysOf(page, ".ed-text > p") };
      } finally {
        await database.end().catch(() => undefined);
        await site.stop();
      }
    });
    const size = `${Math.round(chapter.bytes / 1000)} kB`;
    const peer = (value: number) => ({ name: "Tiptap with @tiptap/markdown", value });
    return [
      row("editor", `longest chapter (${size}) in a browser: address to typing`, own.opened, "ms", {
        target: opening,
        peer: peer(plain.opened),
      }),
      row(
        "editor",
        "a key in its middle until the page shows it, p95",
        percentile(own.keys.shown, 95),
        "ms",
        {
          target: key,
          peer: peer(percentile(plain.keys.shown, 95)),
        },
      ),
      row("editor", "the same with all that follows, median", percentile(own.keys.all, 50), "ms", {
        peer: peer(percentile(plain.keys.all, 50)),
      }),
    ];
  } finally {
    await browser.close();
  }
}

async function plainTiptap(page: Page, source: string): Promise<{ opened: number; keys: Keys }> {
  return inTemporaryFolder(async (outDir) => {
    await build({
      configFile: false,
      logLevel: "error",
      define: { "process.env.NODE_ENV": '"production"' },
      build: {
        outDir,
        lib: {
          entry: join(root, "scripts", "bench", "peers", "plain-tiptap.ts"),
          formats: ["iife"],
          name: "plain",
          fileName: () => "plain.js",
        },
      },
    });
    await page.setContent("<!doctype html><body></body>");
    await page.addScriptTag({ content: await readFile(join(outDir, "plain.js"), "utf8") });
    const opened = await page.evaluate(
      (text) => (window as unknown as { openPlain(source: string): Promise<number> }).openPlain(text),
      source,
    );
    return { opened, keys: await keysOf(page, ".ProseMirror > p") };
  });
}

interface Keys {
  /** Milliseconds from a key to the moment the page's thread has handed over the frame that shows it. */
  shown: number[];
  /** Milliseconds of the page's thread in all, with what follows a moment later. */
  all: number[];
}

/** What each of sixty keys costs, typed in the paragraph in the middle. */
async function keysOf(page: Page, paragraphs: string): Promise<Keys> {
  const every = page.locator(paragraphs);
  const middle = every.nth(Math.floor((await every.count()) / 2));
  await middle.scrollIntoViewIfNeeded();
  await middle.click();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const press = async (letter: string) => {
    const before = await busy(session);
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await delay(100);
    return 1000 * ((await busy(session)) - before);
  };
  for (const letter of "warming up ") await press(letter);
  const all: number[] = [];
  for (const letter of letters) all.push(await press(letter));
  const browser = page.context().browser();
  await browser?.startTracing(page, {
    categories: ["devtools.timeline", "disabled-by-default-devtools.timeline"],
  });
  for (const letter of letters) await press(letter);
  const trace = (await browser?.stopTracing())?.toString() ?? "";
  return { shown: framesAfterKeys(trace), all };
}

/** One event of Chromium's trace, times in microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  pid: number;
  tid: number;
  args?: { data?: { type?: string } };
}

/** From each key down to the end of the first frame that the same thread commits after it, in milliseconds. */
function framesAfterKeys(trace: string): number[] {
  const events = (JSON.parse(trace) as { traceEvents: TraceEvent[] }).traceEvents;
  const keys = events.filter((each) => each.name === "EventDispatch" && each.args?.data?.type === "keydown");
  const frames = events
    .filter(({ name, ph, pid, tid }) => {
      return name === "Commit" && ph === "X" && pid === keys[0]?.pid && tid === keys[0].tid;
    })
    .sort((a, b) => a.ts - b.ts);
  return keys.flatMap((key) => {
    const frame = frames.find(({ ts }) => ts > key.ts);
    return frame ? [(frame.ts + (frame.dur ?? 0) - key.ts) / 1000] : [];
  });
}

/** Seconds that the page's thread has worked so far. */
async function busy(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
}
