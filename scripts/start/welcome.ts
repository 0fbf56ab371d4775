import { relative } from "node:path";
import type { Environment } from "#lib/adapters/env/index.ts";

/**
 * What to read once everything runs: the address, and what to do next.
 * @param setupCode while the site has no admin: lets whoever reads this set it up
 */
export function welcome(environment: Environment, dataDir: string, setupCode: string | null): string {
  const here = relative(process.cwd(), dataDir) || dataDir;
  const rows: [string, string][] = [["Read", "open the address; nobody needs an account to read"]];
  if (environment.github.signIn) rows.push(["Take part", "choose Sign in, and use your GitHub account"]);
  if (environment.demoAccounts) {
    rows.push([
      "Take part",
      "choose Sign in, and be a reader, contributor, reviewer, editor or admin with one click",
    ]);
    rows.push(["", "(demo accounts, on this machine only)"]);
  }
  rows.push(
    environment.book.remote === undefined
      ? [
          "Your book",
          `open ${environment.web.publicUrl}/setup, or BOOK_REMOTE=<any Git address or folder> npm start`,
        ]
      : ["Book", environment.book.remote.replace(/\/\/[^/@]*@/, "//")],
  );
  if (setupCode !== null && !environment.web.loopback)
    rows.push([
      "Set up",
      `${environment.web.publicUrl}/setup?code=${setupCode} (works once, while there is no admin)`,
    ]);
  if (environment.web.publicUrl.startsWith("https:") && environment.web.trustedProxies === 0)
    rows.push(["Proxy", "set TRUSTED_PROXIES=1, or all visitors count as one in the limits"]);
  rows.push(["Kept in", here.startsWith("..") ? dataDir : here]);
  rows.push(["Stop", "Ctrl-C"]);
  const body = rows.map(([label, text]) => `  ${label.padEnd(11)}${text}`).join("\n");
  return `\nColophon is ready at ${environment.web.publicUrl}\n\n${body}\n`;
}
