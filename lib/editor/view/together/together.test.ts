import { history, undo } from "@tiptap/pm/history";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { Transform } from "@tiptap/pm/transform";
import { describe, expect, it } from "vitest";
import { everyConstruct } from "../../document/every-construct.fixture.ts";
import {
  type OpenDocument,
  openDocument,
  structuralEdit,
  structuralKinds,
  writeDocument,
} from "../../document/index.ts";
import { sourceReceived } from "../receive-source.ts";
import { placesNow } from "./places-now.ts";
import { SharedDraft } from "./shared-draft.ts";

/** Numbers from 0 to 1, the same every time. */
function numbers(seed: number): () => number {
  let now = seed;
  return () => {
    now = (now * 1_103_515_245 + 12_345) % 2_147_483_648;
    return now / 2_147_483_648;
  };
}

/** Where all changes are kept; it gives each page what it has not had. */
class Server {
  private readonly stored: Uint8Array[] = [];
  private readonly seen = new Map<Page, number>();

  put(update: Uint8Array): void {
    this.stored.push(update);
  }

  news(page: Page): Uint8Array[] {
    const from = this.seen.get(page) ?? 0;
    this.seen.set(page, this.stored.length);
    return this.stored.slice(from);
  }
}

/** A person's page with its visual editor, without a browser. */
class Page {
  readonly draft = new SharedDraft();
  opened: OpenDocument;
  state: EditorState;

  constructor(server: Server, source: string) {
    for (const update of server.news(this)) this.draft.receive(update);
    this.opened = openDocument(source);
    this.state = EditorState.create({ doc: this.opened.doc, plugins: [history()] });
  }

  /** What the editor does after typing paused. */
  flush(): void {
    this.draft.write(writeDocument(this.opened, this.state.doc));
  }

  send(server: Server): void {
    this.flush();
    const update = this.draft.take();
    if (update) server.put(update);
  }

  receive(server: Server): void {
    this.flush();
    const before = this.draft.text();
    for (const update of server.news(this)) this.draft.receive(update);
    const { next, tr } = sourceReceived(this.state, this.opened, before, this.draft.text());
    this.opened = next;
    this.state = this.state.apply(tr.setMeta("addToHistory", false));
  }

  /** Something a person does as it looks. */
  edit(random: () => number): void {
    const { doc } = this.state;
    const at = openDocument(writeDocument(this.opened, doc), doc.type.schema);
    const kind = structuralKinds[Math.floor(random() * structuralKinds.length)] ?? "";
    const edit = at.doc.eq(doc) ? structuralEdit({ ...at, doc }, kind, random) : null;
    if (!edit) {
      this.type(random, "x");
      return;
    }
    const made = new Transform(doc);
    edit.make(made);
    const { tr } = this.state;
    for (const step of made.steps) tr.step(step);
    this.state = this.state.apply(tr);
  }

  type(random: () => number, words: string): void {
    const { doc } = this.state;
    const near = TextSelection.near(doc.resolve(Math.floor(random() * doc.content.size)));
    this.state = this.state.apply(this.state.tr.setSelection(near).insertText(words));
  }
}

const simple = `# Title

One paragraph with *some* words and a [@citation].

Another one, longer than the first, with a $formula$ and \`code\` in it.

- an item
- another **strong** item

::: {.callout-note}
A note about it.
:::

| a | b |
|---|---|
| c | d |

The last words.
`;

describe("several pages with one text", () => {
  it.each([
    ["a small chapter", simple, 2, 120],
    ["a small chapter with Windows line ends", simple.replaceAll("\n", "\r\n"), 3, 120],
    ["every construct", everyConstruct, 3, 60],
  ])("of %s come together, whoever writes what and hears of it when", (_name, source, count, steps) => {
    const random = numbers(count * 31 + steps);
    const server = new Server();
    const first = new SharedDraft();
    first.write(source);
    server.put(first.take() as Uint8Array);
    const pages = Array.from({ length: count }, () => new Page(server, source));
    const one = (): Page => pages[Math.floor(random() * count)] as Page;
    for (let step = 0; step < steps; step++) {
      const page = one();
      if (random() < 0.5) page.type(random, "word "[Math.floor(random() * 5)] ?? "w");
      else page.edit(random);
      if (random() < 0.6) one().send(server);
      if (random() < 0.6) one().receive(server);
    }
    for (const page of pages) page.send(server);
    for (const page of pages) page.receive(server);
    const text = pages[0]?.draft.text() ?? "";
    expect(text).not.toBe(source);
    for (const page of pages) {
      expect(page.draft.text()).toBe(text);
      // What is shown says what is written.
      expect(writeDocument(page.opened, page.state.doc)).toBe(text);
      page.state.doc.check();
    }
  });

  it("take back one's own words only", () => {
    const server = new Server();
    const first = new SharedDraft();
    first.write(simple);
    server.put(first.take() as Uint8Array);
    const [anna, ben] = [new Page(server, simple), new Page(server, simple)];
    const at = (page: Page, words: string): number => {
      let found = 0;
      page.state.doc.descendants((node, pos) => {
        if (node.isText && node.text?.includes(words)) found = pos + node.text.indexOf(words);
      });
      return found;
    };
    const say = (page: Page, before: string, words: string): void => {
      page.state = page.state.apply(page.state.tr.insertText(words, at(page, before)));
    };
    say(anna, "longer", "much ");
    anna.send(server);
    ben.receive(server);
    say(ben, "Another", "Yet ");
    say(ben, "in it", "hidden ");
    ben.send(server);
    anna.receive(server);
    undo(anna.state, (tr) => {
      anna.state = anna.state.apply(tr);
    });
    anna.send(server);
    ben.receive(server);
    for (const page of [anna, ben])
      expect(page.draft.text()).toContain(
        "Yet Another one, longer than the first, with a $formula$ and `code` hidden in it.",
      );
  });
});

describe("where somebody is", () => {
  it.each([" new", "QQZ", "n"])(
    "is the same place in the text after typing %j since it was read",
    (typed) => {
      const opened = openDocument(simple);
      let state = EditorState.create({ doc: opened.doc });
      let end = 0;
      state.doc.descendants((node, pos) => {
        if (node.isText && node.text?.includes("Another")) end = pos + "Another".length;
      });
      state = state.apply(state.tr.insertText(typed, end));
      const text = writeDocument(opened, state.doc);
      const { offset, position } = placesNow(opened, state.doc, text);
      const after = end + typed.length;
      expect(text.slice(0, offset(after)).endsWith(`Another${typed}`)).toBe(true);
      expect(position(offset(after))).toBe(after);
      const last = text.indexOf("last words");
      expect(state.doc.textBetween(position(last), position(last) + 4)).toBe("last");
      expect(offset(position(last))).toBe(last);
    },
  );

  it("moves along with what others write", () => {
    const draft = new SharedDraft();
    draft.write("One. Two. Three.");
    const place = draft.placeOf({ anchor: 5, head: 8 });
    draft.write("Zero. One. Two. Three.");
    expect(draft.offsetsOf(place)).toEqual({ anchor: 11, head: 14 });
    expect(draft.offsetsOf({ anchor: "!!", head: "AAAA////" })).toBeNull();
  });
});
