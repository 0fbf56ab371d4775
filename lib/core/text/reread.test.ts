import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Edit, parse, read, reread } from "./index.ts";
import { moved } from "./moved.ts";

const chapter = readFileSync(join(import.meta.dirname, "fixtures/every-construct.qmd"), "utf8");
const settings = { seed: 20_261_124, numRuns: 400 };

const blocks = [
  "# Title {#sec-a}",
  "Setext\n------",
  "Words with a [link][ref], a [ref] and a note[^1].",
  "- one\n- two\n\n  more\n\n- three",
  "1. a\n\n   ```r\n   x\n   ```\n2. b",
  "> quoted\n> [ref]: x",
  "```r\ncode\n```",
  "~~~\ntext",
  "::: {.callout-note}\nIn it.\n\n- a\n:::",
  ":::: a\n::: b\ndeep\n:::\n::::",
  ":::",
  "$$\nx\n$$ {#eq-a}",
  "<div>\n\nin\n\n</div>",
  "<table>\n<tr>\n",
  "</table>",
  "<!-- a\n\nb -->",
  "<!-- open",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  ": Caption {#tbl-a}",
  "+---+---+\n| a | b |\n+---+---+",
  "----- -----\na     b\n\nc     d\n----- -----",
  "Term\n\n:   what it is\n\n    more",
  "| line\n| block",
  "[^1]: A note.\n\n    More.",
  '[ref]: https://example.org "t"',
  "[other]: x",
  "---\ntitle: x\n---",
  "---",
  "\\begin{align}\na\n\\begin{align}\n\\end{align}",
  "\\end{align}",
  "{{< video x >}}\n{{< pagebreak >}}",
  "    indented\n\n    code",
  "***",
];
const gaps = ["\n\n", "\n\n", "\n", "\n\n\n", "\r\n\r\n", "\r", "\n \n"];
const bits = [
  ..."a *_`~[](){}<>#:|-+$@^\\!.\n\r\t1\ufeff",
  ..."```|~~~|:::|::: {.x}|$$|---|<!--|-->|<table>|</table>|[ref]: y|[^1]|\\begin{align}|\\end{align}|\n\n|    |> |- |1. |: ".split(
    "|",
  ),
];

const text = fc
  .array(fc.tuple(fc.constantFrom(...blocks), fc.constantFrom(...gaps)), { maxLength: 30 })
  .map((pairs) => pairs.flat().join(""));
const wound = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof(fc.constant(0), fc.nat(6), fc.nat(60)),
  put: fc.oneof(fc.constantFrom(...bits), fc.constantFrom(...blocks), fc.constant("")),
});
type Wound = typeof wound extends fc.Arbitrary<infer T> ? T : never;

function edit(source: string, { at, cut, put }: Wound): Edit {
  const start = Math.floor(at * source.length);
  return { span: { start, end: Math.min(source.length, start + cut) }, text: put };
}

describe("reading again after edits", { timeout: 60_000 }, () => {
  it("gives the tree of the new source, edit after edit", () => {
    fc.assert(
      fc.property(
        fc.oneof(text, fc.constant(chapter)),
        fc.array(fc.tuple(wound, fc.boolean()), { minLength: 1, maxLength: 5 }),
        (source, wounds) => {
          let reading = read(source);
          for (const [each, look] of wounds) {
            const before = reading;
            const again = reread(before, [edit(before.source, each)]);
            reading = again.reading;
            if (!look) continue;
            const tree = parse(reading.source);
            expect(reading.tree).toEqual(tree);
            expect(tree.children.slice(again.head, tree.children.length - again.tail)).toEqual(
              moved(again.nodes, again.shift),
            );
            expect(reading.source.startsWith(again.text, again.shift.offset)).toBe(true);
            expect(before.tree).toEqual(parse(before.source));
          }
          expect(reading.tree).toEqual(parse(reading.source));
        },
      ),
      settings,
    );
  });

  it("gives it for several edits at once", () => {
    fc.assert(
      fc.property(text, fc.array(wound, { minLength: 2, maxLength: 4 }), (source, wounds) => {
        const edits: Edit[] = [];
        for (const each of wounds.map((one) => edit(source, one)).sort((a, b) => a.span.start - b.span.start))
          if (each.span.start >= (edits[edits.length - 1]?.span.end ?? 0)) edits.push(each);
        const { reading } = reread(read(source), edits);
        expect(reading.tree).toEqual(parse(reading.source));
      }),
      { ...settings, numRuns: 200 },
    );
  });

  it("reads no more than the blocks around the edit", () => {
    const source = "A paragraph.\n\n- a list\n\n".repeat(1_000);
    const { head, tail, nodes } = reread(read(source), [{ span: { start: 12_000, end: 12_001 }, text: "x" }]);
    expect(nodes.length).toBeLessThan(5);
    expect(head + nodes.length + tail).toBe(2_000);
  });

  it("sees what reaches far", () => {
    const last = (source: string, at: number, put: string): string | undefined => {
      const { reading } = reread(read(source), [{ span: { start: at, end: at }, text: put }]);
      expect(reading.tree).toEqual(parse(reading.source));
      return reading.tree.children.at(-1)?.type;
    };
    const filling = "words\n\n".repeat(300);
    expect(last(`${filling}\`\`\`\n`, 0, "```\n")).toBe("code");
    expect(last(filling, 0, "::: {.a}\n")).toBe("div");
    expect(last(`${filling}</table>\n`, 7, "<table>\n")).toBe("html");
    expect(last(`title: x\n\n${filling}---\n`, 0, "---\n")).toBe("yaml");
    expect(last(`\\begin{a}\n\n${filling}`, filling.length + 11, "\\end{a}\n")).toBe("rawBlock");
    const link = reread(read(`[a]\n\n${filling}`), [
      { span: { start: filling.length, end: filling.length }, text: "\n\n[a]: x\n\n" },
    ]);
    expect(link.reading.tree.children[0]).toMatchObject({ children: [{ type: "linkReference" }] });
  });

  it("throws for edits that overlap", () => {
    const span = { start: 0, end: 2 };
    expect(() =>
      reread(read("words"), [
        { span, text: "" },
        { span, text: "" },
      ]),
    ).toThrow();
  });
});
