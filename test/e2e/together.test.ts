import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, site } from "#test/harness/index.ts";

/** Two people write one draft at the same time, one of them without a connection for a while; both are named in the book. */
let browser: Browser;
let one: Page;
let two: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  one = await signedIn("contributor");
  two = await signedIn("reviewer");
});
afterAll(async () => {
  await browser?.close();
});

async function signedIn(role: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${site().appUrl}/sign-in?to=/notifications`);
  await page.click(`form:has(input[value=${role}]) button`);
  await page.waitForURL(`${site().appUrl}/notifications`);
  return page;
}

const paragraph = (page: Page, at: number) => page.locator(".ed-text > p").nth(at);

/** Put the cursor at one end of a paragraph, and type. */
async function write(page: Page, at: number, end: "start" | "end", words: string): Promise<void> {
  const place = paragraph(page, at);
  await place.click();
  await place.evaluate((element, where) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes: Node[] = [];
    while (texts.nextNode()) if (!texts.currentNode.parentElement?.closest(".ed-fellow")) nodes.push(texts.currentNode);
    const node = where === "start" ? nodes[0] : nodes.at(-1);
    if (node) getSelection()?.collapse(node, where === "start" ? 0 : (node.textContent?.length ?? 0));
  }, end);
  await page.keyboard.type(words, { delay: 15 });
}

const saved = (page: Page) => page.locator(".propose-state[data-state=saved]").waitFor();

/** What a paragraph says, without the names of others in it. */
const words = (page: Page, at: number) =>
  paragraph(page, at).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const each of copy.querySelectorAll(".ed-fellow")) each.remove();
    return copy.textContent ?? "";
  });

const has = (page: Page, text: string) => page.locator(".ed-text", { hasText: text }).waitFor();

describe("a draft that two people write", () => {
  it("is joined by a link, and holds what both type, in one paragraph and in others", async () => {
    await one.goto(site().appUrl);
    const link = one.locator("ol a[href^='/read/']", { hasText: /./u }).nth(3);
    const chapter = new URL((await link.getAttribute("href")) ?? "", site().appUrl).pathname;
    await one.goto(site().appUrl + chapter.replace("/read/", "/propose/"));
    await one.locator(".ed-text").waitFor();
    await write(one, 1, "end", " Alone.");
    await one.getByRole("button", { name: "Invite somebody" }).click();
    const invitation = await one.getByLabel("Link for those you invite").inputValue();

    await two.goto(invitation);
    await two.getByText("invites you to work on a change").waitFor();
    await two.getByRole("button", { name: "Take part" }).click();
    await has(two, "Alone.");
    await one.locator(".propose-present li").waitFor();
    await two.locator(".propose-present li").waitFor();

    await Promise.all([
      write(one, 1, "end", " From the first of us."),
      write(two, 1, "start", "The second one writes here. "),
    ]);
    await Promise.all([write(one, 2, "end", " Again the first."), write(two, 3, "end", " Again the second.")]);
    for (const page of [one, two]) {
      await has(page, "From the first of us.");
      await has(page, "The second one writes here.");
      await has(page, "Again the first.");
      await has(page, "Again the second.");
      await saved(page);
    }
    expect(await words(one, 1)).toBe(await words(two, 1));
    expect(await words(one, 1)).toMatch(/^The second one writes here\. .* Alone\. From the first of us\.$/u);
    await one.locator(".ed-fellow-name").waitFor();
  });
});
