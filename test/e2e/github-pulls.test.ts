import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openPage, signInAtGithub, startSite, until } from "#test/harness/index.ts";
import { type Forge, startForge } from "#test/support/forge/index.ts";

/** A pull request that somebody opened at GitHub, from there over the queue and its licence into the book. */
const path = "one.qmd";
const text = `# One {#sec-one}

Every system is measured before it is improved.

A last paragraph stands here and ends.
`;
const secret = "what only the two of them know, and long";

let browser: Browser;
let forge: Forge;
let repository: Awaited<ReturnType<Forge["addRepository"]>>;
let running: Awaited<ReturnType<typeof startSite>>;
let url = "";

beforeAll(async () => {
  forge = await startForge();
  const oauth = forge.addOauthApp("Colophon");
  forge.addPerson("ada", { name: "Ada Author", email: "ada@example.org" });
  forge.addPerson("nadia", { name: "Nadia Newcomer", email: "nadia@example.org" });
  repository = await forge.addRepository("ada/book", {
    files: {
      "_quarto.yml":
        'project:\n  type: book\nbook:\n  title: "A Book at GitHub"\n  chapters:\n    - index.qmd\n    - one.qmd\n',
      "index.qmd": "# Preface {.unnumbered}\n\nIt begins.\n",
      [path]: text,
    },
  });
  running = await startSite({
    BOOK_REMOTE: forge.gitUrl(repository),
    GITHUB_CLIENT_ID: oauth.clientId,
    GITHUB_CLIENT_SECRET: oauth.clientSecret,
    GITHUB_SERVER_URL: forge.url,
    GITHUB_API_URL: forge.apiUrl,
    GITHUB_TOKEN: forge.addToken("ada"),
    GITHUB_WEBHOOK_SECRET: secret,
  });
  url = running.site.appUrl;
  forge.addHook(repository, { url: `${url}/api/hooks/github`, secret });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  await forge?.close();
});

const comments = () => [...forge.records.issueComments.values()].map(({ body }) => body);

describe("a pull request from GitHub", () => {
  let editor: Page;
  let number = "";

  it("comes into the queue of whoever may maintain the repository, with what else it changes", async () => {
    editor = await signInAtGithub(await openPage(browser), url, "ada");
    await until(editor, url, async () => (await editor.getByRole("link", { name: /One/u }).count()) > 0);
    const fork = await forge.fork(repository, "nadia");
    await forge.commit(
      fork,
      { [path]: text.replace("Every system", "Every good system"), "extra.qmd": "# Extra\n" },
      { branch: "better", by: "nadia" },
    );
    const opened = await fetch(`${forge.apiUrl}/repos/ada/book/pulls`, {
      method: "POST",
      headers: { authorization: `Bearer ${forge.addToken("nadia")}` },
      body: JSON.stringify({
        title: "Say which systems",
        body: "It reads **better**.",
        head: "nadia:better",
        base: "main",
      }),
    });
    expect(opened.status).toBe(201);
    const row = editor.getByRole("link", { name: /Say which systems/u });
    await until(editor, `${url}/review`, async () => (await row.count()) > 0);
    await row.first().click();
    await editor.getByText("judged at GitHub; publishing here leaves it out").waitFor();
    number = editor.url().split("/").at(-1) ?? "";
    expect(await editor.locator(".review-facts").innerText()).toContain("extra.qmd");
    await until(editor, `${url}/review/${number}`, async () =>
      comments().some((body) => body.includes(`${url}/proposals/${number}`)),
    );
  });

  it("is granted by its author, who signs in with the same account", async () => {
    const author = await signInAtGithub(await openPage(browser), url, "nadia");
    await author.goto(`${url}/proposals/${number}#licence`);
    await author.getByRole("heading", { name: "The licence of your change" }).waitFor();
    await author.getByLabel("I have read this and agree to it.").check();
    await author.getByRole("button", { name: "Agree" }).click();
    await author.getByRole("heading", { name: "The licence of your change" }).waitFor({ state: "detached" });
    await until(author, `${url}/proposals/${number}`, async () =>
      [...forge.records.statuses.values()].flat().some(({ state }) => state === "success"),
    );
  });

  it("is published here, and its author is told at GitHub", async () => {
    await editor.goto(`${url}/review/${number}`);
    await editor.getByRole("button", { name: /Accept all and publish/u }).click();
    await editor.locator(".page-header").getByText("Published", { exact: true }).waitFor();
    expect(await forge.read(repository, path)).toContain("Every good system");
    await until(editor, `${url}/review/${number}`, async () =>
      comments().some((body) => body.includes("took this into the book")),
    );
    const [pull] = forge.records.pulls.values();
    // What else it changes is still to be decided there.
    expect(pull?.state).toBe("open");
  });
});
