import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  launchBrowser,
  openPage,
  signInAtGithub,
  startSite,
  temporaryFolder,
  until,
} from "#test/harness/index.ts";
import { type Forge, startForge } from "#test/support/forge/index.ts";

/** A book at GitHub, from a proposal in the browser over a push from elsewhere to the merged pull request. */
const run = promisify(execFile);
const path = "one.qmd";
const text = `# One {#sec-one}

Every system is measured before it is improved.

A last paragraph stands here and ends.
`;

let browser: Browser;
let forge: Forge;
let repository: Awaited<ReturnType<Forge["addRepository"]>>;
let running: Awaited<ReturnType<typeof startSite>>;
let folder = "";
let clone = "";
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
  const secret = "what only the two of them know, and long";
  running = await startSite({
    BOOK_REMOTE: forge.gitUrl(repository),
    GITHUB_CLIENT_ID: oauth.clientId,
    GITHUB_CLIENT_SECRET: oauth.clientSecret,
    GITHUB_SERVER_URL: forge.url,
    GITHUB_API_URL: forge.apiUrl,
    GITHUB_TOKEN: forge.addToken("ada"),
    GITHUB_WEBHOOK_SECRET: secret,
    BOOK_EDITORS: "ada",
  });
  url = running.site.appUrl;
  forge.addHook(repository, { url: `${url}/api/hooks/github`, secret, events: ["push", "pull_request"] });
  folder = await temporaryFolder("clone");
  clone = join(folder, "clone");
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  await forge?.close();
  await rm(folder, { recursive: true, force: true });
});

const git = async (...args: string[]) => (await run("git", args, { cwd: repository.folder })).stdout;
const pulls = () => [...forge.records.pulls.values()];

describe("a book at GitHub", () => {
  let contributor: Page;
  let number = "";

  it("shows a contributor's proposal as a pull request, without a fork or a right of theirs", async () => {
    contributor = await signInAtGithub(await openPage(browser), url, "nadia");
    await until(
      contributor,
      url,
      async () => (await contributor.getByRole("link", { name: /One/u }).count()) > 0,
    );
    const chapter = await contributor.locator("a[href^='/read/'][href$='/one']").first().getAttribute("href");
    await contributor.goto(url + (chapter ?? "").replace("/read/", "/propose/"));
    const paragraph = contributor.locator(".ed-text > p").first();
    await paragraph.click();
    await paragraph.evaluate((element) =>
      getSelection()?.collapse(element.firstChild, "Every system".length),
    );
    await contributor.keyboard.type(" worth having");
    await contributor.locator(".propose-changes ins").first().waitFor();
    await contributor.getByLabel("What does it change?").fill("Say which systems");
    await contributor.getByLabel("I have read this and agree to it.").check();
    await contributor.locator(".propose-state[data-state=saved]").waitFor();
    await contributor.getByRole("button", { name: "Send to the editors" }).click();
    await contributor.waitForURL(/\/proposals\/\d+$/u);
    number = contributor.url().split("/").at(-1) ?? "";
    await until(contributor, `${url}/proposals/${number}`, async () => pulls().length === 1);
    expect(pulls()).toMatchObject([
      { title: "Say which systems", head: { ref: `colophon/proposal-${number}` } },
    ]);
    const log = await git("log", "-1", "--format=%an <%ae>%n%cn", `colophon/proposal-${number}`);
    expect(log).toMatch(/^Nadia Newcomer <\d+\+nadia@users\.noreply\.github\.com>\nColophon\n$/u);
  });

  it("lets its author choose when somebody pushes other words to the same place", async () => {
    await run("git", ["clone", "--quiet", forge.gitUrl(repository, forge.addToken("ada")), clone]);
    await writeFile(join(clone, path), text.replace("Every system is", "Every system of ours is"));
    const person = ["-c", "user.name=Ada Author", "-c", "user.email=ada@example.org"];
    await run("git", [...person, "commit", "--quiet", "--all", "-m", "Only our own"], { cwd: clone });
    await run("git", ["push", "--quiet"], { cwd: clone });
    const clash = contributor.getByRole("heading", { name: "The book has changed in the same words" });
    await until(contributor, `${url}/proposals/${number}`, async () => (await clash.count()) > 0);
    const told = await contributor.locator(".settle .three-wordings").innerText();
    expect(told).toContain("of ours");
    expect(told).toContain("worth having");
    await contributor
      .getByLabel("What shall stand")
      .fill("Every system of ours worth having is measured before it is improved.");
    await contributor.getByLabel("I have read this and agree to it.").check();
    await contributor.getByRole("button", { name: "Send it so" }).click();
    await clash.waitFor({ state: "detached" });
    await until(contributor, `${url}/proposals/${number}`, async () =>
      (await git("show", `colophon/proposal-${number}:${path}`)).includes(
        "Every system of ours worth having is",
      ),
    );
    expect(pulls()).toHaveLength(1);
  });

  it("merges the pull request when the editor accepts, with author, trailers and both people's words", async () => {
    const editor = await signInAtGithub(await openPage(browser), url, "ada");
    await editor.goto(`${url}/review/${number}`);
    await editor.locator(".hunk ins").first().waitFor();
    await editor.keyboard.press("a");
    await editor.getByRole("button", { name: /Publish all accepted/u }).click();
    await editor.locator(".page-header").getByText("Published", { exact: true }).waitFor();
    const [author, committer, message] = (await git("log", "-1", "--format=%an%x00%cn%x00%B", "main")).split(
      "\0",
    );
    expect([author, committer]).toEqual(["Nadia Newcomer", "Ada Author"]);
    expect(message).toMatch(
      new RegExp(
        `^Say which systems\n\nProposal: ${number}\nLicence: CC-BY-NC-SA-4\\.0\nGrant: [0-9a-f]{64}\n`,
        "u",
      ),
    );
    expect(await git("show", `main:${path}`)).toBe(
      text.replace("Every system is", "Every system of ours worth having is"),
    );
    expect(pulls()).toMatchObject([{ state: "closed", mergedAt: expect.any(String) }]);
    expect((await git("log", "--format=%s", "main")).split("\n").slice(0, 2)).toEqual([
      "Say which systems",
      "Only our own",
    ]);
  });
});
