/** Footnotes of Word, Google Docs and web pages: a link to the note, and a note that links back. */
import { element, find, type HtmlElement, rewritten } from "./html.ts";

const mark = /#_?(?:ftnt|ftn|edn|fn)[:-]?(\w{1,20})$/iu;
const back = /#_?(?:ftnt_?ref|ftnref|ednref|fnref)[:-]?(\w{1,20})$/iu;
const blocks = new Set(["p", "li", "div", "aside"]);

export interface WithNotes {
  tree: HtmlElement;
  /** In the order of their marks; the label is that of the mark. */
  notes: { label: string; content: HtmlElement }[];
}

/** Take the notes out of the text. Marks become `note-mark`; one whose note was not copied along goes. */
export function takeNotes(tree: HtmlElement, taken: ReadonlySet<string>): WithNotes {
  const found = new Map<string, HtmlElement>();
  const cut = rewritten(tree, (each) => {
    if (each.name === "a") {
      const href = each.attributes.href ?? "";
      const returns = back.exec(href)?.[1];
      if (returns) return [element("note-back", [], { key: returns })];
      const key = mark.exec(href)?.[1];
      if (key) return [element("note-mark", [], { key })];
    }
    if (!blocks.has(each.name)) return [each];
    const inside = find(each, (node) => node.name === "note-back");
    if (!inside) return [each];
    const [content] = rewritten(each, (node) => (node.name === "note-back" ? [] : [node]));
    if (typeof content === "object") found.set(inside.attributes.key ?? "", content);
    return [];
  });
  const labels = new Map<string, string>();
  const notes: WithNotes["notes"] = [];
  const used = new Set(taken);
  const marked = cut.flatMap((node) =>
    rewritten(node, (each) => {
      if (each.name !== "note-mark") return [each];
      const key = each.attributes.key ?? "";
      const content = found.get(key);
      if (!content) return [];
      let label = labels.get(key);
      if (label === undefined) {
        let number = 1;
        while (used.has(String(number))) number++;
        label = String(number);
        used.add(label);
        labels.set(key, label);
        notes.push({ label, content });
      }
      return [element("note-mark", [], { label })];
    }),
  );
  return { tree: element("body", marked), notes };
}
