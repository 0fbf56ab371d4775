import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { chromium } from "playwright-core";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * A Chromium without a window: the one CHROMIUM_PATH names, else one installed on this machine, else the one
 * npm brings. Only arguments that a container needs are given, so that pages are kept to the usual web rules.
 */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath:
      process.env.CHROMIUM_PATH || usual.find((path) => existsSync(path)) || (await shippedChromium()),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

/**
 * The package unpacks its browser into the temp folder and uses any it finds there, even one of another
 * version, so the temp folder is one for this version alone while it does.
 */
async function shippedChromium(): Promise<string> {
  const own = join(tmpdir(), "colophon-chromium-153.0.0");
  await mkdir(own, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = own;
  try {
    const { default: shipped } = await import("@sparticuz/chromium");
    return await shipped.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
