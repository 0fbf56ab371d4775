import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOpenPassages } from "#lib/features/read-open-passages.ts";
import { readProposal } from "#lib/features/read-proposal.ts";
import { propose } from "./propose.ts";
import { must, openSmallBook, type SmallBook } from "./small-book.ts";

const path = "chapters/two.qmd";
const passage = "One change at a time keeps the cause in sight.";

let book: SmallBook;
beforeAll(async () => {
  book = await openSmallBook();
  must(await book.sync());
});
afterAll(() => book.close());

describe("a passage that two open proposals change", () => {
  it("is told to the one who writes, and to the reviewer by number, but to no author whose it is", async () => {
    const { contributor, reviewer } = book.actors;
    const asked = { book: await book.slug(), path };
    const first = await propose(book, path, (text) => text.replace("keeps the cause", "keeps its cause"));
    expect(must(await readOpenPassages(book.ports, contributor, asked))).toEqual([]);
    expect(must(await readOpenPassages(book.ports, reviewer, asked))).toEqual([passage]);

    const second = await propose(book, path, (text) => text.replace("in sight", "in view"), reviewer);
    const told = async (actor: typeof reviewer, number: number) =>
      must(await readProposal(book.ports, actor, number)).files[0]?.hunks[0]?.alsoIn.map(
        (each) => each.number,
      );
    expect(await told(book.actors.editor, first.number)).toEqual([second.number]);
    expect(await told(book.actors.editor, second.number)).toEqual([first.number]);
    expect(await told(contributor, first.number)).toEqual([]);
  });
});
