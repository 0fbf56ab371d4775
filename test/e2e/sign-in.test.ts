import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, startSite } from "#test/harness/index.ts";
import { type Forge, type OauthApp, startForge } from "#test/support/forge/index.ts";

/** Signing in with GitHub, on a site that knows a GitHub of this machine; see test/support/forge. */
let browser: Browser;
let forge: Forge;
let oauth: OauthApp;
let running: Awaited<ReturnType<typeof startSite>>;
let url = "";

beforeAll(async () => {
  forge = await startForge();
  oauth = forge.addOauthApp("Colophon");
  forge.addPerson("nadia", { name: "Nadia Newcomer", emails: ["nadia@example.org", "old@example.org"] });
  forge.addPerson("Ada-L", { email: "ada@example.org" });
  forge.addPerson("omar", { name: "Omar Other" });
  forge.addPerson("petra", { name: "Petra Person" });
  running = await startSite({
    GITHUB_CLIENT_ID: oauth.clientId,
    GITHUB_CLIENT_SECRET: oauth.clientSecret,
    GITHUB_SERVER_URL: forge.url,
    GITHUB_API_URL: forge.apiUrl,
    BOOK_EDITORS: "ada-l",
  });
  url = running.site.appUrl;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  await forge?.close();
});
beforeEach(() => {
  forge.outage(null);
});

async function newPage(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

/** As far as GitHub's page that asks for consent. */
async function atGithub(page: Page, to = "/notifications"): Promise<void> {
  await page.goto(`${url}/sign-in?to=${to}`);
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await page.waitForURL(`${forge.url}/**`);
}

async function signIn(page: Page, login: string): Promise<void> {
  await atGithub(page);
  await page.getByRole("link", { name: `Authorize as ${login}` }).click();
  await page.waitForURL(`${url}/notifications`);
}

const me = async (context: BrowserContext) =>
  (await (await context.request.get(`${url}/api/me`)).json()).person;
const failure = (page: Page) => page.locator("main").getByRole("alert").innerText();

describe("signing in with GitHub", () => {
  it("makes a newcomer a contributor and leads on to where they wanted to go", async () => {
    const page = await newPage();
    await signIn(page, "nadia");
    expect(await me(page.context())).toMatchObject({ name: "Nadia Newcomer", role: "contributor" });
    await page.goto(`${url}/sign-in`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(`${url}/`);
    expect(await me(page.context())).toBeNull();
  });

  it("works without scripts, and knows an editor of the settings", async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await signIn(page, "Ada-L");
    expect(await me(page.context())).toMatchObject({ name: "Ada-L", role: "editor" });
  });

  it("says what to do when consent was refused, and keeps where they wanted to go", async () => {
    const page = await newPage();
    await atGithub(page);
    await page.getByRole("link", { name: "Cancel" }).click();
    await page.waitForURL(`${url}/sign-in?*`);
    expect(await failure(page)).toContain("you chose not to let this site know who you are");
    await page.getByRole("button", { name: "Continue with GitHub" }).click();
    await page.getByRole("link", { name: "Authorize as nadia" }).click();
    await page.waitForURL(`${url}/notifications`);
  });

  it("takes no answer to a sign-in that this browser did not begin, or began twice", async () => {
    const [theirs, page] = [await newPage(), await newPage()];
    await atGithub(theirs);
    const answer = await theirs.getByRole("link", { name: "Authorize as nadia" }).getAttribute("href");
    await page.goto(answer ?? "");
    expect(await failure(page)).toContain("begun in another window");
    await atGithub(page);
    await page.goto(answer ?? "");
    expect(await failure(page)).toContain("begun in another window");
    expect(await me(page.context())).toBeNull();
  });

  it("says so when GitHub is not there to say who it is", async () => {
    const page = await newPage();
    await atGithub(page);
    const link = page.getByRole("link", { name: "Authorize as nadia" });
    forge.outage(503);
    await link.click();
    await page.waitForURL(`${url}/sign-in?*`);
    expect(await failure(page)).toContain("try again in a few minutes");
    expect(await me(page.context())).toBeNull();
  });

  it("names a wrong setting in the log and not to the visitor", async () => {
    const page = await newPage();
    await atGithub(page);
    const secret = oauth.clientSecret;
    oauth.clientSecret = "another";
    await page.getByRole("link", { name: "Authorize as nadia" }).click();
    await page.waitForURL(`${url}/sign-in?*`);
    oauth.clientSecret = secret;
    expect(await failure(page)).toContain("tell the people who run this site");
    expect(running.output()).toContain("incorrect_client_credentials");
    expect(running.output()).not.toContain(secret);
  });
});

describe("the page of people", () => {
  it("lets an editor give a role, which holds from the person's next click", async () => {
    const [editor, newcomer] = [await newPage(), await newPage()];
    await signIn(newcomer, "omar");
    await signIn(editor, "Ada-L");
    await newcomer.goto(`${url}/people`);
    expect(await newcomer.locator("main").innerText()).toContain("This needs the role of editor");
    await editor.goto(`${url}/people`);
    await editor.getByLabel("Role of Omar Other", { exact: true }).selectOption("reviewer");
    await editor.getByRole("button", { name: "Change the role of Omar Other" }).click();
    await editor.getByRole("status").filter({ hasText: "Omar Other is now a reviewer" }).waitFor();
    expect(await me(newcomer.context())).toMatchObject({ role: "reviewer", unread: 1 });
    await newcomer.goto(`${url}/review`);
    expect(await newcomer.locator("h1").innerText()).toBe("Review");
  });

  it("says why the role of an editor of the settings stays, and keeps what was chosen", async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await signIn(page, "Ada-L");
    await page.goto(`${url}/people`);
    await page.getByLabel("Role of Ada-L", { exact: true }).selectOption("reader");
    await page.getByRole("button", { name: "Change the role of Ada-L" }).click();
    await page.getByRole("alert").filter({ hasText: "BOOK_EDITORS" }).waitFor();
    expect(await me(page.context())).toMatchObject({ role: "editor" });
  });

  it("has a way in from the command line when no editor can sign in", async () => {
    const book = async (...args: string[]) => {
      const env = {
        ...process.env,
        DATABASE_URL: running.site.databaseUrl,
        BOOK_REMOTE: running.site.bookRemote,
        COLOPHON_DATA_DIR: running.site.dataDir,
      };
      const ran = promisify(execFile)(process.execPath, ["scripts/book/main.ts", "people", ...args], { env });
      return ran.catch((error: { stdout: string; stderr: string; code: number }) => error);
    };
    await signIn(await newPage(), "petra");
    const page = await newPage();
    await signIn(page, "Ada-L");
    expect((await book("set-role", "@PETRA", "admin")).stdout).toMatch(/^Petra Person: \w+ -> admin\n$/u);
    expect(JSON.parse((await book("petra", "--json")).stdout)).toMatchObject([
      { login: "petra", role: "admin" },
    ]);
    expect((await book("set-role", "nobody", "editor")).stderr).toContain("has signed in here yet");
    expect((await book("set-role", "petra", "king")).stderr).toContain("Please choose a role");
    await page.goto(`${url}/people`);
    expect(await page.locator("main").innerText()).toContain("changed by The person who runs this site");
  });
});
