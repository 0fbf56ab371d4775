import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, site } from "#test/harness/index.ts";

/** Nothing typed is lost: without a connection, after a crash, and in two tabs; and what people say to each other. */
let browser: Browser;
let context: BrowserContext;
let address = "";

beforeAll(async () => {
  browser = await launchBrowser();
  context = await signedIn("reviewer");
  const page = await newPage(context);
  const link = page.locator("ol a[href^='/read/']", { hasText: /./u }).nth(2);
  // The book may still be read in.
  const end = performance.now() + 60_000;
  do await page.goto(site().appUrl);
  while ((await link.count()) === 0 && performance.now() < end);
  const chapter = new URL((await link.getAttribute("href")) ?? "", site().appUrl).pathname;
  address = site().appUrl + chapter.replace("/read/", "/propose/");
  await page.close();
});
afterAll(async () => {
  await browser?.close();
});

async function signedIn(role: string): Promise<BrowserContext> {
  const signing = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await newPage(signing);
  await page.goto(`${site().appUrl}/sign-in?to=/notifications`);
  await page.click(`form:has(input[value=${role}]) button`);
  await page.waitForURL(`${site().appUrl}/notifications`);
  await page.close();
  return signing;
}

async function newPage(where: BrowserContext): Promise<Page> {
  const page = await where.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

/** Write at the end of a paragraph of the open editor. */
async function write(page: Page, paragraph: number, words: string): Promise<void> {
  const place = page.locator(".ed-text > p").nth(paragraph);
  await place.click();
  await place.evaluate((element) => getSelection()?.collapse(element, element.childNodes.length));
  await page.keyboard.type(words);
}

const state = (page: Page, name: string) => page.locator(`.propose-state[data-state=${name}]`).waitFor();
const text = (page: Page) => page.locator(".ed-text").innerText();

describe("a draft", () => {
  it("that was written without a connection survives the end of its tab", async () => {
    const page = await newPage(context);
    await page.goto(address);
    await page.locator(".ed-text").waitFor();
    await context.setOffline(true);
    await write(page, 1, " Written without a connection.");
    await state(page, "offline");
    await page.close({ runBeforeUnload: false });
    await context.setOffline(false);
    const again = await newPage(context);
    await again.goto(address);
    await again.getByRole("button", { name: "Use the copy" }).click();
    await state(again, "saved");
    expect(await text(again)).toContain("Written without a connection.");
    await again.reload();
    await again.locator(".ed-text", { hasText: "Written without a connection." }).waitFor();
    await again.close();
  });

  it("that is open in two tabs holds what was written in both", async () => {
    const [one, two] = [await newPage(context), await newPage(context)];
    for (const page of [one, two]) {
      await page.goto(address);
      await page.locator(".ed-text").waitFor();
    }
    await write(one, 1, " From the first tab.");
    await state(one, "saved");
    await write(two, 2, " From the second tab.");
    await two.locator(".ed-text", { hasText: "From the first tab." }).waitFor();
    await two.getByText("Brought together with what you wrote in another tab").waitFor();
    await state(two, "saved");
    await one.reload();
    await one.locator(".ed-text", { hasText: "From the second tab." }).waitFor();
    expect(await text(one)).toContain("From the first tab.");
    await one.close();
    await two.close();
  });
});

describe("a proposal", () => {
  it("is talked about beside its changes, and its author sees what was said", async () => {
    const author = await newPage(context);
    await author.goto(address);
    await author.getByLabel("What does it change?").fill("Say where it was written");
    await author.getByLabel("I have read this and agree to it.").check();
    await state(author, "saved");
    await author.getByRole("button", { name: "Send to the editors" }).click();
    await author.waitForURL(/\/proposals\/\d+$/u);
    const editor = await newPage(await signedIn("editor"));
    await editor.goto(author.url().replace("/proposals/", "/review/"));
    await editor.locator(".hunk ins").first().waitFor();
    await editor.keyboard.press("c");
    await editor.getByLabel("What would you like to say?").fill("Why *here*?");
    await editor.getByRole("dialog").getByRole("button", { name: "Comment" }).click();
    await editor.locator(".comment-list em", { hasText: "here" }).waitFor();
    await author.reload();
    await author.locator(".comment-list em", { hasText: "here" }).waitFor();
  });
});

describe("the page about the book's own progress", () => {
  it("lets an editor look now, and shows when the book was last taken in", async () => {
    const page = await newPage(await signedIn("editor"));
    await page.goto(`${site().appUrl}/progress`);
    await page.getByRole("button", { name: "Look now" }).click();
    await page.locator(".sync-list li").first().getByText("Done").waitFor();
  });
});
