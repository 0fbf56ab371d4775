import type { Code } from "mdast";
import type { BlockConstruct } from "../document/construct.ts";
import { lineEnd, lineStart, nextLine, spanOf, verbatimLines } from "../document/origin.ts";
import { codeFence } from "./fence.ts";

/** Code and cells; `info` is what follows the fence, as written, or null for indented code. */
export const codeBlock: BlockConstruct = {
  name: "codeBlock",
  spec: {
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    attrs: { info: { default: "" } },
    parseDOM: [
      {
        tag: "pre",
        preserveWhitespace: "full",
        getAttrs: (dom) => ({ info: dom.getAttribute("data-info") ?? "" }),
      },
    ],
    toDOM: (node) => ["pre", { "data-info": node.attrs.info ?? "" }, ["code", 0]],
  },
  reads: ["code"],
  read(node, reader, prefix) {
    if (node.type !== "code") return null;
    const { source } = reader;
    const { start, end } = spanOf(node);
    const fence = /^(`{3,}|~{3,})/u.exec(source.slice(start, start + 200))?.[0];
    if (!fence) {
      const lines = verbatimLines(source, start, end, node.value);
      const text = lines && { kind: "verbatim" as const, lines, at: start, tail: "" };
      return (
        text &&
        reader.verbatim("codeBlock", { info: null }, node, text, { start, end, prefix: `${prefix}    ` })
      );
    }
    const info = source.slice(start + fence.length, lineEnd(source, start)).trim();
    const from = nextLine(source, start);
    const close = lineStart(source, end);
    if (close < from) return null;
    const lines = from === close ? [] : verbatimLines(source, from, close, node.value);
    if (!lines) return null;
    const at = close + (/^[ \t>]*/u.exec(source.slice(close, end))?.[0].length ?? 0);
    const tail = `${source.includes("\r\n") ? "\r\n" : "\n"}${prefix}`;
    return reader.verbatim(
      "codeBlock",
      { info },
      node,
      { kind: "verbatim", lines, at, tail },
      { start, end, prefix },
    );
  },
  write(node, pen) {
    const { info } = node.attrs;
    const text = node.textContent;
    const fence = codeFence(text, pen.style.fence);
    return `${fence}${info ?? ""}\n${text === "" ? "" : `${text}\n`}${fence}`;
  },
  amend(origin, next, desk) {
    if (origin.node.attrs.info === null || next.attrs.info === null) return false;
    const { start } = origin;
    const head = lineEnd(desk.source, start);
    const fence = /^(`{3,}|~{3,})[ \t]*/u.exec(desk.source.slice(start, head))?.[0].length ?? 3;
    const written = String(origin.node.attrs.info);
    desk.edit(start + fence, start + fence + written.length, next.attrs.info);
    return true;
  },
};

export type { Code };
