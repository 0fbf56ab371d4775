import { Fragment, type Node as ProseNode } from "@tiptap/pm/model";
import { describe, expect, it } from "vitest";
import { openDocument, writeEdits } from "./index.ts";
import { sameMeaning, seen } from "./meaning.ts";

/** Link definitions moved while blocks that use them are edited: what is written must read back as it is shown. */
function written(source: string, change: (blocks: ProseNode[]) => ProseNode[]) {
  const opened = openDocument(source);
  const doc = opened.doc.copy(Fragment.from(change([...opened.doc.children])));
  const result = writeEdits(opened, doc);
  const back = openDocument(result.source).doc;
  return { ...result, same: sameMeaning(seen(doc.children), seen(back.children)) };
}

const more = (node: ProseNode, words = ", and more") =>
  node.copy(node.content.append(Fragment.from(node.type.schema.text(words))));

describe("link definitions that move", () => {
  it("go with their links, which are edited meanwhile", () => {
    const { source, doubts, same } = written(
      "[a]: http://a.org\n\nSee [one][a] now.\n\nWords.\n\nAnd [two][a].\n",
      ([a, one, words, two]) => [more(one!), words!, a!, more(two!)],
    );
    expect(source).toBe(
      "See [one][a] now., and more\n\nWords.\n\n[a]: http://a.org\n\nAnd [two][a]., and more\n",
    );
    expect({ doubts, same }).toEqual({ doubts: [], same: true });
  });

  it("define from within a quotation as well", () => {
    const { source, doubts, same } = written(
      "Plain.\n\n> Quoted.\n\n[a]: http://a.org\n\nSee [one][a] now.\n",
      ([plain, quote, a, one]) => [one!, quote!.copy(quote!.content.addToEnd(a!)), more(plain!)],
    );
    expect(source).toBe("See [one][a] now.\n\n> Quoted.\n>\n> [a]: http://a.org\n\nPlain., and more\n");
    expect({ doubts, same }).toEqual({ doubts: [], same: true });
  });

  it("are missed, and said to be, where they go and their links stay in another place", () => {
    const source = "See [one][a] now.\n\nWords.\n\n[a]: http://a.org\n\nEnd.\n";
    const gone = written(source, ([one, words, , end]) => [words!, more(end!), one!]);
    expect(gone.same).toBe(gone.doubts.length === 0);
    expect(gone.doubts.length).toBeGreaterThan(0);
  });

  it("are written right or doubted, whatever moves and is edited at once", () => {
    const pool = [
      "[a]: http://a.org",
      '[b]: http://b.org "t"',
      "See [one][a] now.",
      "See [a] and [b][].",
      "> Quoted [two][b].",
      "- item [a]\n- other",
      "Plain words.",
      "::: {.x}\nIn [a] box.\n\n[c]: http://c.org\n:::",
      "Uses [c] here.",
      "> [d]: http://d.org\n>\n> Text [d].",
      "[Three][d] at the start.",
    ];
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return seed % below;
    };
    for (let round = 0; round < 400; round++) {
      const source = `${Array.from({ length: 3 + random(5) }, () => pool[random(pool.length)]).join("\n\n")}\n`;
      const { doubts, same, ...result } = written(source, (blocks) => {
        const [moving] = blocks.splice(random(blocks.length), 1);
        blocks.splice(random(blocks.length + 1), 0, moving!);
        const box = blocks.findIndex(({ type }) => type.name === "div" || type.name === "blockquote");
        const definition = blocks.findIndex(({ type }) => type.name === "island");
        if (random(3) === 0 && box >= 0 && definition >= 0) {
          blocks[box] = blocks[box]!.copy(blocks[box]!.content.addToEnd(blocks[definition]!));
          blocks.splice(definition, 1);
        }
        return blocks.map((block) =>
          block.type.name === "paragraph" && random(3) === 0 ? more(block) : block,
        );
      });
      if (doubts.length === 0) expect({ source, written: result.source, same }).toMatchObject({ same: true });
    }
  });
});
