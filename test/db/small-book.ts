import { rm } from "node:fs/promises";
import { afterAll } from "vitest";
import { openDatabase } from "#lib/adapters/db/index.ts";
import { readEnvironment } from "#lib/adapters/env/index.ts";
import { createGitBook } from "#lib/adapters/git/index.ts";
import { prepareJobs } from "#lib/adapters/jobs/index.ts";
import { createRenderer } from "#lib/adapters/render/index.ts";
import { type Outcome, ok, type Problem } from "#lib/core/outcome.ts";
import type { Actor } from "#lib/core/policy/index.ts";
import { finishPublication } from "#lib/features/finish-publication/index.ts";
import type {
  BookTexts,
  ChapterRecord,
  Press,
  RateLimit,
  Renderer,
  RenderingRecord,
  Repository,
} from "#lib/features/ports/index.ts";
import { readTexts } from "#lib/features/read-texts.ts";
import { type DemoRole, demoPeople, signInPerson } from "#lib/features/sign-in-person.ts";
import { syncBook } from "#lib/features/sync-book/index.ts";
import { bookRepository, configuredBook, openGithub, openHost } from "#lib/installation.ts";
import { openPorts } from "#lib/wiring.ts";
import { freshDatabase, temporaryFolder } from "#test/harness/index.ts";
import { makeRemote } from "./remote.ts";

/** A picture of one pixel. */
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const manifest = `project:
  type: book
book:
  title: "A Small Book"
  author: "Ada"
  chapters:
    - index.qmd
    - part: "Foundations"
      chapters:
        - chapters/one.qmd
        - chapters/two.qmd
bibliography: refs.bib
`;

const one = `# Measuring {#sec-measuring}

Every system is measured before it is improved, as @knuth1984 said. The picture shows how.

![A gauge](gauge.png){#fig-gauge fig-alt="A gauge"}

## Why numbers {#sec-why}

Numbers keep us honest. A number without a unit is is not a number.

A last paragraph stands here and says that the end is near.
`;

const two = `# Improving {#sec-improving}

What was measured in @sec-measuring, and drawn in @fig-gauge, can be improved.

One change at a time keeps the cause in sight.
`;

/** A book of three chapters with what books have: parts, an image, a bibliography, a quiz, references across chapters. */
export const smallBook: Record<string, string | Buffer> = {
  "_quarto.yml": manifest,
  "index.qmd": "# Preface {.unnumbered}\n\nThis is where it begins.\n",
  "chapters/one.qmd": one,
  "chapters/two.qmd": two,
  "chapters/gauge.png": pixel,
  "refs.bib":
    "@article{knuth1984, author = {Knuth, Donald}, title = {Literate Programming}, journal = {The Computer Journal}, year = {1984}}\n",
  "chapters/one_quizzes.json": JSON.stringify({
    sections: [
      {
        section_id: "#sec-why",
        section_title: "Why numbers",
        quiz_data: {
          quiz_needed: true,
          questions: [
            {
              question_type: "MCQ",
              question: "What does a number need?",
              choices: ["A unit", "A colour"],
              answer: "The correct answer is A. Without a unit it says nothing.",
              learning_objective: "Use units",
            },
          ],
        },
      },
    ],
  }),
};

/** One for all tests of a file: a thread takes a second to start. */
let renderer: ReturnType<typeof createRenderer> | undefined;
afterAll(() => renderer?.close());

/** Nobody is limited, but where a test says so. */
const unlimited: RateLimit = { spend: async () => ok<true>(true) };

/** The small book in a repository and a database of its own, with the real adapters around it. */
export async function openSmallBook(files: Record<string, string | Buffer> = smallBook) {
  const folder = await temporaryFolder("remote");
  const remote = makeRemote(folder);
  remote.commit(files, "Begin the book");
  const book = await openBookAt({ BOOK_REMOTE: remote.remote });
  const close = async () => {
    await book.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...remote, ...book, close };
}

/** A database of its own for the book that these variables name, with the real adapters around it. */
export async function openBookAt(variables: Record<string, string>) {
  const database = await freshDatabase();
  await prepareJobs(database.url);
  const folder = await temporaryFolder("book");
  const env = must(readEnvironment({ COLOPHON_DATA_DIR: folder, DATABASE_URL: database.url, ...variables }));
  const book = configuredBook(env);
  const github = openGithub(env, { paced: false });
  const host = must(await openHost(github));
  const git = must(createGitBook({ ...bookRepository(env, github), timeoutMs: 20_000 }));
  const stored = openPorts(env, 5);
  renderer ??= createRenderer({ threads: 1, timeoutMs: 20_000 });
  const repository: Repository = git.repository;
  const press: Press = git.press;
  const drawing: Renderer = renderer;
  // What the worker does for a page that asks for texts.
  const texts: BookTexts = {
    ...stored.texts,
    async find(blobs) {
      if (blobs.length > 0) must(await readTexts({ repository, texts: stored.texts }, { blobs }));
      return stored.texts.find(blobs);
    },
  };
  const ports = { ...stored, texts, repository, press, renderer: drawing, limit: unlimited };
  const actors = {} as Record<DemoRole, Actor>;
  for (const role of Object.keys(demoPeople) as DemoRole[]) {
    const person = await signInPerson(
      ports,
      { provider: "demo", accountId: role, login: null, name: demoPeople[role], email: null, image: null },
      [],
    );
    actors[role] = { id: person.id, name: person.name, role: person.role };
  }
  const pulls = host && { links: stored.links, pulls: host.pulls };
  return {
    ports,
    /** What the book's host can do besides git; null for a remote that is only git. */
    host,
    actors,
    bookId: book.id,
    settings: book,
    databaseUrl: database.url,
    /** Our copy of the repository. */
    archive: git.archive,
    mirrorDir: bookRepository(env, github).mirrorDir,
    /** The database without the ports, for looking at what they leave. */
    db: openDatabaseOnce(database.url),
    sync: (trigger = "test") => syncBook(ports, { book, trigger }),
    /** The same with other ports. */
    syncWith: (other: Partial<typeof ports>) => syncBook({ ...ports, ...other }, { book, trigger: "test" }),
    finish: (id: string) => finishPublication({ ...ports, host: pulls }, id),
    /** A chapter as it is stored; throws when it is not there. */
    async chapter(path: string): Promise<{ chapter: ChapterRecord; page: RenderingRecord | null }> {
      const found = await ports.shelf.chapter(book.id, { path });
      if (!found) throw new Error(`${path} is not on the shelf.`);
      return found;
    },
    slug: async () => (await ports.shelf.books())[0]?.slug ?? "",
    async close() {
      await ports.close();
      for (const each of opened.splice(0)) await each.$disconnect();
      git.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type SmallBook = Awaited<ReturnType<typeof openSmallBook>>;
/** A book wherever its repository is. */
export type BookAtHand = Awaited<ReturnType<typeof openBookAt>>;

const opened: ReturnType<typeof openDatabase>[] = [];

function openDatabaseOnce(url: string): ReturnType<typeof openDatabase> {
  const db = openDatabase(url, 2);
  opened.push(db);
  return db;
}

/** The value of an outcome that has to be good. */
export function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.problem.code}: ${outcome.problem.message}`);
}

/** The code of an outcome that has to be a refusal. */
export function refusal(outcome: Outcome<unknown>): Problem["code"] {
  if (!outcome.ok) return outcome.problem.code;
  throw new Error(`It was not refused: ${JSON.stringify(outcome.value)}`);
}
