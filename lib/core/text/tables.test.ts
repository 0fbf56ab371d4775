import { describe, expect, it } from "vitest";
import { cutBlocks } from "./cut-blocks.ts";
import { parse } from "./parse.ts";
import { sketch } from "./sketch.fixture.ts";

const kinds = (source: string): string[] => cutBlocks(source).map((block) => block.kind);

describe("pipe tables", () => {
  it("read cells with code and escaped bars, and alignment", () => {
    const source = "| a | b |\n|--:|:-:|\n| `x|y` | *z* \\| |";
    expect(sketch(source)).toEqual([
      'table(tableRow(tableCell("a") tableCell("b")) tableRow(tableCell(inlineCode=x|y) tableCell(emphasis("z") " |")))',
    ]);
    expect(parse(source).children[0]).toMatchObject({ align: ["right", "center"] });
  });
  it("may lack outer bars", () => {
    expect(sketch("a | b\n--|--\nc | d")).toEqual([
      'table(tableRow(tableCell("a") tableCell("b")) tableRow(tableCell("c") tableCell("d")))',
    ]);
  });
  it("take a caption from before or after, with its label", () => {
    const table = "|a|\n|-|\n|b|";
    for (const source of [
      `${table}\n\n: **C** d {#tbl-x}`,
      `: **C** d {#tbl-x}\n\n${table}`,
      `${table}\n: **C** d {#tbl-x}`,
    ]) {
      expect(parse(source).children).toMatchObject([
        {
          type: "table",
          attributes: { id: "tbl-x" },
          caption: { children: [{ type: "strong" }, { value: " d" }] },
        },
      ]);
      expect(cutBlocks(source)).toMatchObject([
        { kind: "table", id: "tbl-x", span: { start: 0, end: source.length } },
      ]);
    }
  });
  it("end at the fence of the div around them", () => {
    expect(kinds("::: a\n|a|\n|-|\n|b|\n:::\nc")).toEqual(["div", "table", "paragraph"]);
  });
});

describe("grid tables", () => {
  const grid = "+---+---+\n| a | b |\n+:==+==:+\n| - c   |\n+---+---+\n| d | e |\n| f |   |\n+---+---+";
  it("read blocks in cells, spans and widths", () => {
    expect(sketch(grid)).toEqual([
      'blockTable(blockTableRow(blockTableCell(paragraph("a")) blockTableCell(paragraph("b"))) ' +
        'blockTableRow(blockTableCell(list(listItem(paragraph("c"))))) ' +
        'blockTableRow(blockTableCell(paragraph("d\\nf")) blockTableCell(paragraph("e"))))',
    ]);
    expect(parse(grid).children[0]).toMatchObject({
      columns: [
        { align: "left", width: 0.5 },
        { align: "right", width: 0.5 },
      ],
      children: [{ header: true }, { header: false, children: [{ columnSpan: 2 }] }, {}],
    });
  });
  it("know each character of a cell of several lines", () => {
    const table = parse(grid).children[0] as {
      children: { children: { children: { children: { runs?: object }[] }[] }[] }[];
    };
    expect(table.children[2]?.children[0]?.children[0]?.children[0]?.runs).toEqual([
      { at: 0, source: grid.indexOf("d"), length: 1 },
      { at: 2, source: grid.indexOf("f"), length: 1 },
    ]);
  });
  it("are cut at their bars where wide characters shift them", () => {
    expect(sketch("+----+---+\n| 漢 | b |\n+----+---+")).toEqual([
      'blockTable(blockTableRow(blockTableCell(paragraph("漢")) blockTableCell(paragraph("b"))))',
    ]);
  });
  it("have cells of several rows and columns", () => {
    const source = [
      "+---+-------+",
      "| a | b     |",
      "|   +---+---+",
      "| + | c | d |",
      "+---+---+   |",
      "| e f   |   |",
      "+=======+===+",
      "| g     | h |",
      "+-------+---+",
    ].join("\n");
    expect(parse(source).children[0]).toMatchObject({
      children: [
        {
          header: true,
          children: [
            { column: 0, rowSpan: 2 },
            { column: 1, columnSpan: 2 },
          ],
        },
        { header: true, children: [{ column: 1 }, { column: 2, rowSpan: 2 }] },
        { header: true, children: [{ column: 0, columnSpan: 2 }] },
        { header: false, children: [{ columnSpan: 2 }, { column: 2 }] },
      ],
    });
    expect(sketch(source)[0]).toContain('paragraph("a")');
    expect(sketch("+---+---+\n| a | b |\n|   +---+\n| c | d |\n+---+---+")).toEqual([
      'blockTable(blockTableRow(blockTableCell(paragraph("a") paragraph("c")) blockTableCell(paragraph("b"))) blockTableRow(blockTableCell(paragraph("d"))))',
    ]);
  });
  it("may stand in one another", () => {
    const source =
      "+-----------+\n| a         |\n|           |\n| +---+---+ |\n| | b | c | |\n| +---+---+ |\n+-----------+";
    expect(sketch(source)).toEqual([
      'blockTable(blockTableRow(blockTableCell(paragraph("a") blockTable(blockTableRow(blockTableCell(paragraph("b")) blockTableCell(paragraph("c")))))))',
    ]);
  });
  it("stay source when they are not regular", () => {
    for (const source of [
      "+--+--+\n|a |b |\n+--+  +\n|c    |\n+--+--+",
      "+--+--+\n|a |b\n+--+--+",
      "+--+--+\n|a  b  |\n+-+---+-\n|c |d |\n+--+--+",
    ])
      expect(sketch(source)).toEqual(["opaque=a table that is not regular"]);
  });
});

describe("simple and multiline tables", () => {
  it("find columns by their dashes", () => {
    expect(sketch("  Right  Left\n-------  ------\n     12  12")).toEqual([
      'blockTable(blockTableRow(blockTableCell(paragraph("Right")) blockTableCell(paragraph("Left"))) blockTableRow(blockTableCell(paragraph("12")) blockTableCell(paragraph("12"))))',
    ]);
  });
  it("need no header", () => {
    expect(parse("--- ---\na   b\n--- ---\n\nx").children).toMatchObject([
      { style: "simple", children: [{ header: false }] },
      {},
    ]);
  });
  it("have rows of several lines", () => {
    const source =
      "-------------\n A      B\n------ ------\n a      b\n c\n\n d      e\n-------------\n\n: C";
    expect(parse(source).children).toMatchObject([
      {
        style: "multiline",
        children: [
          { header: true },
          { children: [{ children: [{ children: [{ value: "a\nc" }] }] }, {}] },
          {},
        ],
      },
    ]);
  });
  it("are not rules, headings or lists", () => {
    expect(kinds("---\n\na\n\n---\n\nb\n---\n\n- - a")).toEqual([
      "rule",
      "paragraph",
      "rule",
      "heading",
      "list",
    ]);
  });
});
