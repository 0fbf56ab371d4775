import { EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { openDocument, writeDocument, writeEdits } from "../../document/index.ts";
import {
  addColumn,
  addRow,
  alignColumn,
  moveColumn,
  moveRow,
  moveToCell,
  removeColumn,
  removeRow,
  removeTable,
  toggleHeader,
} from "./table-commands.ts";
import { tablePlace } from "./table-place.ts";

const source = `| A    |    B |
|:-----|-----:|
| one  |    1 |
| *two* | 2 |

: Numbers {#tbl-numbers}
`;

/** The table with the cursor in the cell of these words. */
function begin(words: string, text = source) {
  const opened = openDocument(text);
  let at = -1;
  opened.doc.descendants((node, pos) => {
    if (node.isText && node.text === words) at = pos;
  });
  const selection = TextSelection.create(opened.doc, at);
  return { opened, state: EditorState.create({ doc: opened.doc, selection }) };
}

function written(
  words: string,
  command: (state: EditorState) => Transaction | null,
  text = source,
): string | null {
  const { opened, state } = begin(words, text);
  const tr = command(state);
  tr?.doc.check();
  return tr && writeDocument(opened, tr.doc);
}

const cells = (text: string | null): string[][] | undefined =>
  text
    ?.split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const rule = [":-----", "-----:"];

describe("rows of a table", () => {
  it("are added above and below, never above the header", () => {
    expect(cells(written("one", addRow(0)))?.map((row) => row[0])).toEqual([
      "A",
      rule[0],
      "",
      "one",
      "*two*",
    ]);
    expect(cells(written("one", addRow(1)))?.map((row) => row[0])).toEqual([
      "A",
      rule[0],
      "one",
      "",
      "*two*",
    ]);
    expect(cells(written("A", addRow(0)))?.map((row) => row[0])).toEqual(["A", rule[0], "", "one", "*two*"]);
  });

  it("are moved and removed; what stays keeps its bytes", () => {
    expect(written("two", moveRow(-1))).toBe(
      source.replace("| one  |    1 |\n| *two* | 2 |", "| *two* | 2 |\n| one  |    1 |"),
    );
    expect(written("one", removeRow)).toBe(source.replace("| one  |    1 |\n", ""));
    expect(written("two", moveRow(1))).toBeNull();
  });

  it("become the header when they come first", () => {
    expect(cells(written("one", moveRow(-1)))?.map((row) => row[0])).toEqual([
      "one",
      expect.any(String),
      "A",
      "*two*",
    ]);
    expect(cells(written("A", removeRow))?.map((row) => row[0])).toEqual([
      "one",
      expect.any(String),
      "*two*",
    ]);
  });

  it("give up the header and take it again", () => {
    const without = written("one", toggleHeader);
    expect(cells(without)?.map((row) => row[0])).toEqual(["", expect.any(String), "A", "one", "*two*"]);
    expect(cells(written("one", toggleHeader, without ?? ""))?.map((row) => row[0])).toEqual([
      "A",
      expect.any(String),
      "one",
      "*two*",
    ]);
  });
});

const grid = `+-----+--------+
| A   | B      |
+:====+=======:+
| one | - a    |
|     | - b    |
+-----+--------+
| two | words  |
+-----+--------+

: Words {#tbl-words}
`;

describe("a grid table", () => {
  it("takes rows below its header, with their border", () => {
    const row = "|     |        |\n+-----+--------+\n";
    expect(written("A", addRow(0), grid)).toBe(grid.replace("| one", `${row}| one`));
    expect(written("one", addRow(1), grid)).toBe(grid.replace("| two", `${row}| two`));
    expect(written("two", moveRow(-1), grid)).toBe(
      grid.replace(/(\| one.*?-\+\n)(\| two.*?-\+\n)/su, "$2$1"),
    );
  });

  it("has as many rows of header as it is given", () => {
    expect(written("one", toggleHeader, grid)).toBe(
      grid.replace("+-----+--------+", "+:----+-------:+").replace("+:====+=======:+", "+-----+--------+"),
    );
    expect(written("A", removeRow, grid)).toBe(
      grid.slice(grid.indexOf("+:")).replace("+:====+=======:+", "+:----+-------:+"),
    );
    expect(written("one", moveRow(-1), grid)).toContain("| one | - a    |\n|     | - b    |\n+:====+");
  });

  it("with merged cells keeps its rows and columns, and takes an alignment", () => {
    const merged = "+-----+-----+\n| one | two |\n|     +-----+\n|     | b   |\n+-----+-----+\n";
    for (const command of [addRow(1), removeRow, moveRow(1), addColumn(1), removeColumn, moveColumn(1)])
      expect(written("two", command, merged)).toBeNull();
    expect(written("two", alignColumn("right"), merged)).toBe(
      merged.replace("+-----+-----+", "+-----+----:+"),
    );
    const { state } = begin("b", merged);
    expect(tablePlace(state)).toMatchObject({ row: 1, column: 1, merged: true });
  });
});

describe("any way of ordering rows", { timeout: 30_000 }, () => {
  const tables = [
    source,
    "| Alpha | B | Long |\n|---|:-:|---|\n| Alpha one | 1 | x |\n| `two` | 2 | \\| |\n| three | 3 | [@x] |\n",
    "| | |\n|-|-|\n| one | 1 |\n| one | 1 |\n| three | 3 |\n",
    "| Alpha | B | C |\n|---|---|---|\n| one |\n| two | 2 | x | more | yet |\n| three | 3\n",
    grid,
    grid.replace(/^\+:?=.*$/mu, "+-----+--------+"),
  ];
  const ways = [
    ...[moveRow(-1), moveRow(1), removeRow, toggleHeader, addRow(0), addRow(1)],
    ...[addColumn(0), removeColumn, moveColumn(1), alignColumn("center")],
  ];

  it("is written as what it is", () => {
    for (const text of tables) {
      const { opened } = begin("one", text.replaceAll("Alpha one", "one"));
      const places: number[] = [];
      opened.doc.descendants((node, pos) => {
        // One cell of each row stands for it.
        if (node.type.name === "tableRow") places.push(pos + (node.firstChild?.inlineContent ? 2 : 3));
      });
      for (const place of places) {
        for (const first of ways) {
          for (const second of ways) {
            let state = EditorState.create({
              doc: opened.doc,
              selection: TextSelection.create(opened.doc, place),
            });
            for (const command of [first, second, second]) {
              const tr = command(state);
              if (tr) state = state.apply(tr);
            }
            expect(writeEdits(opened, state.doc).doubts).toEqual([]);
          }
        }
      }
    }
  });
});

describe("columns of a table", () => {
  it("are added, moved with how they are set, and removed", () => {
    expect(cells(written("one", addColumn(1)))?.[0]).toEqual(["A", "", "B"]);
    expect(cells(written("one", addColumn(0)))?.[0]).toEqual(["", "A", "B"]);
    const moved = cells(written("one", moveColumn(1)));
    expect(moved?.[0]).toEqual(["B", "A"]);
    expect(moved?.[1]?.map((dashes) => dashes.replace(/-+/u, "-"))).toEqual(["-:", ":-"]);
    expect(cells(written("one", removeColumn))?.[2]).toEqual(["1"]);
    expect(written("one", moveColumn(-1))).toBeNull();
  });

  it("are set left, right or in the middle", () => {
    expect(cells(written("one", alignColumn("center")))?.[1]?.[0]).toMatch(/^:-+:$/u);
    expect(cells(written("one", alignColumn(null)))?.[1]?.[0]).toMatch(/^-+$/u);
    expect(written("one", alignColumn("left"))).toBeNull();
  });
});

describe("a table as a whole", () => {
  it("is gone through cell by cell; after the last one comes a new row", () => {
    const go = (words: string, step: 1 | -1) => {
      const { state } = begin(words);
      const tr = moveToCell(step)(state);
      return tr ? tablePlace(state.apply(tr)) : null;
    };
    expect(go("one", 1)).toMatchObject({ row: 1, column: 1 });
    expect(go("one", -1)).toMatchObject({ row: 0, column: 1 });
    expect(go("A", -1)).toMatchObject({ row: 0, column: 0 });
    expect(go("2", 1)).toMatchObject({ row: 3, column: 0 });
  });

  it("goes with its caption", () => {
    expect(written("one", removeTable, `Before\n\n${source}\nAfter\n`)).toBe("Before\n\nAfter\n");
  });
});
