import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openPage, signInAs, site } from "#test/harness/index.ts";

/** A figure, a source and a row of a table, from a contributor's desk into the book's repository. */
const run = promisify(execFile);
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

async function signedIn(role: string): Promise<Page> {
  return signInAs(await openPage(browser), site().appUrl, role);
}

/** The book's page, as soon as the first sync has put its chapters there. */
async function openBook(page: Page, link: Locator): Promise<void> {
  const end = performance.now() + 30_000;
  do await page.goto(site().appUrl);
  while ((await link.count()) === 0 && performance.now() < end);
}

const git = async (...args: string[]) => (await run("git", ["--git-dir", site().bookRemote, ...args])).stdout;

/** A red pixel. */
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC";
const entry = `@article{something,
  author = {Hopper, Grace Murray},
  title = {The Education of a Computer},
  journal = {Proceedings of the ACM},
  year = {1952},
  doi = {10.1145/609784.609818}
}`;
const folder = "contents/core/serving";

describe("a proposal with an image, a reference and a table's row", () => {
  let contributor: Page;
  let review = "";
  let before = "";

  it("begins at the words that were chosen on the page", async () => {
    contributor = await signedIn("contributor");
    const link = contributor.locator("ol a[href$='/serving']").first();
    await openBook(contributor, link);
    const chapter = new URL((await link.getAttribute("href")) ?? "", site().appUrl).pathname;
    const words = { quote: "Watching a service", prefix: "", suffix: "" };
    await contributor.goto(
      `${site().appUrl}${chapter.replace("/read/", "/propose/")}?${new URLSearchParams(words)}`,
    );
    await contributor.locator(".ed-text").waitFor();
    await contributor.waitForFunction(
      (quote) => getSelection()?.toString().replace(/\s+/gu, " ") === quote,
      words.quote,
    );
  });

  it("takes a dropped image with its description, shows it, and asks for what is missing", async () => {
    await contributor.locator(".ed-figure img[src*=watching]").waitFor();
    await contributor
      .locator(".ed-text > p")
      .nth(1)
      .evaluate((element, data) => {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], "IMG_0001.png", { type: "image/png" }));
        element.scrollIntoView({ block: "center" });
        const { left, top } = element.getBoundingClientRect();
        const place = { clientX: left + 5, clientY: top + 5, bubbles: true, cancelable: true };
        element.dispatchEvent(new DragEvent("drop", { ...place, dataTransfer: transfer }));
      }, png);
    const dialog = contributor.getByRole("dialog", { name: "Add a figure" });
    await dialog.getByRole("button", { name: "Insert" }).click();
    await dialog.getByRole("alert").getByText("what the picture shows").waitFor();
    await dialog.getByLabel("What it shows").fill("A square in plain red");
    await dialog.getByLabel("Caption").fill("The colour of a warning.");
    expect(await dialog.getByLabel("Label").inputValue()).toBe("fig-the-colour-of-a-warning");
    await dialog.getByRole("button", { name: "Insert" }).click();
    await dialog.waitFor({ state: "detached" });
    const image = contributor.locator(".ed-figure img[src*='/uploads/']");
    await image.waitFor();
    expect(
      await image.evaluate((each: HTMLImageElement) => each.decode().then(() => each.naturalWidth)),
    ).toBe(1);
  });

  it("takes a reference from BibTeX, as it will be printed", async () => {
    const paragraph = contributor.locator(".ed-text > p").nth(1);
    await paragraph.evaluate((element) => getSelection()?.collapse(element, element.childNodes.length));
    await contributor.getByRole("button", { name: "Cite a work" }).click();
    await contributor.getByRole("button", { name: "A work that is not listed" }).click();
    const dialog = contributor.getByRole("dialog", { name: "Add a reference" });
    await dialog.getByLabel("DOI or BibTeX entry").fill(entry);
    await dialog.getByText("The Education of a Computer. Proceedings of the ACM").waitFor();
    await dialog.getByLabel("Key").fill("hopper1952education");
    await dialog.getByRole("button", { name: "Add and cite" }).click();
    await dialog.waitFor({ state: "detached" });
    await contributor.locator(".ed-text", { hasText: "Hopper" }).waitFor();
  });

  it("shows all that will change before it is sent", async () => {
    const cell = contributor.locator(".ed-text table td").last();
    // What lies on the way is drawn when it is seen, and may push the cell away from under the pointer.
    await expect
      .poll(async () => {
        await cell.click();
        return cell.evaluate((element) => element.contains(getSelection()?.anchorNode ?? null));
      })
      .toBe(true);
    await contributor.keyboard.press("Tab");
    await contributor.keyboard.type("Added");
    await contributor.locator("#propose-changes ins", { hasText: "Added" }).waitFor();
    const along = contributor.getByRole("region", { name: "What comes along" });
    await along.getByText(`${folder}/images/png/a-square-in-plain-red.png`).waitFor();
    await along.getByText("title = {The Education of a Computer}").waitFor();
    await contributor.getByLabel("What does it change?").fill("Show the colour of a warning");
    await contributor.getByLabel("I have read this and agree to it.").check();
    await contributor.locator(".propose-state[data-state=saved]").waitFor();
    await contributor.getByRole("button", { name: "Send to the editors" }).click();
    await contributor.waitForURL(/\/proposals\/\d+$/u);
    review = contributor.url().replace("/proposals/", "/review/");
  });

  it("is shown to the editor with the image and the entry, and publishes just that", async () => {
    before = (await git("rev-parse", "main")).trim();
    const editor = await signedIn("editor");
    await editor.goto(review);
    const along = editor.locator(".hunk-brings");
    const image = along.locator("img");
    expect(
      await image.evaluate((each: HTMLImageElement) => each.decode().then(() => each.naturalWidth)),
    ).toBe(1);
    await along.getByText("title = {The Education of a Computer}").waitFor();
    await editor.locator(".hunk-drawn figure img[src*='/uploads/']").first().waitFor();
    await editor.getByRole("button", { name: "Accept all and publish" }).click();
    await editor.locator(".page-header").getByText("Published", { exact: true }).waitFor();

    const files = await git("diff", "--name-status", before, "main");
    expect(files.trim().split("\n")).toEqual([
      `A\t${folder}/images/png/a-square-in-plain-red.png`,
      `M\t${folder}/serving.qmd`,
      "M\treferences.bib",
    ]);
    const diff = await git("diff", "--unified=0", before, "main", "--", "*.qmd", "*.bib");
    const lines = diff.split("\n").filter((line) => /^[+-](?![+-])/u.test(line));
    expect(lines.filter((line) => line.startsWith("-")).length).toBeLessThanOrEqual(1);
    expect(lines.filter((line) => line.startsWith("+")).map((line) => line.slice(1))).toEqual([
      expect.stringMatching(/\[@hopper1952education\]$/u),
      "",
      '![The colour of a warning.](images/png/a-square-in-plain-red.png){#fig-the-colour-of-a-warning fig-alt="A square in plain red"}',
      expect.stringMatching(/^\|\s*Added/u),
      "",
      ...entry.replace("something", "hopper1952education").split("\n"),
    ]);
    const stored = await run(
      "git",
      ["--git-dir", site().bookRemote, "show", `main:${folder}/images/png/a-square-in-plain-red.png`],
      {
        encoding: "buffer",
      },
    );
    expect(stored.stdout.toString("base64")).toBe(png);
  });

  it("keeps what is only proposed from everybody else", async () => {
    const page = await (await browser.newContext()).newPage();
    const address = await contributor.locator(".additions img").first().getAttribute("src");
    expect(address).toMatch(/^\/uploads\//u);
    expect((await page.goto(site().appUrl + address))?.status()).toBe(404);
    const sent = await page.request.post(`${site().appUrl}/uploads?proposal=x&path=y&about=z`, {
      data: Buffer.from(png, "base64"),
      headers: { origin: site().appUrl },
    });
    expect(sent.status()).toBe(401);
    const large = await contributor.request.post(`${site().appUrl}/uploads?proposal=x&path=y&about=z`, {
      data: Buffer.alloc(5 * 1024 * 1024 + 1),
      headers: { origin: site().appUrl },
    });
    expect(large.status()).toBe(413);
    const elsewhere = await page.request.post(`${site().appUrl}/uploads?proposal=x&path=y&about=z`, {
      data: Buffer.from(png, "base64"),
      headers: { origin: "https://elsewhere.example" },
    });
    expect(elsewhere.status()).toBe(403);
  });
});
