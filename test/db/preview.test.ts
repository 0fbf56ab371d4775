import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDraft } from "#lib/features/open-draft.ts";
import { renderPreview } from "#lib/features/render-preview.ts";
import { saveDraft } from "#lib/features/save-draft.ts";
import { must, openSmallBook, type SmallBook, smallBook } from "./small-book.ts";

const including = `# Improving {#sec-improving}

{{< include _part.qmd >}}

{{< include one.qmd >}}
`;

let book: SmallBook;
beforeEach(async () => {
  book = await openSmallBook({
    ...smallBook,
    "chapters/two.qmd": including,
    "chapters/_part.qmd": "As [@knuth1984] shows.\n\n![Again](gauge.png)\n\n{{< include _deeper.qmd >}}\n",
    "chapters/_deeper.qmd": "Deeper still, see @sec-why.\n",
    "chapters/_unused.qmd": "Nobody includes *this* yet.\n",
  });
  must(await book.sync());
});
afterEach(() => book.close());

describe("a preview of what includes other texts", () => {
  const preview = async (sources: string[], proposal?: string): Promise<string> => {
    const input = { book: await book.slug(), path: "chapters/two.qmd", sources, proposal };
    return must(await renderPreview(book.ports, book.actors.contributor, input)).join("");
  };
  /** Without what only a whole page has: numbers of blocks and sections, and the list of works. */
  const plain = (html: string) =>
    html
      .replace(/<section class="references.*$/su, "")
      .replace(/ (?:data-block|data-span|id|href)="[^"]*"/gu, "");

  it("is what the published page has", async () => {
    const { page } = await book.chapter("chapters/two.qmd");
    const drawn = await preview(["{{< include _part.qmd >}}\n"]);
    expect(drawn).toContain("Knuth");
    expect(drawn).toMatch(/<img[^>]+gauge\.png"[^>]* width="1"/u);
    expect(drawn).toContain("Deeper still");
    expect(drawn).not.toContain("unresolved");
    for (const words of [...plain(drawn).matchAll(/<p[^>]*>(.*?)<\/p>/gsu)].map((match) => match[1] ?? ""))
      expect(plain(page?.html ?? "")).toContain(words);
  });

  it("shows a text that no chapter included before, and says of one that is not there", async () => {
    expect(await preview(["{{< include _unused.qmd >}}\n"])).toContain("<em>this</em>");
    expect(await preview(["{{< include _gone.qmd >}}\n"])).not.toContain("<em>");
  });

  it("takes a chapter that the draft changes from the draft", async () => {
    const actor = book.actors.contributor;
    const { slug } = (await book.chapter("chapters/one.qmd")).chapter;
    const opened = must(await openDraft(book.ports, actor, { book: await book.slug(), chapter: slug }));
    const { id, version } = opened.draft;
    const text = "# Measuring {#sec-measuring}\n\nOnly the draft says so.\n";
    must(await saveDraft(book.ports, actor, { id, version, path: "chapters/one.qmd", text }));
    expect(await preview(["{{< include one.qmd >}}\n"], id)).toContain("Only the draft says so.");
    expect(await preview(["{{< include one.qmd >}}\n"])).toContain("Every system is measured");
  });
});
