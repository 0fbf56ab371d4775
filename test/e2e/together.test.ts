import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openPage, signInAs, site, until } from "#test/harness/index.ts";

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
  return signInAs(await openPage(browser), site().appUrl, role);
}

const paragraph = (page: Page, at: number) => page.locator(".ed-text > p").nth(at);

/** Put the cursor at one end of a paragraph, and type. */
async function write(page: Page, at: number, end: "start" | "end", words: string): Promise<void> {
  const place = paragraph(page, at);
  await place.click();
  await place.evaluate((element, where) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes: Node[] = [];
    while (texts.nextNode())
      if (!texts.currentNode.parentElement?.closest(".ed-fellow")) nodes.push(texts.currentNode);
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
    const link = one.locator("ol a[href^='/read/']", { hasText: /./u }).nth(3);
    await until(one, site().appUrl, async () => (await link.count()) > 0);
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
    await Promise.all([
      write(one, 2, "end", " Again the first."),
      write(two, 3, "end", " Again the second."),
    ]);
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

  it("goes on without a connection, and comes together again", async () => {
    await two.context().setOffline(true);
    await write(two, 2, "start", "Written on a train. ");
    await two.locator(".propose-state[data-state=offline]").waitFor();
    await write(one, 2, "end", " Written at home.");
    await saved(one);
    expect(await words(two, 2)).not.toContain("Written at home.");
    await two.context().setOffline(false);
    for (const page of [one, two]) {
      await has(page, "Written on a train.");
      await has(page, "Written at home.");
      await saved(page);
    }
    expect(await words(one, 2)).toBe(await words(two, 2));
  });

  it("is the same text in the source, where both write too", async () => {
    await two.getByRole("button", { name: "Source", exact: true }).click();
    const source = two.locator(".cm-content");
    await source.waitFor();
    await source.evaluate((element) => {
      const line = [...element.querySelectorAll(".cm-line")].find((each) =>
        each.textContent?.includes("Written on a train."),
      );
      getSelection()?.collapse(line ?? element, line?.childNodes.length ?? 0);
    });
    await source.focus();
    await two.keyboard.press("End");
    await two.keyboard.type(" In the source.", { delay: 15 });
    await has(one, "In the source.");
    await write(one, 3, "start", "Seen in the source. ");
    await two.locator(".cm-content", { hasText: "Seen in the source." }).waitFor();
    await two.getByRole("button", { name: "As it looks" }).click();
    await has(two, "Seen in the source.");
    for (const at of [1, 2, 3]) expect(await words(two, at)).toBe(await words(one, at));
  });

  it("undoes what one wrote oneself, and leaves what the other wrote", async () => {
    await write(one, 3, "end", " Soon undone.");
    await has(two, "Soon undone.");
    await write(two, 3, "start", "To stay. ");
    await has(one, "To stay.");
    await paragraph(one, 3).click();
    await one.keyboard.press("Control+z");
    await two.locator(".ed-text", { hasNotText: "Soon undone." }).waitFor();
    await has(one, "To stay.");
  });

  it("comes together where no socket is let through", async () => {
    await two.routeWebSocket(/together/u, (socket) => socket.close());
    await two.reload();
    await has(two, "To stay.");
    await two.locator(".propose-present li").waitFor({ state: "detached" });
    await write(two, 3, "start", "Without a socket. ");
    await saved(two);
    await has(one, "Without a socket.");
    await write(one, 3, "end", " Seen without one.");
    await has(two, "Seen without one.");
  });

  it("is sent by its author, granted by both, and names both in the book's history", async () => {
    await one.getByLabel("What does it change?").fill("Write it together");
    await one.getByLabel("I have read this and agree to it.").check();
    await saved(one);
    await one.getByRole("button", { name: "Send to the editors" }).click();
    await one.waitForURL(/\/proposals\/\d+$/u);
    await one.getByText("waiting for the licence of Ravi Reviewer").waitFor();
    await two.getByText("This was sent to the editors").waitFor();
    const number = one.url().split("/").at(-1) ?? "";

    const editor = await signedIn("editor");
    await editor.goto(`${site().appUrl}/review/${number}`);
    await editor.getByRole("button", { name: "Accept all and publish" }).click();
    await editor.getByText("It waits for the licence of Ravi Reviewer").waitFor();
    await two.goto(`${site().appUrl}/notifications`);
    await two
      .getByRole("link", { name: /agree to the licence/u })
      .first()
      .click();
    await two.waitForURL(/\/proposals\//u);
    await two.getByLabel("Credit me as").fill("Ravi R.");
    await two.getByLabel("I have read this and agree to it.").check();
    await two.getByRole("button", { name: "Agree" }).click();
    await two.getByText("credited as Ravi R.").waitFor();

    await editor.reload();
    await editor
      .getByRole("button", { name: /^(?:Accept all and publish|Publish all accepted)/u })
      .first()
      .click();
    await editor.locator(".page-header").getByText("Published", { exact: true }).waitFor();
    const { stdout: log } = await promisify(execFile)("git", ["log", "-1", "--format=%an%n%B", "main"], {
      cwd: site().bookRemote,
    });
    expect(log.split("\n")[0]).toBe("Cem Contributor");
    expect(log).toMatch(/^Co-authored-by: Ravi R\. <[^>]+>$/mu);
    expect(log.match(/^Grant: /gmu)).toHaveLength(2);
  });
});
