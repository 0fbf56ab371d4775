import { readWrap, type Wrap } from "./wrap.ts";

/** The habits of a chapter's author, so that new text looks like the text around it. */
export interface Style {
  /** `\n` or `\r\n`. */
  eol: string;
  bullet: string;
  emphasis: "*" | "_";
  strong: "**" | "__";
  /** How ordered markers end. */
  ordered: "." | ")";
  fence: "```" | "~~~";
  rule: string;
  hardBreak: string;
  /** How the lines of paragraphs are broken. */
  wrap: Wrap;
}

/** Read the author's habits off the source: what occurs most often wins, the commonest of all else. */
export function readStyle(source: string): Style {
  const crlf = count(source, /\r\n/gu);
  return {
    eol: crlf > count(source, /(?<!\r)\n/gu) ? "\r\n" : "\n",
    bullet: most(source, /^[ \t>]*([-*+][ \t]{1,3})(?=\S)/gmu, "- "),
    emphasis: most(source, /(?<![\w*_\\])([*_])(?=[^\s*_])[^*_\n]{1,80}(?<=[^\s*_])\1(?![\w*_])/gu, "*") as
      | "*"
      | "_",
    strong: most(source, /(?<![\w*_\\])(\*\*|__)(?=[^\s*_])/gu, "**") as "**" | "__",
    ordered: most(source, /^[ \t>]*\d{1,9}([.)])[ \t]+\S/gmu, ".") as "." | ")",
    fence: most(source, /^[ \t>]*(```|~~~)/gmu, "```") as "```" | "~~~",
    rule: most(source, /\n\r?\n((?:\* ?){3,}|(?:- ?){3,}|(?:_ ?){3,})\r?\n\r?\n/gu, "---").trim(),
    hardBreak: most(source, /(\\|[^\s|] {2})\r?\n(?=[ \t>]*\S)/gu, "\\") === "\\" ? "\\\n" : "  \n",
    wrap: readWrap(source),
  };
}

function count(source: string, pattern: RegExp): number {
  return source.match(pattern)?.length ?? 0;
}

function most(source: string, pattern: RegExp, otherwise: string): string {
  const found = new Map<string, number>();
  for (const match of source.matchAll(pattern))
    found.set(match[1] ?? "", (found.get(match[1] ?? "") ?? 0) + 1);
  let best = otherwise;
  for (const [each, times] of found) if (times > (found.get(best) ?? 0)) best = each;
  return best;
}
