import { mirrorProposal } from "#lib/features/mirror-proposal.ts";
import { type Forge, startForge } from "#test/support/forge/index.ts";
import { openBookAt, smallBook } from "./small-book.ts";

/** The small book at a GitHub of this machine, with Colophon let in by a token of its owner, Ada. */
export async function openHostedBook() {
  const forge: Forge = await startForge();
  const files = Object.fromEntries(
    Object.entries(smallBook).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  forge.addPerson("ada", { name: "Ada" });
  const repository = await forge.addRepository("ada/book", { files });
  const token = forge.addToken("ada");
  const book = await openBookAt({
    BOOK_REMOTE: forge.gitUrl(repository),
    GITHUB_SERVER_URL: forge.url,
    GITHUB_API_URL: forge.apiUrl,
    GITHUB_TOKEN: token,
  });
  const { host } = book;
  if (!host) throw new Error("The book has no host.");
  return {
    ...book,
    host,
    forge,
    repository,
    token,
    /** Show a proposal at the host, as the job does. */
    mirror: (id: string) =>
      mirrorProposal(
        { ...book.ports, bookId: book.bookId, pulls: host.pulls, site: "https://book.example" },
        id,
      ),
    async close() {
      await book.close();
      await forge.close();
    },
  };
}

export type HostedBook = Awaited<ReturnType<typeof openHostedBook>>;
