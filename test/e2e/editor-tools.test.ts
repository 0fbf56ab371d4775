import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, site } from "#test/harness/index.ts";

/** The tools of the visual editor, by keyboard where there is one, as a contributor uses them on one draft. */
let browser: Browser;
let page: Page;
let chapter = "";

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(20_000);
  await page.goto(`${site().appUrl}/sign-in?to=/notifications`);
  await page.click("form:has(input[value=contributor]) button");
  await page.waitForURL(`${site().appUrl}/notifications`);
  // The book may still be on its way in.
  const end = performance.now() + 30_000;
  do await page.goto(site().appUrl);
  while ((await page.locator("a[href$='/serving']").count()) === 0 && performance.now() < end);
  const link = await page.locator("a[href$='/serving']").first().getAttribute("href");
  chapter = new URL(link ?? "", site().appUrl).pathname.replace("/read/", "/propose/");
  await page.goto(site().appUrl + chapter);
  await text().waitFor();
});
afterAll(async () => {
  await browser?.close();
});

const text = () => page.locator(".ed-text");
const paragraph = (words: string) => text().locator(":scope > p", { hasText: words });
const saved = () => page.locator('.propose-state[data-state="saved"]').waitFor();

/** Put the cursor behind the last character of an element. */
async function cursorAfter(words: string): Promise<void> {
  await paragraph(words).click();
  // The editor hears of a selection a moment after it was made.
  await paragraph(words).evaluate((element) => {
    getSelection()?.collapse(element, element.childNodes.length);
    return new Promise((heard) => requestAnimationFrame(() => requestAnimationFrame(heard)));
  });
}

/** The words blocks of the chapter begin with, in order. */
const order = async (...beginnings: string[]): Promise<number[]> => {
  // Blocks off the screen are not drawn, and have a text all the same.
  const blocks = await text().locator(":scope > *").allTextContents();
  return beginnings.map((beginning) => blocks.findIndex((block) => block.includes(beginning)));
};

const opening = "A model in a notebook answers";

describe("the tools of the visual editor", () => {
  it("put in what a slash finds", async () => {
    await cursorAfter(opening);
    await page.keyboard.press("Enter");
    await page.keyboard.type("/tas");
    const list = page.getByRole("listbox", { name: "What to insert" });
    await list.getByRole("option", { name: "Task list", selected: true }).waitFor();
    expect(await text().getAttribute("aria-activedescendant")).toBe("ui-insert-task-list");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Read this again");
    await list.waitFor({ state: "detached" });
    expect(await text().locator("li.ed-task", { hasText: "Read this again" }).count()).toBe(1);
  });

  it("move blocks, and offer what else can be done with them", async () => {
    await cursorAfter(opening);
    await page.keyboard.press("Alt+ArrowUp");
    const [purpose = 0, moved = 0] = await order("What turns a model", opening);
    expect(moved).toBeLessThan(purpose);
    await page.keyboard.press("Alt+Enter");
    const menu = page.getByRole("menu", { name: "Paragraph" });
    await menu.getByRole("menuitem", { name: "Quotation" }).click();
    await text().locator(":scope > blockquote", { hasText: opening }).waitFor();
    await page.keyboard.press("Control+z");
    await paragraph(opening).waitFor();
    await page.keyboard.press("Control+z");
    await paragraph("What turns a model").waitFor();
    const [before = 0, after = 0] = await order("What turns a model", opening);
    expect(before).toBeLessThan(after);
  });

  it("move an item by its grip, with the mouse and with the arrow keys", async () => {
    const items = text().locator(".ed-callout-learning-objectives li");
    const first = (await items.first().innerText()).trim();
    await items.first().evaluate((item) => item.scrollIntoView({ block: "center" }));
    await items.first().hover({ position: { x: 60, y: 12 } });
    const grip = page.getByRole("button", { name: "Item: arrow keys or dragging move it, Enter for more" });
    await grip.dragTo(items.nth(1), { targetPosition: { x: 400, y: 18 } });
    await items.nth(1).filter({ hasText: first }).waitFor();
    await items.nth(1).click();
    await grip.focus();
    await page.keyboard.press("ArrowUp");
    await items.first().filter({ hasText: first }).waitFor();
    expect(await grip.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("menu", { name: "Item" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await items.first().filter({ hasText: first }).waitFor();
  });

  it("find what stands in a citation, and say why its key stays", async () => {
    await paragraph(opening).click();
    await page.keyboard.press("Control+h");
    await page.getByLabel("Find in the text").fill("tbl-release");
    await page.locator(".ed-atom-crossReference.ed-found-current").waitFor();
    await page.getByLabel("Replace with").fill("tbl-x");
    await page.getByRole("button", { name: "Replace", exact: true }).click();
    await page.locator(".ed-find-count", { hasText: "This one names something else." }).waitFor();
    await page.keyboard.press("Escape");
  });

  it("find words, replace them in one step, and give up an expression that never ends", async () => {
    await paragraph(opening).click();
    await page.keyboard.press("Control+f");
    await page.getByLabel("Find in the text").fill("latency");
    const count = page.locator(".ed-find-count");
    await count.getByText(/^\d+ of \d+$/u).waitFor();
    const [at = "", found = ""] = (await count.innerText()).split(" of ");
    await page.keyboard.press("Control+h");
    await page.getByRole("button", { name: "Regular expression" }).click();
    await page.getByLabel("Find in the text").fill("(l)aten(cy)");
    await count.getByText(`${at} of ${found}`).waitFor();
    await page.getByLabel("Replace with").fill("$1atten$2");
    await page.getByRole("button", { name: "Replace all" }).click();
    await count.getByText(/^\d+ replaced/u).waitFor();
    await page.getByLabel("Find in the text").fill("(\\w+\\s?)+$x");
    await count.getByText("This expression takes too long").waitFor();
    await page.keyboard.press("Escape");
    expect(await text().getByText("lattency").count()).toBeGreaterThan(0);
    await page.keyboard.press("Control+z");
    await page.waitForFunction(() => !document.querySelector(".ed-text")?.textContent?.includes("lattency"));
  });

  it("order a table's rows and columns beside it", async () => {
    const table = text().locator("table").first();
    await table.locator("tr").nth(1).locator("td").first().click();
    const [rows, columns] = [
      await table.locator("tr").count(),
      await table.locator("tr").first().locator("th").count(),
    ];
    const tools = page.getByRole("toolbar", { name: "Table" });
    // Nothing of the line above is hidden by the tools.
    const [above, bar] = [
      await paragraph("A new version is a hypothesis").boundingBox(),
      await tools.boundingBox(),
    ];
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
    await tools.getByRole("button", { name: "Row", exact: true }).click();
    await page.getByRole("menuitem", { name: "Add below" }).click();
    expect(await table.locator("tr").count()).toBe(rows + 1);
    await tools.getByRole("button", { name: "Column", exact: true }).click();
    await page.getByRole("menuitem", { name: "Add after" }).click();
    expect(await table.locator("tr").first().locator("th").count()).toBe(columns + 1);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    expect(await table.locator("tr").count()).toBe(rows);
  });

  it("show the way through the chapter and the keys", async () => {
    await page.getByRole("button", { name: "Outline" }).click();
    await page.getByRole("navigation", { name: "Outline" }).getByRole("button", { name: "Batching" }).click();
    await page.waitForFunction(() => {
      const heading = [...document.querySelectorAll(".ed-text > h2")].find(
        (each) => each.textContent === "Batching",
      );
      const top = heading?.getBoundingClientRect().top ?? -1;
      return top > 0 && top < 400;
    });
    await page.keyboard.press("Control+/");
    const keys = page.getByRole("dialog", { name: "Keys" });
    expect(await keys.innerText()).toContain("move the block or the row up");
    await page.keyboard.press("Escape");
    await keys.waitFor({ state: "detached" });
  });

  it("undo, after the page was loaded again, what was done before", async () => {
    await saved();
    await cursorAfter(opening);
    const sent = page.waitForResponse((response) => response.request().method() === "POST");
    await page.keyboard.type(" Zebras queue as well.");
    await sent;
    await saved();
    await page.goto(`${site().appUrl}/notifications`);
    await page.goto(site().appUrl + chapter);
    await paragraph("Zebras queue as well.").click();
    for (let step = 0; step < 20 && (await paragraph("Zebras").count()) > 0; step++)
      await page.keyboard.press("Control+z");
    expect(await paragraph("Zebras").count()).toBe(0);
    expect(await text().locator("li.ed-task").count()).toBe(1);
    await page.keyboard.press("Control+y");
    await saved();
    page.once("dialog", (dialog) => void dialog.accept());
    await page.getByRole("button", { name: "Throw the draft away" }).click();
    await page.waitForURL(site().appUrl + chapter.replace("/propose/", "/read/"));
  });
});
