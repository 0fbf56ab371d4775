import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, site } from "#test/harness/index.ts";

/** From the page to its source and back, with what was pasted on the way, as a contributor does it. */
let browser: Browser;
let page: Page;
const paragraph = "Counting memory first";

beforeAll(async () => {
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${site().appUrl}/sign-in?to=/notifications`);
  await page.click("form:has(input[value=contributor]) button");
  await page.waitForURL(`${site().appUrl}/notifications`);
  const link = page.locator("ol a[href^='/read/']", { hasText: /./u }).nth(4);
  // The book may still be read in.
  const end = performance.now() + 60_000;
  do await page.goto(site().appUrl);
  while ((await link.count()) === 0 && performance.now() < end);
  const chapter = new URL((await link.getAttribute("href")) ?? "", site().appUrl).pathname;
  await page.goto(site().appUrl + chapter.replace("/read/", "/propose/"));
});
afterAll(async () => {
  await browser?.close();
});

/** Paste as a program would have it on the clipboard. */
const paste = (selector: string, data: Record<string, string>) =>
  page.locator(selector).evaluate((element, types) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(types)) clipboardData.setData(type, value);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);
const changes = () => page.locator(".propose-changes ins").allInnerTexts();
const mode = (name: string) => page.getByRole("button", { name, exact: true }).click();

describe("the two ways of editing", () => {
  it("paste clean text into the page, in one step that can be undone", async () => {
    const last = page.locator(".ed-text > p").last();
    await last.click();
    await last.evaluate((element) => getSelection()?.collapse(element, element.childNodes.length));
    await paste(".ed-text", {
      "text/html": `<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">${paragraph}</span><span> pays.</span><img src="x.png" onerror="document.title='ran'"></p><ul><li><p>one</p></li><li><p>two</p></li></ul></b><script>document.title = "ran"</script>`,
      "text/plain": `${paragraph} pays.`,
    });
    await page.locator(".ed-text strong", { hasText: paragraph }).waitFor();
    expect(await page.locator(".ed-told").innerText()).toContain("One picture was left out");
    expect(await page.title()).not.toBe("ran");
    await page.keyboard.press("Control+z");
    await page.locator(".ed-text strong", { hasText: paragraph }).waitFor({ state: "detached" });
    await page.keyboard.press("Control+y");
    await page.locator(".propose-changes ins", { hasText: paragraph }).first().waitFor();
    expect((await changes()).join("")).toContain(`**${paragraph}** pays.`);
  });

  it("go to the source at the same place, where the same things can be undone", async () => {
    await page.locator(".ed-text strong", { hasText: paragraph }).click();
    await mode("Source");
    const line = page.locator(".cm-activeLine", { hasText: `**${paragraph}** pays.` });
    await line.waitFor();
    await page.keyboard.press("Control+z");
    await line.waitFor({ state: "detached" });
    await page.keyboard.press("Control+y");
    await page.locator(".cm-line", { hasText: paragraph }).waitFor();
  });

  it("complete references in the source, and turn what is pasted into source", async () => {
    await page.locator(".cm-line", { hasText: paragraph }).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" See @fig-");
    await page.locator(".cm-tooltip-autocomplete li").first().waitFor();
    await page.keyboard.press("Escape");
    for (let index = 0; index < " See @fig-".length; index++) await page.keyboard.press("Backspace");
    await paste(".cm-content", {
      "text/html": "<p> It <em>often</em> does, <a href='https://example.org/'>they say</a>.</p>",
      "text/plain": "It often does",
    });
    await page.locator(".cm-line", { hasText: "*often* does, [they say](https://example.org/)." }).waitFor();
  });

  it("offer the page's dialogs in the source, and the section one is at", async () => {
    const tools = page.locator(".ed-source-tools");
    await page.locator(".cm-line", { hasText: paragraph }).click();
    await page.keyboard.press("End");
    const line = page.locator(".cm-activeLine");
    const before = await line.innerText();
    const lineWith = async (fits: (text: string) => boolean) => {
      const end = performance.now() + 10_000;
      while (!fits(await line.innerText())) expect(performance.now()).toBeLessThan(end);
    };
    await tools.getByRole("button", { name: "Cite a work" }).click();
    await page.locator("input[role=combobox]:focus").waitFor();
    await page.keyboard.press("Enter");
    // At the end of the line as it is shown, which may be the middle of the source's line.
    await lineWith((text) => text !== before && text.includes("[@"));
    await page.keyboard.press("Control+z");
    await lineWith((text) => text === before);
    await tools.getByRole("button", { name: "Outline" }).click();
    await tools.locator(".ed-outline [aria-current]").waitFor();
    await tools.getByRole("button", { name: "Outline" }).click();
  });

  it("show the text beside its source as it is written", async () => {
    await mode("Side by side");
    await page.locator(".ed-split-piece strong", { hasText: paragraph }).waitFor();
    await page.locator(".cm-line", { hasText: paragraph }).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("*Surely.*");
    await page.locator(".ed-split-piece em", { hasText: "Surely." }).waitFor();
  });

  it("come back to the page with everything, and undo there what was done in the source", async () => {
    await mode("As it looks");
    await page.locator(".ed-text em", { hasText: "Surely." }).waitFor();
    await page.keyboard.press("Control+z");
    await page.locator(".ed-text em", { hasText: "Surely." }).waitFor({ state: "detached" });
    await page.locator(".ed-text strong", { hasText: paragraph }).waitFor();
    await page.getByRole("button", { name: /What will change: \d+ lines in/u }).click();
    await page.locator(".propose-changes[data-open=true] ins").first().waitFor();
    await page.locator(".propose-changes").getByRole("button", { name: "Close" }).click();
    await page.locator(".propose-state[data-state=saved]").waitFor();
    // Everything else keeps its bytes: what was there is only ever added to.
    expect(await page.locator(".propose-changes pre", { has: page.locator("del") }).allInnerTexts()).toEqual(
      [],
    );
  });
});
