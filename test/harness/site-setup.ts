import type { TestProject } from "vitest/node";
import { root } from "../../scripts/bootstrap/runtime.mjs";
import { build } from "../../scripts/bootstrap/steps.mjs";
import { takeTurns } from "../../scripts/bootstrap/take-turns.mjs";
import { startSite } from "./start-site.ts";
import { clearAbandonedFolders } from "./temporary-folder.ts";

/**
 * Build if sources changed, then start the site with `scripts/start.mjs` as a person would, in a folder of its
 * own. A site that cannot be had fails the tests that ask for it, and leaves the others to run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    await clearAbandonedFolders();
    await takeTurns(root, build);
    const running = await startSite();
    project.provide("site", running.site);
    return running.stop;
  } catch (error) {
    project.provide("site", { failure: `There is no site to visit. ${(error as Error).message}` });
    return async () => undefined;
  }
}
