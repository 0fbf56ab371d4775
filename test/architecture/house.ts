/** The house as data: what the rules hold. Change it together with the code, and say why in docs/decisions/. */

/** Rooms by the beginning of their paths; the first that fits counts. */
export const rooms: readonly { name: string; paths: readonly string[] }[] = [
  { name: "core", paths: ["lib/core/"] },
  { name: "editor", paths: ["lib/editor/"] },
  { name: "ui", paths: ["lib/ui/"] },
  { name: "features", paths: ["lib/features/"] },
  { name: "adapters", paths: ["lib/adapters/"] },
  {
    name: "wiring",
    paths: [
      "lib/server.ts",
      "lib/visitor.ts",
      "lib/wiring.ts",
      "lib/worker.ts",
      "lib/workshop.ts",
      "lib/installation.ts",
      "lib/search.ts",
      "lib/settings.ts",
      "lib/setup.ts",
    ],
  },
  { name: "app", paths: ["app/", "proxy.ts", "instrumentation.ts", "instrumentation-client.ts"] },
  { name: "database client", paths: ["prisma/generated/"] },
  { name: "scripts", paths: ["scripts/"] },
  { name: "test", paths: ["test/"] },
];

/** What every room may import: the language of results. */
export const shared: readonly string[] = ["lib/core/outcome.ts"];

/** Which rooms a room may import from, besides itself. `types` are erased and carry no behaviour. */
export const direction: Readonly<Record<string, { from: readonly string[]; types?: readonly string[] }>> = {
  core: { from: [] },
  // How keys and controls are named and drawn is the same in the editor as on every page.
  editor: { from: ["core", "ui"] },
  ui: { from: ["core"] },
  features: { from: ["core"] },
  // Adapters implement the ports that the features name.
  adapters: { from: ["core", "database client"], types: ["features"] },
  wiring: { from: ["core", "features", "adapters"] },
  // Pages use core's words and pure functions as they are, and only the shapes of what features return.
  app: { from: ["wiring", "editor", "ui", "core"], types: ["features"] },
  // The bench measures with the browser that the tests use.
  scripts: { from: ["core", "editor", "features", "adapters", "wiring", "database client", "test"] },
};

/** Pure packages: the same answer for the same arguments, nothing else touched. */
export const purePackages: ReadonlySet<string> = new Set([
  "@citation-js/core",
  "@citation-js/plugin-bibtex",
  "@citation-js/plugin-csl",
  "@noble/hashes",
  "canonicalize",
  "diff",
  "hast",
  "hast-util-from-html",
  "hast-util-sanitize",
  "hast-util-to-html",
  "image-size",
  "katex",
  "mdast",
  "mdast-util-from-markdown",
  "mdast-util-math",
  "shiki",
  "unist",
  "yaml",
  "zod",
]);

/** What core must be handed instead of reaching for it. */
export const impure: readonly { words: RegExp; instead: string }[] = [
  {
    words: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/,
    instead: "the clock comes in as an argument",
  },
  { words: /\bMath\.random\b/, instead: "randomness comes in as an argument" },
  { words: /\brandomUUID\b|\bgetRandomValues\b|\brandomBytes\b/, instead: "ids come in as arguments" },
  {
    words: /(?<![.\w])fetch\(|\bXMLHttpRequest\b|\bWebSocket\b/,
    instead: "the network belongs to the adapters",
  },
  { words: /(?<![.\w])process\./, instead: "core knows no process" },
  { words: /(?<![.\w])(?:setTimeout|setInterval|setImmediate)\(/, instead: "core does not wait" },
  {
    words:
      /(?<![.\w])(?:localStorage|sessionStorage|window)\.|\bdocument\.(?:createElement|querySelector|getElementById|cookie)/,
    instead: "core knows no browser",
  },
];

/** Where process.env may be read, each with its reason. */
export const environmentReaders: Readonly<Record<string, string>> = {
  "lib/adapters/env/": "parses it for everything else",
  "lib/adapters/git/blob-reader.ts": "hands it on to git, and reads nothing from it",
  "lib/adapters/git/run-git.ts": "hands it on to git, and reads nothing from it",
  "lib/adapters/git/scratch-repository.ts": "hands it on to git in tests",
  "scripts/": "hands it to lib/adapters/env and to the processes it starts",
  "test/": "hands it to the processes it starts",
  "next.config.ts": "is loaded before anything of ours",
  "prisma.config.ts": "is loaded before anything of ours",
  "vitest.config.ts": "is loaded before anything of ours",
};

/** Ways into a sub-room other than its index.ts, each with its reason. */
export const sideDoors: Readonly<Record<string, string>> = {
  "lib/adapters/db/migrate.ts": "runs before the database client needs to exist",
  "lib/adapters/together/refuse-upgrade.ts": "our own server refuses upgrades, and loads nothing else for it",
  "lib/core/text/hostile.fixture.ts": "benches measure the very texts that tests read",
  "lib/core/text/render/render-comment.ts": "web processes draw comments, and need no highlighter for it",
};

/** Rooms inside a room of core that have a door of their own. */
export const innerRooms: readonly string[] = ["lib/core/text/render"];

/** Names that say nothing about what is inside. */
export const emptyNames: readonly string[] = [
  "util",
  "utils",
  "helper",
  "helpers",
  "misc",
  "common",
  "manager",
];

export const longestFile = 300;
/** Longer files, each with the reason why it is one thing. Tests may be as long as their cases. */
export const longFiles: Readonly<Record<string, string>> = {
  "lib/core/text/build.ts":
    "one walk from the scanned lines to the tree; its cases share the open containers",
  "lib/core/text/inline.ts":
    "one scanner over a line of text; its cases share the position and the delimiter stack",
  "lib/core/text/tree.ts": "the one list of node types, which everything else reads",
  "lib/core/text/scan.ts": "one scanner over the lines of a file; its cases share the open containers",
};

export const longestReadme = 60;

/** Rooms without a face of their own, entered by file or by sub-room; they have a README.md but no index.ts. */
export const corridors: readonly string[] = ["lib/core", "lib/adapters", "lib/features"];
/** Single rooms; each folder below lib/core and lib/adapters is one as well. */
export const singleRooms: readonly string[] = ["lib/editor", "lib/ui"];
