import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, site } from "#test/harness/index.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("a first visit", () => {
  it("says that it is well, for those who watch over it", async () => {
    const answer = await fetch(`${site().appUrl}/healthz`);
    expect(answer.status).toBe(200);
  });

  it("shows a page with a title and a heading, and nothing fails in the browser", async () => {
    const page = await browser.newPage();
    const failures: string[] = [];
    page.on("pageerror", (error) => failures.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") failures.push(message.text());
    });
    const answer = await page.goto(site().appUrl, { waitUntil: "load" });
    expect(answer?.status()).toBe(200);
    expect(await page.title()).not.toBe("");
    expect(await page.locator("h1").first().textContent()).not.toBe("");
    expect(failures).toEqual([]);
    await page.close();
  });
});
