import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, site } from "#test/harness/index.ts";

/** axe-core over the main pages, in both colours, on a screen and on a phone. */
let browser: Browser;
let axe: string;
let chapter: string;

beforeAll(async () => {
  browser = await launchBrowser();
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  chapter = await aChapter();
});
afterAll(() => browser?.close());

/** The address of a chapter, once the book is there: each try is a request, so nothing sleeps here. */
async function aChapter(): Promise<string> {
  const page = await browser.newPage();
  const end = performance.now() + 60_000;
  do {
    await page.goto(site().appUrl);
    const link = page.locator("ol a[href^='/read/']").nth(4);
    if ((await link.count()) > 0) {
      const href = (await link.getAttribute("href")) ?? "";
      await page.close();
      return href;
    }
  } while (performance.now() < end);
  throw new Error("The sample book did not come.");
}

/** What is wrong on a page, as the rule and the elements that break it. */
async function faults(page: Page, path: string): Promise<string[]> {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(site().appUrl + path, { waitUntil: "networkidle" });
  await page.evaluate(axe);
  const found: string[] = [];
  const run = async (name: string, options: object) => {
    // The inside of the editor answers to tests of its own.
    const context = { exclude: [[".tiptap"], [".cm-editor"]] };
    const results = await page.evaluate(
      ([where, what]) =>
        (globalThis as unknown as { axe: { run(...args: unknown[]): Promise<AxeResults> } }).axe.run(
          where,
          what,
        ),
      [context, options] as const,
    );
    for (const { id, nodes } of results.violations) {
      found.push(...nodes.map((node) => `${name}: ${id} at ${node.target.join(" ")}`));
    }
  };
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  await inColours(page, "light");
  await run("light", { runOnly: tags });
  await inColours(page, "dark");
  await run("dark", { runOnly: ["color-contrast", "link-in-text-block"] });
  await page.setViewportSize({ width: 390, height: 900 });
  await run("phone", {
    runOnly: ["target-size", "scrollable-region-focusable", "link-name", "heading-order"],
  });
  return found;
}

/** Change the colours, and let what fades from one to the other come to its end. */
async function inColours(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
  });
}

/** Visit pages one after the other, as somebody. */
async function visit(paths: readonly string[], role?: string): Promise<Record<string, string[]>> {
  const context: BrowserContext = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  if (role) {
    await page.goto(`${site().appUrl}/sign-in?to=/progress`);
    await page.click(`form:has(input[value=${role}]) button`);
    await page.waitForURL(`${site().appUrl}/progress`);
  }
  const found: Record<string, string[]> = {};
  for (const path of paths) {
    const wrong = await faults(page, path);
    if (wrong.length > 0) found[path] = wrong;
  }
  await context.close();
  return found;
}

describe("every page can be used by everybody", () => {
  it("who reads", async () => {
    const [, , slug, name] = chapter.split("/");
    const report = `/errata/new?book=${slug}&chapter=${name}`;
    const pages = [
      `/read/${slug}`,
      chapter,
      `${chapter}/history`,
      report,
      "/errata",
      "/sign-in",
      "/ledger",
      "/progress",
      "/nowhere",
    ];
    expect(await visit(pages)).toEqual({});
  }, 120_000);

  it("who contributes", async () => {
    const pages = ["/proposals", "/notifications", "/review", chapter.replace("/read/", "/propose/")];
    expect(await visit(pages, "contributor")).toEqual({});
  }, 120_000);

  it("who edits", async () => {
    expect(
      await visit(["/review", "/people", "/errata", "/progress", "/sign-in", "/setup"], "editor"),
    ).toEqual({});
  }, 120_000);

  it("who sets up", async () => {
    expect(await visit(["/setup", "/progress"], "admin")).toEqual({});
  }, 120_000);
});
