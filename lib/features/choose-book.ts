import { z } from "zod";
import {
  type BookSearch,
  type ConnectedBook,
  type FoundManifest,
  readPlace,
} from "#lib/core/connection/index.ts";
import { identifier, parseInput, required, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Connections, GivenSettings, Ids, Jobs } from "./ports/index.ts";

const LookAt = z.strictObject({
  place: required(1000, "Please say where the book is."),
  branch: typed(200).trim().default(""),
});

/** Settings that the environment decides are not changed here. */
function decidedElsewhere({ book }: GivenSettings) {
  return (
    book && refuse("actor.forbidden", "The book is named by the environment (BOOK_REMOTE). Change it there.")
  );
}

/**
 * Ask for a look at a repository: its branches, and the manifests of one. A folder can only be named from the machine
 * itself, since its files become pages.
 */
export async function lookAtBook(
  ports: {
    connections: Pick<Connections, "change">;
    jobs: Jobs;
    ids: Pick<Ids, "next">;
    given: GivenSettings;
    /** Names the copy that is fetched. */
    mirrorOf: (remote: string, branch: string | null) => string;
    fromHere: boolean;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ id: string }>> {
  const ruling = authorise(actor, "setup.manage");
  if (!ruling.ok) return ruling;
  const decided = decidedElsewhere(ports.given);
  if (decided) return decided;
  const input = parseInput(LookAt, raw);
  if (!input.ok) return input;
  const written = readPlace(input.value.place, ports.given.serverUrl);
  if (!written) {
    return refuse(
      "input.invalid",
      "This is no address of a repository. Write owner/name for one at GitHub, or a Git address such as https://git.example.org/book.git.",
      "place",
    );
  }
  const { place, remote, username, password } = written;
  if (place === "folder" && !ports.fromHere) {
    return refuse(
      "actor.forbidden",
      "A folder can be chosen only by somebody at the machine itself, or with BOOK_REMOTE.",
      "place",
    );
  }
  const branch = input.value.branch || null;
  const search: BookSearch = {
    id: ports.ids.next(),
    place,
    remote,
    address: null,
    branch,
    state: "running",
    step: "Reaching the repository",
    done: 0,
    total: 0,
    bytes: 0,
    problem: null,
    branches: [],
    manifests: [],
    files: 0,
    mirror: ports.mirrorOf(remote, branch),
  };
  await ports.connections.change(actor.name, (now) => {
    const { sought, ...secrets } = now.secrets;
    // The same address without its password, as the page shows it, still has it.
    const { username: knownName = "", password: known } = secrets;
    const ofBook = known !== undefined && now.book?.remote === remote;
    const same =
      sought && now.search?.remote === remote
        ? { sought }
        : ofBook
          ? { sought: { username: knownName, password: known } }
          : {};
    return {
      search,
      secrets: { ...secrets, ...(password === "" ? same : { sought: { username, password } }) },
    };
  });
  await ports.jobs.add("search-book", { id: search.id }, "search-book");
  return ok({ id: search.id });
}

const TakeBook = z.strictObject({ search: identifier, manifest: typed(1000) });

/** The manifest that was chosen among those found; the empty word is the folder itself. */
function chosen(search: BookSearch, manifest: string): FoundManifest | undefined {
  return search.manifests.find(({ path, chapters }) => (path ?? "") === manifest && chapters > 0);
}

/** Make what was looked at the book of this installation. Every process takes it up, and the worker fetches it. */
export async function takeBook(
  ports: {
    connections: Pick<Connections, "change">;
    given: GivenSettings;
    bookId: (book: { remote: string; branch: string | null; manifest: string | null }) => string;
  },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<{ book: ConnectedBook }>> {
  const ruling = authorise(actor, "setup.manage");
  if (!ruling.ok) return ruling;
  const decided = decidedElsewhere(ports.given);
  if (decided) return decided;
  const input = parseInput(TakeBook, raw);
  if (!input.ok) return input;
  let taken: ConnectedBook | null = null;
  await ports.connections.change(actor.name, ({ search, secrets, book: before }) => {
    if (search?.id !== input.value.search || search.state !== "done") return {};
    const found = chosen(search, input.value.manifest);
    if (!found) return {};
    const { place, remote, address, branch, mirror } = search;
    const where = { remote, branch, manifest: found.path };
    // The same place stays the same book, so that nothing of it is lost.
    const same =
      before?.remote === remote && before.branch === branch && before.manifest === found.path
        ? before.id
        : null;
    taken = { place, ...where, address, id: same ?? ports.bookId(where), mirror };
    const { sought, username: _u, password: _p, ...others } = secrets;
    return { book: taken, search: null, secrets: { ...others, ...sought } };
  });
  return taken === null
    ? refuse("input.invalid", "This was found some time ago. Please look at the repository again.")
    : ok({ book: taken });
}
