import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openPage, signInAs, site, until } from "#test/harness/index.ts";

/** The main job, from a reader's page to a corrected word on it, as the people who do it. */
const run = promisify(execFile);
let browser: Browser;
const opened: Page[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

async function newPage(width = 1280): Promise<Page> {
  const page = await openPage(browser, width);
  opened.push(page);
  return page;
}

async function signedIn(role: string): Promise<Page> {
  return signInAs(await newPage(), site().appUrl, role);
}

const git = async (...args: string[]) => (await run("git", ["--git-dir", site().bookRemote, ...args])).stdout;

/** Checks the whole ledger and counts its entries. */
async function ledgerEntries(): Promise<number> {
  const { stdout } = await run(process.execPath, ["scripts/book/main.ts", "ledger", "verify", "--json"], {
    env: {
      ...process.env,
      DATABASE_URL: site().databaseUrl,
      BOOK_REMOTE: site().bookRemote,
      COLOPHON_DATA_DIR: site().dataDir,
    },
  });
  return JSON.parse(stdout).entries;
}

const added = "Measure before you change anything.";

describe("the main job on the sample book", () => {
  let chapter = "";
  let contributor: Page;
  let editor: Page;
  let number = "";
  let before = 0;

  it("shows a newcomer the book and its chapters without an account or scripts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await until(page, site().appUrl, async () => (await page.locator("#contents").count()) > 0);
    const link = page.locator("ol a[href^='/read/']", { hasText: /./u }).nth(4);
    chapter = new URL((await link.getAttribute("href")) ?? "", site().appUrl).pathname;
    await page.goto(site().appUrl + chapter);
    expect(await page.locator("h1").count()).toBe(1);
    expect((await page.locator("#ui-text").innerText()).length).toBeGreaterThan(500);
    await context.close();
    before = await ledgerEntries();
  });

  it("lets a contributor change a sentence on the page and send it with a licence", async () => {
    contributor = await signedIn("contributor");
    await contributor.goto(site().appUrl + chapter.replace("/read/", "/propose/"));
    // The first paragraph is the chapter's question, in italics; the next is plain.
    const paragraph = contributor.locator(".ed-text > p").nth(1);
    await paragraph.click();
    // The End key stops at the end of a line on the screen; the sentence belongs after the last one.
    await paragraph.evaluate((element) => getSelection()?.collapse(element, element.childNodes.length));
    await contributor.keyboard.type(` ${added}`);
    await contributor.locator(".propose-changes ins").first().waitFor();
    expect(await contributor.locator(".propose-changes .hunk").count()).toBe(1);
    await contributor.getByLabel("What does it change?").fill("Say to measure first");
    await contributor.getByLabel("Why?").fill("It saves work.");
    await contributor.getByLabel("I have read this and agree to it.").check();
    await contributor.locator(".propose-state[data-state=saved]").waitFor();
    await contributor.getByRole("button", { name: "Send to the editors" }).click();
    await contributor.waitForURL(/\/proposals\/\d+$/u);
    number = contributor.url().split("/").at(-1) ?? "";
    expect(await contributor.locator(".review").innerText()).toContain("In review");
  });

  it("lets the editor judge it on one page with one key, and publishes it with its author's name", async () => {
    editor = await signedIn("editor");
    await editor.goto(`${site().appUrl}/review`);
    await editor.getByRole("link", { name: /Say to measure first/u }).click();
    await editor.locator(".hunk ins").first().waitFor();
    await editor.keyboard.press("a");
    await editor.getByRole("button", { name: /Publish all accepted/u }).click();
    await editor.locator(".page-header").getByText("Published", { exact: true }).waitFor();
    const log = await git("log", "-1", "--format=%an%n%cn%n%B", "main");
    expect(log).toMatch(
      /^Cem Contributor\nEdda Editor\nSay to measure first\n\nIt saves work\.\n\nProposal: \d+\nLicence: CC-BY-NC-SA-4\.0\nGrant: [0-9a-f]{64}\n/u,
    );
    const diff = await git("diff", "--word-diff=porcelain", "main~1", "main");
    expect(diff.split("\n").filter((line) => /^[+-](?![+-])/u.test(line))).toEqual([`+${added}`]);
  });

  it("shows readers the new words, and thanks their author", async () => {
    const reader = await newPage();
    await until(reader, site().appUrl + chapter, async () =>
      (await reader.locator("#ui-text").innerText()).includes(added),
    );
    expect(await reader.locator(".chapter-credits").innerText()).toContain("Cem Contributor");
    await contributor.goto(`${site().appUrl}/notifications`);
    expect(await contributor.locator("body").innerText()).toContain(`Your proposal #${number} is published`);
  });

  it("takes a reader's report from selected words to a published correction they can open", async () => {
    const reader = await newPage(390);
    await reader.goto(site().appUrl + chapter);
    await reader.getByText(added).evaluate((element, words) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(words) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        getSelection()?.removeAllRanges();
        getSelection()?.addRange(range);
        document.dispatchEvent(new PointerEvent("pointerup"));
        return;
      }
    }, "anything");
    await reader.locator(".selection-menu").getByRole("link", { name: "Suggest a correction" }).click();
    expect(await reader.getByLabel("The words that are wrong").inputValue()).toBe("anything");
    await reader.getByLabel("How it should read").fill("any part of it");
    await reader.getByLabel("What is wrong?").fill("It is about the system.");
    await reader.getByLabel("Name for the credits").fill("Rita Reader");
    await reader.getByLabel("E-mail").fill("rita@example.org");
    await reader.getByRole("button", { name: "Send the report" }).click();
    await reader.waitForURL(/\/errata\/mine\//u);
    const mine = reader.url();

    await editor.goto(`${site().appUrl}/review`);
    await editor.locator(".errata-list a").first().click();
    await editor.getByRole("button", { name: "Apply the suggestion" }).click();
    await editor.waitForURL(/\/propose\//u);
    await editor.locator(".propose-changes ins", { hasText: "any part of it" }).first().waitFor();
    await editor.getByLabel("I have read this and agree to it.").check();
    await editor.getByRole("button", { name: "Send to the editors" }).click();
    await editor.waitForURL(/\/proposals\/\d+$/u);
    await editor.goto(editor.url().replace("/proposals/", "/review/"));
    await editor.getByRole("button", { name: "Accept all and publish" }).click();
    await editor.locator(".page-header").getByText("Published", { exact: true }).waitFor();

    await until(reader, mine, async () => (await reader.getByText("It is live").count()) > 0);
    await reader.goto(site().appUrl + chapter);
    expect(await reader.locator("#ui-text").innerText()).toContain(
      "Measure before you change any part of it.",
    );
    expect(await reader.locator(".chapter-credits").innerText()).toContain("Rita Reader");
  });

  it("tells who changed the chapter and how, without scripts, and a reader what changed since they read it", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(site().appUrl + chapter);
    await plain.getByRole("link", { name: "History of this chapter" }).click();
    const entries = plain.locator(".history-list > li");
    expect(await entries.count()).toBe(3);
    expect(await entries.nth(1).innerText()).toContain("Say to measure first");
    expect(await entries.nth(1).innerText()).toContain(`Cem Contributor`);
    expect(await entries.nth(1).innerText()).toContain(`proposal #${number}`);
    await entries.nth(2).getByLabel("from").check();
    await entries.nth(0).getByLabel("to").check();
    await plain.getByRole("button", { name: "Compare the two that are chosen" }).click();
    expect(await plain.locator(".hunk ins").allInnerTexts()).toEqual([
      expect.stringContaining("Measure before you change any part of it."),
    ]);
    await context.close();

    const file = (await git("diff", "--name-only", "main~1", "main")).trim();
    const read = (await git("rev-parse", `main~1:${file}`)).trim();
    const reader = await newPage(390);
    await reader.goto(site().appUrl + chapter);
    await reader.evaluate(
      ([key = "", blob = ""]) => localStorage.setItem(key, blob),
      [`colophon.read:${chapter}`, read],
    );
    await reader.reload();
    await reader.getByRole("link", { name: "Changed since you read this" }).click();
    await reader.locator(".hunk ins", { hasText: "any part of it" }).waitFor();
  });

  it("keeps every step in a ledger that verifies", async () => {
    expect((await ledgerEntries()) - before).toBe(5);
  });

  it("refuses people what is not theirs", async () => {
    const stranger = await newPage();
    for (const path of [`/proposals/${number}`, "/review"]) {
      await stranger.goto(site().appUrl + path);
      expect(await stranger.locator("body").innerText()).not.toContain("Say to measure first");
    }
    const reviewer = await signedIn("reader");
    await reviewer.goto(site().appUrl + chapter.replace("/read/", "/propose/"));
    expect(await reviewer.locator(".ed-text").count()).toBe(0);
  });
});
