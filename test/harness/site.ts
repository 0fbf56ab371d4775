import { inject } from "vitest";

/** The running site that the end-to-end tests visit, as `npm start` would have made it from a fresh clone. */
export interface Site {
  /** For example http://localhost:41234, without a trailing slash. */
  appUrl: string;
  databaseUrl: string;
  /** The book's Git remote, made from content/. */
  bookRemote: string;
  /** What .data is elsewhere: mail, mirror, database. */
  dataDir: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** The site, or why there is none. */
    site: Site | { failure: string };
  }
}

/** Only in tests of the project `e2e`. Throws why, when the site could not be built or started. */
export function site(): Site {
  const provided = inject("site");
  if ("failure" in provided) throw new Error(provided.failure);
  return provided;
}
