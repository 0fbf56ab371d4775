import { vi } from "vitest";
import {
  type App,
  type Forge,
  type Installation,
  type Repository,
  useForge,
} from "#test/support/forge/index.ts";
import {
  createGithubClient,
  createRepositoryClient,
  type GithubClient,
  type RepositoryClient,
} from "./index.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

export interface BookOnForge {
  forge: Forge;
  book: Repository;
  app: App;
  installation: Installation;
  github: GithubClient;
  repository: RepositoryClient;
  /** Lets time pass for the forge and the client alike. */
  later(seconds: number): void;
  /** Requests that change something, by route, in their order. */
  writes(): string[];
  /** Open a pull request of a branch `name` with one change in a.qmd, as bo. Resolves to its number. */
  propose(name: string, text?: string): Promise<number>;
}

/**
 * A book with three lines, an app that is installed on it, and a client that signs in as that installation. Afterwards
 * everything that was said is held against GitHub's description.
 */
export function onForge(body: (given: BookOnForge) => Promise<void>) {
  return async () => {
    let time = Date.parse("2026-03-01T10:00:00Z");
    const now = () => time;
    await useForge({ clock: now }, async (forge) => {
      const book = await forge.addRepository("ada/book", { files: { "a.qmd": "one\ntwo\nthree\n" } });
      forge.addPerson("bo", { email: "bo@example.org" });
      forge.allow(book, "bo", "write");
      const app = forge.addApp({ owner: "ada" });
      const installation = forge.install(app, "ada", [book]);
      const github = createGithubClient({
        apiUrl: forge.apiUrl,
        identity: { kind: "app", appId: app.id, privateKey: app.privateKey, installationId: installation.id },
        now,
        paced: false,
        retryMs: 1,
        timeoutMs: 30_000,
      });
      await body({
        forge,
        book,
        app,
        installation,
        github,
        repository: createRepositoryClient(github, book.id, now),
        later(seconds) {
          time += seconds * 1000;
        },
        writes: () =>
          forge.requests
            .filter((each) => each.method !== "GET" && !each.route.endsWith("access_tokens"))
            .map((each) => each.route.replace("/repos/{owner}/{repo}", "")),
        async propose(name, text = "one\nTWO\nthree\n") {
          const head = await forge.head(book);
          await forge.commit(
            book,
            { "a.qmd": text },
            { branch: name, ...(head ? { from: head } : {}), by: "bo" },
          );
          const opened = await fetch(`${forge.apiUrl}/repos/ada/book/pulls`, {
            method: "POST",
            headers: { authorization: `Bearer ${forge.addToken("bo")}` },
            body: JSON.stringify({ title: name, head: name, base: "main" }),
          });
          return ((await opened.json()) as { number: number }).number;
        },
      });
    });
  };
}
