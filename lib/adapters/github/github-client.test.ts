import { expect, it, vi } from "vitest";
import { type Forge, faults, type Repository, startForge } from "#test/support/forge/index.ts";
import {
  createGithubClient,
  createRepositoryClient,
  openPullRequest,
  type RepositoryClient,
} from "./index.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

const now = () => Date.parse("2026-03-01T10:00:00Z");

/** A book with a branch that changes it, and a client that may write. */
async function withBook(
  body: (given: { forge: Forge; book: Repository; repository: RepositoryClient }) => Promise<void>,
): Promise<void> {
  const forge = await startForge({ clock: now });
  try {
    const book = await forge.addRepository("ada/book", { files: { "a.qmd": "one\n" } });
    await forge.commit(book, { "a.qmd": "two\n" }, { branch: "fix", from: await forge.head(book) });
    const token = forge.addToken("ada");
    const github = createGithubClient({
      apiUrl: forge.apiUrl,
      identity: { kind: "token", token },
      now,
      paced: false,
      retryMs: 1,
      timeoutMs: 5000,
    });
    await body({ forge, book, repository: createRepositoryClient(github, book.id, now) });
  } finally {
    await forge.close();
  }
}

const wanted = { title: "Two", body: "", base: "main", head: { owner: "ada", branch: "fix" } };
const posts = (forge: Forge) => forge.requests.filter((each) => each.method === "POST").length;

it("a pull request is opened once, also when the reply is lost", () =>
  withBook(async ({ forge, repository }) => {
    forge.faults.add("POST /repos/{owner}/{repo}/pulls", faults.dropAfter());
    const opened = await openPullRequest(repository, wanted);
    expect(opened).toMatchObject({ ok: true, value: { number: 1, state: "open" } });
    expect(await openPullRequest(repository, wanted)).toEqual(opened);
    expect(posts(forge)).toBe(2);
  }));
