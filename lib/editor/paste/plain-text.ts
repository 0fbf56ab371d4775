/** Plain text: as Markdown where it clearly is, else as the words it has. */
import type { Node as ProseNode, Schema } from "@tiptap/pm/model";
import { openDocument } from "../document/index.ts";

/** Constructs that no one writes into prose by chance. */
const clear: readonly RegExp[] = [
  /^#{1,6} \S/mu,
  /^(?:`{3,}|~{3,})/mu,
  /^:{3,} *\{?[.\w]/mu,
  /^\$\$/mu,
  /\[[^\]\n]+\]\((?:https?:|mailto:|[./#\w])[^)\s]*\)/u,
  /!\[[^\]\n]*\]\([^)\n]+\)/u,
  /(?<![*\w])\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*(?![*\w])/u,
  /(?<!`)`[^`\n]+`(?!`)/u,
  /\[-?@[\w:.-]+[^\]\n]*\]/u,
  /(?<![\w@.])@(?:fig|tbl|sec|eq|lst|thm)-[\w:.-]+/u,
  /\{\{<[^\n]+>\}\}/u,
  /^\|[^\n]+\|[ \t]*\n\|?[ :|-]+\|?[ \t]*$/mu,
  /^\[\^[^\]\s]+\]: /mu,
  /(?<![\w$])\$[^\s$](?:[^$\n]*[^\s$])?\$(?![\w$])/u,
];
/** Lists: one marker may be a dash in prose, two are a list. */
const item = /^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S/gmu;
const quoted = /^> ?\S/gmu;

/** Whether a text is Markdown beyond doubt. */
export function isMarkdown(text: string): boolean {
  const head = text.slice(0, 100_000);
  return (
    clear.some((pattern) => pattern.test(head)) ||
    (head.match(item)?.length ?? 0) > 1 ||
    (head.match(quoted)?.length ?? 0) > 1
  );
}

/** Markdown as the blocks it says. */
export function markdownBlocks(text: string, schema: Schema): ProseNode[] {
  return openDocument(text, schema).doc.children.filter(
    (node) => node.type.name !== "paragraph" || node.content.size > 0,
  );
}

/** Words as they are: blank lines part paragraphs, other line ends are spaces. What looks like markup stays text. */
export function proseBlocks(text: string, schema: Schema): ProseNode[] {
  return text
    .split(/(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*/u)
    .map((part) => part.replace(/\s*(?:\r\n?|\n)\s*/gu, " ").trim())
    .filter((part) => part !== "")
    .map((part) => schema.node("paragraph", null, schema.text(part)));
}
