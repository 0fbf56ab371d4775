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
  /** Milliseconds from a key to the page that shows it: handling it, and the frame after it; waiting for that frame not counted. */
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
  await page.evaluate(watchKeys);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const all: number[] = [];
  for (const letter of `warming up ${letters}`) {
    const before = await busy(session);
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await delay(100);
    all.push(1000 * ((await busy(session)) - before));
  }
  const shown = await page.evaluate(() => (window as unknown as { shown: number[] }).shown);
  return { shown: shown.slice(-letters.length), all: all.slice(-letters.length) };
}

/** Runs in the page: from now on `window.shown` holds what each key cost. */
function watchKeys(): void {
  const shown: number[] = [];
  Object.assign(window, { shown });
  const soon = (work: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = work;
    port2.postMessage(null);
  };
  let pressed = 0;
  addEventListener(
    "keydown",
    () => {
      pressed = performance.now();
    },
    true,
  );
  addEventListener(
    "input",
    () =>
      soon(() => {
        const handled = performance.now() - pressed;
        requestAnimationFrame(() => {
          const frame = performance.now();
          soon(() => shown.push(handled + performance.now() - frame));
        });
      }),
    true,
  );
}

/** Seconds that the page's thread has worked so far. */
async function busy(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
}
