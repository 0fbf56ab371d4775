export type { FreshDatabase } from "./fresh-database.ts";
export { freshDatabase } from "./fresh-database.ts";
export { launchBrowser } from "./launch-browser.ts";
export type { Site } from "./site.ts";
export { site } from "./site.ts";
export { startSite } from "./start-site.ts";
export { temporaryFolder } from "./temporary-folder.ts";
export { openPage, signInAs, signInAtGithub, until } from "./visit.ts";
