import type { Node as ProseNode } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  inexact,
  openDocument,
  sameMeaning,
  documentSchema as schema,
  wordPlaces,
  writeDocument,
  writeEdits,
} from "./index.ts";

const table = `Words before.

+----------+------------------+
| Key      | What it says     |
+:=========+=================:+
| one      | - a *first* item |
|          | - a second       |
+----------+------------------+
| two      | Words that go    |
|          | over two lines.  |
+----------+------------------+

: A table {#tbl-a}

Words behind.
`;

/** The source after an edit, with the promise that it reads as the edited document and that its bytes come back. */
function edited(source: string, edit: (transform: Transform, doc: ProseNode) => void): string {
  const opened = openDocument(source);
  const transform = new Transform(opened.doc);
  edit(transform, opened.doc);
  transform.doc.check();
  const written = writeEdits(opened, transform.doc);
  expect(written.doubts).toEqual([]);
  expect(sameMeaning(transform.doc.children, openDocument(written.source).doc.children)).toBe(true);
  return written.source;
}

function place(doc: ProseNode, words: string): number {
  let from = -1;
  doc.descendants((node, pos) => {
    if (from === -1 && node.isText && node.text?.includes(words)) from = pos + node.text.indexOf(words);
  });
  expect(from).not.toBe(-1);
  return from;
}

const type = (source: string, words: string, by: string): string =>
  edited(source, (tr, doc) => {
    const from = place(doc, words);
    const marks = doc.nodeAt(from)?.marks ?? [];
    if (by === "") tr.delete(from, from + words.length);
    else tr.replaceWith(from, from + words.length, schema.text(by, marks));
  });

describe("a grid table", () => {
  it("is a table of blocks, with its caption", () => {
    const figure = openDocument(table).doc.child(1);
    expect(figure.type.name).toBe("tableFigure");
    const grid = figure.child(0);
    expect(grid.attrs).toMatchObject({ style: "grid", align: ["left", "right"] });
    expect(grid.children.map((row) => row.children.map((cell) => cell.type.name))).toEqual([
      ["blockHeader", "blockHeader"],
      ["blockCell", "blockCell"],
      ["blockCell", "blockCell"],
    ]);
    expect(grid.child(1).child(1).firstChild?.type.name).toBe("bulletList");
    expect(grid.child(2).child(1).textContent).toBe("Words that go over two lines.");
  });

  it("changes in the line of a word alone", () => {
    expect(type(table, "one", "three")).toBe(table.replace("| one      |", "| three    |"));
    expect(type(table, "first", "1st")).toBe(table.replace("- a *first* item |", "- a *1st* item   |"));
    expect(type(table, "lines", "rows")).toBe(table.replace("two lines.  |", "two rows.   |"));
  });

  it("breaks a line that has become too long within its row", () => {
    expect(type(table, "a second", "a second item of the list")).toBe(
      table.replace(
        "|          | - a second       |",
        "|          | - a second item  |\n|          |   of the list    |",
      ),
    );
    expect(type(table, "Words that go", "Words that will go")).toBe(
      table.replace(
        "Words that go    |\n|          | over two lines.  |",
        "Words that will  |\n|          | go over two      |\n|          | lines.           |",
      ),
    );
  });

  it("is drawn wider for a word that no line has room for", () => {
    expect(type(table, "one", "incomparable")).toBe(
      table
        .replace(/^\+-{10}\+/gmu, `+${"-".repeat(14)}+`)
        .replace("+:=========+", "+:=============+")
        .replace(/^\| (one {6}|Key {6}|two {6}| {9})\|/gmu, (_, cell) => `| ${cell}    |`)
        .replace("| one          |", "| incomparable |"),
    );
  });

  it("takes the words it may not have as markup with an escape", () => {
    expect(type(table, "one", "*x*")).toContain("| \\*x*");
    expect(type(table, "one", "- x")).toMatch(/\| (?:\\- x|\\-\nx)/u);
    expect(type(table, "one", "a | b")).toBe(table.replace("| one      |", "| a | b    |"));
  });

  it("keeps a blank line and gives up one it no longer needs", () => {
    expect(type(table, "Words that go over two lines.", "Short.")).toBe(
      table.replace("Words that go    |\n|          | over two lines.  |", "Short.           |"),
    );
    const roomy = table.replace("| two      |", "|          |                  |\n| two      |");
    expect(type(roomy, "two", "three")).toBe(roomy.replace("| two      |", "| three    |"));
    expect(type(table, "one", "")).toBe(table.replace("| one ", "|     "));
  });

  it("takes new blocks in a cell", () => {
    const written = edited(table, (tr, doc) => {
      const at = place(doc, "one") + 4;
      tr.insert(at, schema.node("paragraph", null, schema.text("More words")));
    });
    expect(written).toBe(
      table.replace(
        "| one      | - a *first* item |\n|          | - a second       |",
        "| one      | - a *first* item |\n|          | - a second       |\n| More     |                  |\n| words    |                  |",
      ),
    );
  });

  it("counts characters as wide as they are", () => {
    const wide = "+------+-----+\n| 漢字 | abc |\n+------+-----+\n| ✗    | d   |\n+------+-----+\n";
    expect(type(wide, "abc", "漢")).toBe(wide.replace("| abc |", "| 漢  |"));
    expect(type(wide, "d", "✓ ✗")).toBe(wide.replace("| d   |", "| ✓ ✗ |"));
  });

  it("stands in containers and keeps their prefixes", () => {
    for (const prefix of ["> ", "> > "]) {
      const quoted = table.replace(/^(?=.)/gmu, prefix).replace(/^$/gmu, prefix.trimEnd());
      expect(type(quoted, "one", "three four five")).toContain(
        `${prefix}| three    | - a *first* item |\n${prefix}| four     | - a second       |\n${prefix}| five     |`,
      );
    }
    const list = `- words\n\n${table.replace(/^(?=.)/gmu, "  ")}`;
    expect(type(list, "one", "three")).toBe(list.replace("| one      |", "| three    |"));
    const crlf = table.replaceAll("\n", "\r\n");
    expect(type(crlf, "a second", "a second item, long")).toContain(
      "- a second item, |\r\n|          |   long           |\r\n+",
    );
  });

  it("knows the links its chapter defines", () => {
    const linked = "+-------------+\n| see [that]  |\n+-------------+\n\n[that]: https://example.org\n";
    expect(openDocument(linked).doc.textContent).toContain("see that");
    expect(type(linked, "see", "or")).toBe(linked.replace("see [that] ", "or [that]  "));
  });

  it("with tabs stays source", () => {
    expect(openDocument("+-----+\n| a\t|\n+-----+\n").doc.firstChild?.type.name).toBe("island");
  });

  it("moves with its bytes, and is written anew elsewhere", () => {
    const moved = edited(table, (tr, doc) => {
      const from = doc.child(0).nodeSize;
      const figure = doc.child(1);
      tr.delete(from, from + figure.nodeSize).insert(0, figure);
    });
    expect(moved.startsWith(table.slice(table.indexOf("+"), table.indexOf("\n\nWords behind")))).toBe(true);
    const fresh = edited("Words.\n", (tr) => {
      const figure = openDocument(table).doc.child(1);
      tr.insert(tr.doc.content.size, schema.nodeFromJSON(figure.toJSON()));
    });
    expect(fresh).toContain("\n| one | - a *first* item              |\n");
  });
});

describe("rows and columns of a grid table", () => {
  const cell = (text: string): ProseNode =>
    schema.node("blockCell", null, schema.node("paragraph", null, text === "" ? [] : schema.text(text)));
  const grid = (doc: ProseNode): { pos: number; node: ProseNode } => {
    let found = { pos: -1, node: doc };
    doc.descendants((node, pos) => {
      if (found.pos === -1 && node.type.name === "table") found = { pos, node };
    });
    return found;
  };
  const rebuilt = (
    source: string,
    make: (rows: ProseNode[][]) => ProseNode[][],
    align?: (string | null)[],
  ): string =>
    edited(source, (tr, doc) => {
      const { pos, node } = grid(doc);
      const rows = make(node.children.map((row) => [...row.children]));
      const made = node.type.create(
        { ...node.attrs, ...(align ? { align } : {}) },
        rows.map((cells) => schema.node("tableRow", null, cells)),
      );
      tr.replaceWith(pos, pos + node.nodeSize, made);
    });

  it("come with the borders of their neighbours", () => {
    const row = "| three    | new words        |\n+----------+------------------+\n";
    expect(rebuilt(table, (rows) => [...rows, [cell("three"), cell("new words")]])).toBe(
      table.replace("\n: A table", `${row}\n: A table`.slice(0)).replace("+\n\n| three", "+\n| three"),
    );
    expect(rebuilt(table, (rows) => rows.toSpliced(1, 0, [cell("three"), cell("new words")]))).toBe(
      table.replace("| one ", `${row}| one `),
    );
  });

  it("go and move without touching the others", () => {
    const one =
      "| one      | - a *first* item |\n|          | - a second       |\n+----------+------------------+\n";
    const two =
      "| two      | Words that go    |\n|          | over two lines.  |\n+----------+------------------+\n";
    expect(rebuilt(table, (rows) => rows.toSpliced(1, 1))).toBe(table.replace(one, ""));
    expect(rebuilt(table, ([a, b, c]) => [a ?? [], c ?? [], b ?? []])).toBe(
      table.replace(one + two, two + one),
    );
  });

  it("become the header and ordinary rows", () => {
    const kind = (name: string, rows: ProseNode[]): ProseNode[] =>
      rows.map((each) => schema.node(name, null, each.content));
    const without = rebuilt(table, ([first, ...rest]) => [kind("blockCell", first ?? []), ...rest]);
    expect(without).toBe(
      table
        .replace("+----------+------------------+\n| Key", "+:---------+-----------------:+\n| Key")
        .replace("+:=========+=================:+", "+----------+------------------+"),
    );
    expect(rebuilt(without, ([first, ...rest]) => [kind("blockHeader", first ?? []), ...rest])).toBe(table);
  });

  it("are set left and right in the header's border alone", () => {
    expect(rebuilt(table, (rows) => rows, ["center", null])).toBe(
      table.replace("+:=========+=================:+", "+:========:+==================+"),
    );
  });

  it("of columns come, go and move with their width", () => {
    const swapped = rebuilt(table, (rows) => rows.map((cells) => cells.toReversed()), ["right", "left"]);
    expect(swapped).toContain("+=================:+:=========+\n| - a *first* item | one      |");
    const added = rebuilt(table, (rows) =>
      rows.map((cells, at) =>
        at === 0 ? [...cells, schema.node("blockHeader", null, cell("New").content)] : [...cells, cell("")],
      ),
    );
    expect(added).toContain("| one      | - a *first* item |                |\n");
    expect(rebuilt(table, (rows) => rows.map((cells) => cells.slice(1)), ["right"])).toContain(
      "\n+------------------+\n| What it says     |\n+=================:+\n| - a *first* item |\n",
    );
  });

  it("may change in every way at once", () => {
    const written = rebuilt(table, (rows) => {
      const [head = [], one = [], two = []] = rows;
      return [head, [cell("new"), cell("")], two, one].map((cells, at) => [
        ...cells,
        at === 0
          ? schema.node("blockHeader", null, cell("H").content)
          : cell(`${at} words of a cell that is new`),
      ]);
    });
    expect(written).toContain("| Words that go    |");
  });
});

describe("merged cells", () => {
  const merged = `+-----+-----------+
| a   | wide cell |
|     +-----+-----+
| two | c   | d   |
+-----+-----+     |
| e   | f   |     |
+-----+-----+-----+
`;
  it("are shown as they are", () => {
    const grid = openDocument(merged).doc.firstChild?.firstChild;
    expect(
      grid?.children.map((row) => row.children.map(({ attrs }) => `${attrs.rowspan}x${attrs.colspan}`)),
    ).toEqual([
      ["2x1", "1x2"],
      ["1x1", "2x1"],
      ["1x1", "1x1"],
    ]);
  });
  it("change in their lines alone", () => {
    expect(type(merged, "wide cell", "merged")).toBe(merged.replace("wide cell", "merged   "));
    expect(type(merged.replace(" c ", " g "), "g", "xyz")).toBe(merged.replace("| c   |", "| xyz |"));
    expect(type(merged, "two", "ten")).toBe(merged.replace("two", "ten"));
    expect(type(merged.replace(" d ", " x "), "x", "d e f g")).toBe(
      merged.replace("| c   | d   |", "| c   | d e |").replace("+-----+-----+     |", "+-----+-----+ f g |"),
    );
  });
  it("make room by another line or a wider column", () => {
    expect(type(merged, "wide cell", "a wide cell")).toBe(
      merged.replace("| a   | wide cell |\n", "| a   | a wide    |\n|     | cell      |\n"),
    );
    expect(type(merged, "f", "longer")).toContain("| e   | longer |     |");
  });
});

describe("uneven pipe tables", () => {
  const uneven = "| a | b | c |\n|---|---|---|\n| one |\n| two | three | four | more |\n| `x` | y\n";
  it("are shown with the cells that are missing", () => {
    const rows = openDocument(uneven).doc.firstChild?.firstChild?.children ?? [];
    expect(rows.map((row) => row.childCount)).toEqual([3, 3, 3, 3]);
  });
  it("keep what is beyond the last column, and take words where a cell was missing", () => {
    expect(type(uneven, "four", "4")).toBe(uneven.replace("four", "4"));
    const typed = (row: number, column: number): string =>
      edited(uneven, (tr, doc) => {
        let pos = 2;
        const grid = doc.firstChild?.firstChild as ProseNode;
        for (let at = 0; at < row; at++) pos += grid.child(at).nodeSize;
        for (let at = 0; at < column; at++) pos += grid.child(row).child(at).nodeSize;
        tr.insert(pos + 2, schema.text("new"));
      });
    expect(typed(1, 1)).toBe(uneven.replace("| one |", "| one | new |"));
    expect(typed(1, 2)).toBe(uneven.replace("| one |", "| one |  | new |"));
    expect(typed(3, 2)).toBe(uneven.replace("| `x` | y", "| `x` | y | new"));
  });
});

describe("grids with wounds", { timeout: 20_000 }, () => {
  const whole = `${table}\n+-----+-----------+\n| a   | wide cell |\n|     +-----+-----+\n| two | c   | 漢字 |\n+-----+-----+-----+\n`;
  const wound = fc.tuple(
    fc.nat(whole.length),
    fc.nat(3),
    fc.constantFrom(..."+-=|: \nx漢\t", "", "\n\n", "+--+", "|---|\n"),
  );
  it("are the same bytes, and edits in them never throw", () => {
    fc.assert(
      fc.property(fc.array(wound, { minLength: 1, maxLength: 4 }), fc.nat(), (wounds, pick) => {
        let source = whole;
        for (const [at, length, by] of wounds) source = source.slice(0, at) + by + source.slice(at + length);
        const opened = openDocument(source);
        opened.doc.check();
        expect(writeDocument(opened, schema.nodeFromJSON(opened.doc.toJSON()))).toBe(source);
        const places = wordPlaces(opened);
        const place = places[pick % Math.max(1, places.length)];
        if (!place) return;
        const transform = new Transform(opened.doc);
        place.replace(transform, "misprint");
        const written = writeEdits(opened, transform.doc);
        if (place.cell) expect(inexact(opened, place, "misprint", written.source)).toBeNull();
      }),
      { seed: 5, numRuns: 1_000 },
    );
  });
});

describe("any edits of grid tables", () => {
  const words = fc.stringMatching(/^[a-z*_`|\-+ :#.\\漢é]{0,24}$/u);
  it("read back as what was meant, change nothing else, and leave no trace when they are undone", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), words), { minLength: 1, maxLength: 4 }), (edits) => {
        const opened = openDocument(table);
        const transform = new Transform(opened.doc);
        for (const [pick, text] of edits) {
          const blocks: number[] = [];
          transform.doc.descendants((node, pos, parent) => {
            if (node.isTextblock && parent?.type.name !== "doc") blocks.push(pos);
          });
          const pos = (blocks[pick % blocks.length] ?? 0) + 1;
          const size = transform.doc.resolve(pos).parent.content.size;
          const at = pos + (pick % (size + 1));
          if (text !== "") transform.insert(at, schema.text(text));
        }
        const written = writeEdits(opened, transform.doc);
        expect(written.doubts).toEqual([]);
        expect(written.source.startsWith("Words before.\n\n")).toBe(true);
        expect(written.source.endsWith("\n\nWords behind.\n")).toBe(true);
        const again = openDocument(written.source);
        expect(sameMeaning(transform.doc.children, again.doc.children)).toBe(true);
        expect(writeDocument(opened, schema.nodeFromJSON(opened.doc.toJSON()))).toBe(table);
      }),
      { seed: 20_261_124, numRuns: 150 },
    );
  });
});
