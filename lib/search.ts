/** A look at a repository that may become the book, done by the workshop: where it is fetched to, and by which right. */
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { type Environment, withConnection, withPassword } from "#lib/adapters/env/index.ts";
import { createGitBook, prepareRemote } from "#lib/adapters/git/index.ts";
import type { BookSearch } from "#lib/core/connection/index.ts";
import { searchBook } from "#lib/features/search-book.ts";
import { openGithub } from "#lib/installation.ts";
import { openPorts, withSecret } from "#lib/wiring.ts";

/** How often a search says how far it is, in milliseconds. */
const saidEveryMs = 400;

/** Look, unless another look was asked for since. */
export async function lookForBook(base: Environment, id: string): Promise<void> {
  const env = await withSecret(base);
  const { connections, close } = openPorts(env, 2);
  try {
    const connection = await connections.read();
    const asked = connection.search;
    if (asked?.id !== id) return;
    const fail = (problem: string) =>
      connections.noteSearch({ ...asked, state: "failed", step: "", problem });
    const place = await settle(env, asked);
    if (!place.ok) return await fail(place.problem.message);
    let search: BookSearch = { ...asked, address: place.value };
    const full = withConnection(env, connection);
    const remote = place.value ?? withPassword(asked.remote, connection.secrets.sought ?? {});
    const github = openGithub({ ...full, book: { ...full.book, remote } });
    let said = 0;
    // One note after the other, so that the last word stays the last.
    let noted: Promise<void> = Promise.resolve();
    const noteSearch = (how: BookSearch) => {
      noted = noted.catch(() => undefined).then(() => connections.noteSearch(how));
      return noted;
    };
    const git = createGitBook({
      mirrorDir: join(resolve(env.dataDir), "mirrors", `${asked.mirror}.git`),
      remote,
      branch: asked.branch,
      credentials: async () => {
        const given = await github?.client.gitCredentials();
        return given?.ok ? given.value : null;
      },
      onProgress(progress) {
        search = { ...search, ...progress };
        const now = Date.now();
        if (now - said < saidEveryMs) return;
        said = now;
        void noteSearch(search).catch(() => undefined);
      },
    });
    if (!git.ok) return await fail(git.problem.message);
    await searchBook({ connections: { noteSearch }, repository: git.value.repository }, search);
    git.value.close();
  } finally {
    await close();
  }
}

/** What git is told of a folder: its copy, which is made; null where it is told the address itself. */
async function settle(env: Environment, { place, remote, branch }: BookSearch) {
  if (place !== "folder") return { ok: true, value: null } as const;
  const name = createHash("sha256").update(resolve(remote)).digest("hex").slice(0, 12);
  const prepared = await prepareRemote({
    value: remote,
    bareDir: join(resolve(env.dataDir), "remotes", `${name}.git`),
    ...(branch === null ? {} : { branch }),
    message: "Take in the book's files\n",
    author: { name: "Colophon", email: "colophon@localhost.invalid" },
    date: "2026-01-01T00:00:00Z",
  });
  return prepared.ok ? ({ ok: true, value: prepared.value.remote } as const) : prepared;
}
