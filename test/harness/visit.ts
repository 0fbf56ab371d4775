import type { Browser, Page } from "playwright-core";

/** A window of its own, which nobody is signed in from. */
export async function openPage(browser: Browser, width = 1280): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

/** Sign in with the demo account of a role. */
export async function signInAs(page: Page, appUrl: string, role: string): Promise<Page> {
  await page.goto(`${appUrl}/sign-in?to=/notifications`);
  await page.click(`form:has(input[value=${role}]) button`);
  await page.waitForURL(`${appUrl}/notifications`);
  return page;
}

/** Sign in at the GitHub of the test (test/support/forge). */
export async function signInAtGithub(page: Page, appUrl: string, login: string): Promise<Page> {
  await page.goto(`${appUrl}/sign-in?to=/notifications`);
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await page.getByRole("link", { name: `Authorize as ${login}` }).click();
  await page.waitForURL(`${appUrl}/notifications`);
  return page;
}

/** Reload until the page says what is expected; each load is a request, so nothing sleeps here. */
export async function until(page: Page, address: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  do {
    await page.goto(address);
    if (await holds()) return;
  } while (performance.now() < end);
  const words = (await page.locator("body").innerText()).slice(0, 1500);
  throw new Error(`${address} did not come to show what was expected:\n${words}`);
}
