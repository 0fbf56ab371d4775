import type { BlockConstruct } from "../document/construct.ts";
import { lineStart, nextLine, spanOf, verbatimLines } from "../document/origin.ts";

/** The YAML at a chapter's head, edited as text so that its quoting, order and comments stay. */
export const frontMatter: BlockConstruct = {
  name: "frontMatter",
  spec: {
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    isolating: true,
    parseDOM: [{ tag: "pre[data-front-matter]", preserveWhitespace: "full", priority: 60 }],
    toDOM: () => ["pre", { "data-front-matter": "" }, ["code", 0]],
  },
  reads: ["yaml"],
  read(node, reader, prefix) {
    if (node.type !== "yaml") return null;
    const { start, end } = spanOf(node);
    const from = nextLine(reader.source, start);
    const close = lineStart(reader.source, end);
    const lines =
      from < close ? verbatimLines(reader.source, from, close, node.value.replace(/\r\n?/gu, "\n")) : [];
    if (!lines) return null;
    const tail = reader.source.includes("\r\n") ? "\r\n" : "\n";
    return reader.verbatim(
      "frontMatter",
      {},
      node,
      { kind: "verbatim", lines, at: close, tail },
      { start, end, prefix },
    );
  },
  write: (node) => `---\n${node.textContent}\n---`,
};
