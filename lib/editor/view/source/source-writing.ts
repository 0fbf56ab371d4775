import { isolateHistory } from "@codemirror/commands";
import { type ChangeSpec, EditorSelection, type EditorState, type TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Link } from "mdast";
import { type BlockKind, cutBlocks, parseInline } from "#lib/core/text/index.ts";
import { figureSource } from "../figure-source.ts";
import type { Writing } from "../writing.ts";
import { targets } from "./references.ts";

/** The source editor, for the dialogs. `view` answers with the editor there is now. */
export function sourceWriting(view: () => EditorView | null): Writing {
  const change = (make: (state: EditorState) => TransactionSpec | null): void => {
    const editor = view();
    const made = editor && !editor.state.readOnly ? make(editor.state) : null;
    if (made)
      editor?.dispatch({
        ...made,
        scrollIntoView: true,
        annotations: isolateHistory.of("full"),
        userEvent: "input",
      });
    editor?.focus();
  };
  return {
    focus: () => view()?.focus(),
    insert: (kind, source) => change((state) => withInline(state, source, kind !== "inlineMath")),
    formulaBlock: () => change((state) => withBlock(state, "$$\n\n$$", 3)),
    figure: (wish) => change((state) => withBlock(state, figureSource(wish), null)),
    linkAddress() {
      const state = view()?.state;
      return (state && linkAt(state)?.address) ?? null;
    },
    setLink: (address) => change((state) => withLink(state, address)),
    labels() {
      const doc = view()?.state.doc;
      const own = doc ? targets({ labels: [], works: [] }, doc) : [];
      return new Set(own.map(({ key }) => key));
    },
  };
}

/** Put something into the line, in place of what is selected; `apart`: a space goes before it where a word ends. */
export function withInline(state: EditorState, source: string, apart: boolean): TransactionSpec {
  const { from, to } = state.selection.main;
  const before = state.sliceDoc(Math.max(0, from - 1), from);
  const insert = `${apart && /[^\s([{\u2014-]/u.test(before) ? " " : ""}${source}`;
  return { changes: { from, to, insert }, selection: { anchor: from + insert.length } };
}

/**
 * Put a block after the one the cursor is in, between empty lines and as deep as that one; on an empty line, there. The
 * cursor goes `at` characters into it, or behind it.
 */
export function withBlock(state: EditorState, source: string, at: number | null): TransactionSpec {
  const { doc, selection } = state;
  const line = doc.lineAt(selection.main.head);
  const empty = line.text.trim() === "";
  const verbatim = blockEnd(state, line.from);
  let last = verbatim === null ? line : doc.lineAt(verbatim);
  if (verbatim === null && !empty)
    while (last.number < doc.lines && !/^[\s>]*(?::{3,}.*)?$/u.test(doc.line(last.number + 1).text))
      last = doc.line(last.number + 1);
  const prefix = empty || verbatim !== null ? "" : (/^(?:[ \t]|>)*/u.exec(line.text)?.[0] ?? "");
  const text = source.replaceAll("\n", `\n${prefix}`);
  const above = last.number > 1 ? doc.line(last.number - 1).text.trim() : "";
  const lead = empty ? (above === "" ? "" : "\n") : `\n${prefix.trimEnd()}\n${prefix}`;
  const next = last.number < doc.lines ? doc.line(last.number + 1).text.trim() : "";
  const tail = next === "" ? "" : `\n${prefix.trimEnd()}`;
  const from = empty ? last.from : last.to;
  const insert = state.toText(lead + text + tail);
  const anchor = from + lead.length + (at === null ? text.length : at + prefix.length);
  return { changes: { from, to: last.to, insert }, selection: { anchor } };
}

/** Where a block that holds its lines as they are (code, a formula, HTML) ends, when a place is in one. */
function blockEnd(state: EditorState, from: number): number | null {
  // Lines count one sign as their end here, and so does this text.
  const text = state.doc.toString();
  const block = cutBlocks(text).find(
    ({ kind, span }) => verbatimKinds.has(kind) && span.start <= from && from < span.end,
  );
  return block ? block.span.end : null;
}
const verbatimKinds: ReadonlySet<BlockKind> = new Set([
  "code",
  "math",
  "raw",
  "html",
  "comment",
  "frontMatter",
  "table",
]);

/** Set the address of the link at the cursor, make a link of the selected words, or take the link away. */
export function withLink(state: EditorState, address: string | null): TransactionSpec | null {
  const link = linkAt(state);
  const { from, to } = state.selection.main;
  if (link) {
    const changes: ChangeSpec = address
      ? { from: link.addressFrom, to: link.addressTo, insert: written(address) }
      : { from: link.from, to: link.to, insert: link.words };
    return { changes };
  }
  if (!address) return null;
  const words = state.sliceDoc(from, to);
  const insert =
    words === "" && /^https?:[^\s<>]+$/u.test(address)
      ? `<${address}>`
      : `[${words === "" ? address : words}](${written(address)})`;
  return { changes: { from, to, insert }, selection: EditorSelection.cursor(from + insert.length) };
}

const written = (address: string): string =>
  /[\s()<>]/u.test(address) ? `<${address.replace(/[<>]/gu, "\\$&")}>` : address;

/** The link that the selection is in, on its line. */
function linkAt(state: EditorState) {
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  if (to > line.to) return null;
  const within = (node: { position?: Link["position"] }): boolean =>
    line.from + (node.position?.start.offset ?? 0) <= from &&
    to <= line.from + (node.position?.end.offset ?? 0);
  const find = (nodes: readonly ReturnType<typeof parseInline>[number][]): Link | null => {
    for (const node of nodes) {
      if (!within(node)) continue;
      if (node.type === "link") return node;
      return "children" in node ? find(node.children) : null;
    }
    return null;
  };
  const link = find(parseInline(line.text));
  const start = link?.position?.start.offset ?? 0;
  const end = link?.position?.end.offset ?? 0;
  if (!link || end === start) return null;
  const source = line.text.slice(start, end);
  if (source.startsWith("<"))
    return {
      address: link.url,
      from: line.from + start,
      to: line.from + end,
      words: link.url,
      addressFrom: line.from + start + 1,
      addressTo: line.from + end - 1,
    };
  const last = link.children[link.children.length - 1]?.position?.end.offset ?? start + 1;
  const address = /^\]\(\s*(<(?:[^<>\\]|\\.)*>|[^\s)]*)/u.exec(line.text.slice(last, end));
  if (!address) return null;
  const addressTo = line.from + last + address[0].length;
  return {
    address: link.url,
    from: line.from + start,
    to: line.from + end,
    words: line.text.slice(start + 1, last),
    addressFrom: addressTo - (address[1]?.length ?? 0),
    addressTo,
  };
}
