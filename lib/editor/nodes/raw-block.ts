import type { BlockConstruct } from "../document/construct.ts";
import { lineEnd, lineStart, nextLine, spanOf, verbatimLines } from "../document/origin.ts";
import { codeFence } from "./fence.ts";

/** ` ```{=latex} `: content for one output format. */
export const rawBlock: BlockConstruct = {
  name: "rawBlock",
  spec: {
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    attrs: { format: { default: "html" } },
    parseDOM: [
      {
        tag: "pre[data-raw]",
        preserveWhitespace: "full",
        priority: 60,
        getAttrs: (dom) => ({ format: dom.getAttribute("data-raw") }),
      },
    ],
    toDOM: (node) => ["pre", { "data-raw": node.attrs.format }, ["code", 0]],
  },
  reads: ["rawBlock"],
  read(node, reader, prefix) {
    if (node.type !== "rawBlock") return null;
    const { source } = reader;
    const { start, end } = spanOf(node);
    if (!/^(?:`{3,}|~{3,})[ \t]*\{=/u.test(source.slice(start, start + 200))) {
      return reader.island("tex", node, prefix, node.value);
    }
    const from = nextLine(source, start);
    const close = lineStart(source, end);
    if (close < from) return null;
    const lines = from === close ? [] : verbatimLines(source, from, close, node.value);
    if (!lines) return null;
    const at = close + (/^[ \t>]*/u.exec(source.slice(close, end))?.[0].length ?? 0);
    const tail = `${source.includes("\r\n") ? "\r\n" : "\n"}${prefix}`;
    const text = { kind: "verbatim" as const, lines, at, tail };
    return reader.verbatim("rawBlock", { format: node.format }, node, text, { start, end, prefix });
  },
  write(node, pen) {
    const fence = codeFence(node.textContent, pen.style.fence);
    return `${fence}{=${node.attrs.format}}\n${node.textContent}\n${fence}`;
  },
  amend(origin, next, desk) {
    const head = desk.source.slice(origin.start, lineEnd(desk.source, origin.start));
    const at = head.indexOf("{=");
    if (at === -1) return false;
    const from = origin.start + at + 2;
    desk.edit(from, from + String(origin.node.attrs.format).length, next.attrs.format);
    return true;
  },
};
