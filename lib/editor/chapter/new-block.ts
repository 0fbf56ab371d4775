import type { Node as PmNode } from "@tiptap/pm/model";
import { fromInline } from "./inline-nodes.ts";
import type { Origin } from "./open-document.ts";
import { writeInline } from "./write-inline.ts";

/** The style a new block is written in. */
export interface BlockStyle {
  newline: string;
  /** Before each line but the first. */
  prefix: string;
  /** The marker of the list item beside it. */
  marker: string | null;
  source: string;
  origins: readonly Origin[];
}

/** Characters that would make a line something else than a paragraph. */
const startsSyntax =
  /^(?:#{1,6}(?=\s|$)|[-+*](?=\s)|\d{1,9}[.)](?=\s)|>|:::|```|~~~|\||:(?=\s)|\([a-z\d]+\)(?=\s))/iu;

/** A block written anew, its lines after the first with the prefix of its place. */
export function writeNewBlock(node: PmNode, style: BlockStyle): string {
  return lines(node, style)
    .join("\n")
    .split("\n")
    .map((line, index) => (index === 0 ? line : line === "" ? style.prefix.trimEnd() : style.prefix + line))
    .join(style.newline);
}

function text(node: PmNode, style: BlockStyle): string {
  const at = node.attrs.at as number | null;
  const origin = at === null ? null : (style.origins[at]?.inline ?? null);
  return writeInline(style.source, origin, fromInline(node)).replace(/\r\n?|\n/gu, " ");
}

function blocks(node: PmNode, style: BlockStyle, between = "\n\n"): string {
  const out: string[] = [];
  node.forEach((child) => {
    out.push(lines(child, { ...style, marker: null }).join("\n"));
  });
  return out.join(between);
}

function lines(node: PmNode, style: BlockStyle): string[] {
  switch (node.type.name) {
    case "paragraph":
    case "definitionTerm":
      return [text(node, style).replace(startsSyntax, (found) => `\\${found}`)];
    case "heading":
      return [`${"#".repeat(Number(node.attrs.level))} ${text(node, style)}`];
    case "blockquote":
      return blocks(node, style)
        .split("\n")
        .map((line) => (line === "" ? ">" : `> ${line}`));
    case "bulletList":
    case "orderedList": {
      const out: string[] = [];
      node.forEach((item, _, index) => {
        const marker = node.type.name === "bulletList" ? "- " : `${Number(node.attrs.start) + index}. `;
        out.push(...lines(item, { ...style, marker }));
      });
      return out;
    }
    case "listItem":
      return listItem(node, style);
    case "div":
      return [String(node.attrs.head), blocks(node, style), ":::"];
    case "footnote":
      return [`[^${node.attrs.label}]: ${blocks(node, style).replaceAll("\n", "\n    ")}`];
    case "definitionList":
      return [blocks(node, style, "\n\n")];
    case "definitionDescription":
      return [`:   ${blocks(node, style).replaceAll("\n", "\n    ")}`];
    case "codeBlock":
      return [`${node.attrs.fence}${node.attrs.head}`, node.textContent, String(node.attrs.fence)];
    case "table":
      return table(node, style);
    case "tableRow":
      return [row(node, style)];
    case "tableCell":
      return [` ${text(node, style).replaceAll("|", "\\|")} `];
    default:
      return [String(node.attrs.source ?? "")];
  }
}

/** The next item of a list: numbers go on, other markers are repeated. */
function listItem(node: PmNode, style: BlockStyle): string[] {
  const beside = style.marker ?? "- ";
  const number = /^(\d+)([.)]\s*)$/u.exec(beside);
  const marker = number && style.marker ? `${Number(number[1])}${number[2]}` : beside;
  const task = node.attrs.checked === null ? "" : node.attrs.checked ? "[x] " : "[ ] ";
  const indent = " ".repeat(marker.length);
  const body = blocks(node, style, "\n\n").split("\n");
  return body.map((line, index) =>
    index === 0 ? `${marker}${task}${line}` : line === "" ? "" : indent + line,
  );
}

function row(node: PmNode, style: BlockStyle): string {
  const cells: string[] = [];
  node.forEach((cell) => {
    cells.push(text(cell, style).replaceAll("|", "\\|"));
  });
  return `| ${cells.join(" | ")} |`;
}

function table(node: PmNode, style: BlockStyle): string[] {
  const rows: string[] = [];
  node.forEach((each) => {
    rows.push(row(each, style));
  });
  const columns = node.firstChild?.childCount ?? 1;
  return [rows[0] ?? "", `|${"---|".repeat(columns)}`, ...rows.slice(1)];
}
