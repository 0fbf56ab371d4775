import type { ElementContent } from "hast";
import type { PhrasingContent, RootContent } from "mdast";
import { element, text } from "./element.ts";
import { walk } from "./visible.ts";
import { type Note, type Writer, warn } from "./writer.ts";

/** The notes that a chapter defines, by identifier. */
export function collectNotes(writer: Writer, nodes: readonly RootContent[]): void {
  const ids = new Set<string>();
  for (const node of walk(nodes)) {
    if (node.type !== "footnoteDefinition") continue;
    const identifier = node.identifier.toLowerCase();
    if (writer.notes.has(identifier)) continue;
    let id = identifier.replace(/[^\w-]/gu, "-");
    if (ids.has(id)) id = `${id}-${ids.size}`;
    ids.add(id);
    writer.notes.set(identifier, { number: 0, id, references: 0, make: () => writer.flow(node.children) });
  }
}

/** Tell of notes that nothing refers to. */
export function reportUnusedNotes(writer: Writer, nodes: readonly RootContent[]): void {
  for (const node of walk(nodes)) {
    if (node.type !== "footnoteDefinition") continue;
    if (writer.notes.get(node.identifier.toLowerCase())?.number === 0) {
      warn(
        writer,
        node,
        "footnote.unused",
        `Nothing refers to the footnote “${node.label ?? node.identifier}”.`,
      );
    }
  }
}

/** The mark of a note known by its definition; one that has none is reported and left out. */
export function renderNoteMark(
  writer: Writer,
  node: PhrasingContent & { type: "footnoteReference" },
): ElementContent[] {
  const note = writer.notes.get(node.identifier.toLowerCase());
  if (!note) {
    warn(writer, node, "footnote.missing", `There is no footnote “${node.label ?? node.identifier}”.`);
    return [];
  }
  return [noteMark(use(writer, note))];
}

/** The mark of a note written where it is referred to: `^[words]`. */
export function renderInlineNote(
  writer: Writer,
  node: PhrasingContent & { type: "inlineNote" },
): ElementContent[] {
  const make = () => [element("p", {}, writer.inline(node.children))];
  const id = `inline-${writer.usedNotes.length + 1}`;
  return [noteMark(use(writer, { number: 0, id, references: 0, make }))];
}

function use(writer: Writer, note: Note): Note {
  if (note.number === 0) note.number = writer.usedNotes.push(note);
  note.references++;
  return note;
}

function noteMark(note: Note): ElementContent {
  const id = note.references === 1 ? `fnref-${note.id}` : `fnref-${note.id}-${note.references}`;
  return element("sup", { className: ["note-mark"] }, [
    element("a", { href: `#fn-${note.id}`, id, role: "doc-noteref", ariaLabel: `Note ${note.number}` }, [
      text(String(note.number)),
    ]),
  ]);
}

/** The notes at a chapter's foot. Notes may refer to further notes, which then stand below them. */
export function noteList(writer: Writer): ElementContent[] {
  const items: ElementContent[] = [];
  for (let at = 0; at < writer.usedNotes.length; at++) {
    const note = writer.usedNotes[at]!;
    items.push(element("li", { id: `fn-${note.id}` }, withWayBack(note, note.make())));
  }
  if (items.length === 0) return [];
  return [
    element("section", { className: ["footnotes"], role: "doc-endnotes", ariaLabel: "Notes" }, [
      element("h2", { className: ["footnotes-title"] }, [text("Notes")]),
      element("ol", {}, items),
    ]),
  ];
}

/** The way back stands at the end of the note's last paragraph, where the eye is. */
function withWayBack(note: Note, content: ElementContent[]): ElementContent[] {
  const back = element(
    "a",
    {
      href: `#fnref-${note.id}`,
      className: ["note-back"],
      role: "doc-backlink",
      ariaLabel: `Back to note ${note.number}`,
    },
    [text("↩")],
  );
  const last = content.at(-1);
  if (last?.type !== "element" || last.tagName !== "p") return [...content, back];
  last.children.push(text(" "), back);
  return content;
}
