import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createShelf, openDatabase } from "#lib/adapters/db/index.ts";
import { migrate } from "#lib/adapters/db/migrate.ts";
import { readEnvironment } from "#lib/adapters/env/index.ts";
import { prepareJobs } from "#lib/adapters/jobs/index.ts";
import { startPostgres } from "#lib/adapters/postgres/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { configuredBook } from "#lib/installation.ts";
import { openWorkshop } from "#lib/workshop.ts";
import { root } from "../../bootstrap/runtime.mjs";
import { prepareBook } from "../../start/prepare-book.ts";
import { benchBook, longest } from "../book.ts";
import { timed } from "../measure.ts";
import { pandocTime } from "../pandoc.ts";
import { type Row, row } from "../row.ts";
import { inTemporaryFolder } from "../temporary.ts";

/** From a repository to stored pages on an empty database, again with nothing new, and after a push of one word. */
export async function run(): Promise<Row[]> {
  const book = await benchBook();
  return inTemporaryFolder(async (folder) => {
    const server = await startPostgres({ dataDir: join(folder, "postgres") });
    try {
      await migrate(server.url);
      await prepareJobs(server.url);
      const settings = {
        COLOPHON_DATA_DIR: folder,
        DATABASE_URL: server.url,
        BOOK_REMOTE: book.folder,
        BOOK_MANIFEST: book.manifest,
      };
      const { remote, id } = await prepareBook(must(readEnvironment(settings)), folder, root);
      const env = must(readEnvironment({ ...settings, BOOK_REMOTE: remote, BOOK_ID: id }));
      const workshop = must(openWorkshop(env));
      const db = openDatabase(server.url, 2);
      try {
        const cold = await timed(async () => must(await workshop.sync("bench")));
        const idle = await timed(async () => must(await workshop.sync("bench")));
        const { path } = longest(book);
        const word = "visibility";
        await push(remote, join(folder, "clone"), path, word);
        const pushed = await timed(async () => {
          must(await workshop.sync("bench"));
          const shown = await createShelf(db).chapter(configuredBook(env).id, { path });
          if (!shown?.page?.text.includes(word)) throw new Error("What was pushed is not on the page.");
        });
        const pandoc = pandocTime(book);
        return [
          row(
            "sync",
            `cold, with drawing (${book.name}, ${book.chapters.length} chapters)`,
            cold.ms / 1000,
            "s",
            {
              peer: pandoc === null ? null : { name: "pandoc, the same files", value: pandoc / 1000 },
            },
          ),
          ...(pandoc === null ? [] : [row("sync", "cold, in times of pandoc", cold.ms / pandoc, "×")]),
          row("sync", "nothing changed", idle.ms, "ms"),
          row("sync", "one word pushed into the longest chapter, until its page is stored", pushed.ms, "ms"),
        ];
      } finally {
        await db.$disconnect();
        await workshop.close();
      }
    } finally {
      await server.stop();
    }
  });
}

/** Commit a paragraph of one word at the end of a file, and push it. */
async function push(remote: string, clone: string, path: string, word: string): Promise<void> {
  const git = (...args: string[]) => execFileSync("git", args, { stdio: ["ignore", "ignore", "pipe"] });
  git("clone", "--quiet", remote, clone);
  const file = join(clone, path);
  await writeFile(file, `${await readFile(file, "utf8")}\n\n${word}\n`);
  const person = ["-c", "user.name=A colleague", "-c", "user.email=colleague@example.org"];
  git("-C", clone, ...person, "commit", "--quiet", "--all", "--message", "Add a word");
  git("-C", clone, "push", "--quiet", "origin", "HEAD");
}

function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problem.message);
}
