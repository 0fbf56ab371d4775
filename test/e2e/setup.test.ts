import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, startSite } from "#test/harness/index.ts";
import { type Forge, type Repository, startForge } from "#test/support/forge/index.ts";

/** A site that somebody has just started, and a GitHub of this machine that has their book. */
let browser: Browser;
let forge: Forge;
let book: Repository;
let running: Awaited<ReturnType<typeof startSite>>;
let url = "";

beforeAll(async () => {
  forge = await startForge();
  forge.addPerson("ada", { name: "Ada Author", email: "ada@example.org" });
  book = await forge.addRepository("ada/book", {
    private: true,
    files: {
      "_quarto.yml":
        "project:\n  type: book\nbook:\n  title: Measuring Things\n  chapters: [index.qmd, one.qmd]\n",
      "index.qmd": "# Preface {.unnumbered}\n\nHow this began.\n",
      "one.qmd": "# Numbers\n\nNumbers need units.\n",
      "short/_quarto.yml":
        "project:\n  type: book\nbook:\n  title: Measuring, in Short\n  chapters: [index.qmd]\n",
      "short/index.qmd": "# In short\n",
    },
  });
  running = await startSite({
    GITHUB_SERVER_URL: forge.url,
    GITHUB_API_URL: forge.apiUrl,
    SETUP_CODE: "the-code-of-this-test",
  });
  url = running.site.appUrl;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  await forge?.close();
});

async function newPage(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

describe("somebody who comes from elsewhere, while there is no admin", () => {
  it("is let in by the code that the start printed, once", async () => {
    const elsewhere = { extraHTTPHeaders: { "X-Forwarded-For": "203.0.113.9" } };
    const enter = async (page: Page, code: string) => {
      await page.goto(`${url}/setup`);
      await page.getByLabel("Code").fill(code);
      await page.getByRole("button", { name: "Open" }).click();
    };
    const [page, other] = [await newPage(elsewhere), await newPage(elsewhere)];
    await enter(page, "a guess");
    await page.getByText("This code does not open the page.").waitFor();
    await enter(page, "the-code-of-this-test");
    await page.getByRole("button", { name: "Make a GitHub App" }).waitFor();
    await enter(other, "the-code-of-this-test");
    await other.getByText("This code does not open the page.").waitFor();
    await page.context().close();
    await other.context().close();
  });
});

describe("the first admin", () => {
  it("makes the app, chooses the book, and reads it", async () => {
    const page = await newPage();
    await page.goto(`${url}/setup`);
    await page.getByRole("button", { name: "Make a GitHub App" }).click();
    await page.waitForURL(`${forge.url}/settings/apps/new**`);
    await page.getByRole("link", { name: "Create GitHub App for ada" }).click();
    await page.waitForURL(`${forge.url}/apps/**`);
    await page.getByRole("link", { name: "Install on book" }).click();
    await page.waitForURL(`${url}/setup**`);
    await page.getByText("The app is installed.").waitFor();

    await page.getByLabel("A repository at GitHub").selectOption("ada/book");
    await page.getByRole("button", { name: "Look at it" }).click();
    await page.getByRole("button", { name: "Take this book" }).waitFor();
    await expect
      .poll(() => page.locator(".radio-card strong").allTextContents())
      .toEqual(["Measuring Things", "Measuring, in Short", "All Markdown files"]);
    await page.getByRole("button", { name: "Take this book" }).click();
    await page.waitForURL(`${url}/progress`);
    await page.getByRole("link", { name: "Measuring Things" }).first().click();
    await page.getByRole("link", { name: "Numbers" }).first().click();
    await page.getByText("Numbers need units.").waitFor();

    await page.goto(`${url}/setup`);
    await page.getByRole("button", { name: "Try everything" }).click();
    await page.getByText("All is well").waitFor();
    await page.context().close();
  });

  it("signs in with the same app, becomes the admin, and is the only one then", async () => {
    const page = await newPage();
    await page.goto(`${url}/setup`);
    await page.getByRole("link", { name: "Sign in with GitHub" }).click();
    await page.getByRole("button", { name: "Continue with GitHub" }).click();
    await page.getByRole("link", { name: "Authorize as ada" }).click();
    await page.getByRole("button", { name: "Be the admin" }).click();
    await page.getByText("You are the admin of this site now.").waitFor();
    const other = await newPage();
    await other.goto(`${url}/setup`);
    await other.getByRole("heading", { name: "Please sign in" }).waitFor();
    await other.context().close();
    await page.context().close();
  });

  it("hears of a change at GitHub, by the webhook that came with the app", async () => {
    await forge.commit(book, { "one.qmd": "# Numbers\n\nNumbers always need units.\n" });
    await forge.deliveries.settled();
    const page = await newPage();
    await expect
      .poll(
        async () => {
          await page.goto(`${url}/progress`);
          await page.getByRole("link", { name: "Measuring Things" }).first().click();
          await page.getByRole("link", { name: "Numbers" }).first().click();
          return page.getByText("Numbers always need units.").count();
        },
        { timeout: 30_000 },
      )
      .toBe(1);
    await page.context().close();
  });
});
