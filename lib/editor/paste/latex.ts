/** LaTeX as people write it, as the book's Markdown: what is not known stays as it is, for a person to settle. */

import { formula, formulas, labelOf } from "./latex-names.ts";

/** Whether a text is LaTeX beyond doubt, and not Markdown with a formula in it. */
export function isLatex(text: string): boolean {
  const head = text.slice(0, 100_000);
  const outside = head.replace(/\$\$[\s\S]*?\$\$|^(`{3,}|~{3,})[\s\S]*?^\1/gmu, "");
  return (
    /\\(?:(?:sub){0,2}section|chapter|paragraph|documentclass)\*?[[{]/u.test(outside) ||
    /\\begin\{(?:itemize|enumerate|description|equation|align|quote|quotation|verbatim|lstlisting|document|figure|table|abstract)\*?\}/u.test(
      outside,
    ) ||
    (outside.match(
      /\\(?:emph|text(?:bf|it|tt)|(?:auto|text|paren)?cite[pt]?|eqref|ref|autoref|cref|footnote|href|url)\*?[[{]/gu,
    )?.length ?? 0) > 0
  );
}

const levels: Readonly<Record<string, number>> = {
  chapter: 1,
  section: 2,
  subsection: 3,
  subsubsection: 4,
  paragraph: 5,
};

/** Convert. Time is linear in the text but for the depth of what is nested. */
export function latexToMarkdown(text: string): string {
  const body = /\\begin\{document\}([\s\S]*?)(?:\\end\{document\}|$)/u.exec(text)?.[1] ?? text;
  const lines = body
    .replace(/\r\n?/gu, "\n")
    .replace(/(?<!\\)%.*(?:\n[ \t]*)?/gu, (all) => (all.includes("\n") ? "\n" : ""));
  return new Converter(lines)
    .until(null)
    .replace(/[ \t]+$/gmu, "")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
}

const deepest = 40;

class Converter {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Up to what closes: `}` or `\end{…}`; null reads to the end. */
  until(close: string | null): string {
    let out = "";
    this.depth++;
    while (this.at < this.text.length) {
      if (close !== null && this.text.startsWith(close, this.at)) {
        this.at += close.length;
        break;
      }
      out += this.depth > deepest ? this.text[this.at++] : this.piece();
    }
    this.depth--;
    return out;
  }

  private piece(): string {
    const rest = this.text.slice(this.at, this.at + 400);
    const plain = /^[^\\$~`'{}\-"[]+/u.exec(rest)?.[0];
    if (plain) return this.take(plain.length);
    if (rest.startsWith("$")) return this.math();
    if (rest.startsWith("~")) return this.take(1, "\u00a0");
    if (rest.startsWith("``")) return this.take(2, "“");
    if (rest.startsWith("''")) return this.take(2, "”");
    if (rest.startsWith("`")) return this.take(1, "‘");
    if (rest.startsWith("---")) return this.take(3, "—");
    if (rest.startsWith("--")) return this.take(2, "–");
    if (rest.startsWith("{")) {
      this.at++;
      return this.until("}");
    }
    if (rest.startsWith("}")) return this.take(1, "");
    const command = /^\\([A-Za-z]+)\*?/u.exec(rest);
    if (command) return this.command(command[1] ?? "", command[0]);
    if (rest.startsWith("\\[")) return this.display("\\]", 2);
    if (rest.startsWith("\\(")) return this.inlineMath("\\)", 2);
    const broken = /^\\\\(?:\[[^\]]*\])?[ \t]*\n?/u.exec(rest);
    if (broken) return this.take(broken[0].length, "\\\n");
    const escaped = /^\\([%&#_{}$ ,;-])/u.exec(rest);
    if (escaped) {
      const sign = escaped[1] ?? "";
      return this.take(
        2,
        sign === "," || sign === ";" ? " " : sign === "-" ? "" : /[#_$]/u.test(sign) ? `\\${sign}` : sign,
      );
    }
    return this.take(1);
  }

  private take(length: number, as?: string): string {
    const taken = this.text.slice(this.at, this.at + length);
    this.at += length;
    return as ?? taken;
  }

  private math(): string {
    if (this.text.startsWith("$$", this.at)) return this.display("$$", 2);
    return this.inlineMath("$", 1);
  }

  private inlineMath(close: string, length: number): string {
    const end = this.text.indexOf(close, this.at + length);
    const tex = this.text.slice(this.at + length, end);
    if (end === -1 || /\n\s*\n/u.test(tex)) return this.take(length);
    this.at = end + close.length;
    return `$${tex.trim().replace(/\s+/gu, " ")}$`;
  }

  private display(close: string, length: number): string {
    const end = this.text.indexOf(close, this.at + length);
    if (end === -1) return this.take(length);
    const tex = this.text.slice(this.at + length, end);
    this.at = end + close.length;
    return formula(tex, null);
  }

  /** What stands in the braces that follow, converted; empty without them. */
  private argument(): string {
    this.skipSpace();
    if (this.text[this.at] !== "{") return "";
    this.at++;
    return this.until("}").trim();
  }

  /** The same as it is written. */
  private written(): string {
    this.skipSpace();
    if (this.text[this.at] !== "{") return "";
    let depth = 0;
    const start = this.at + 1;
    for (; this.at < this.text.length; this.at++) {
      if (this.text[this.at] === "\\") this.at++;
      else if (this.text[this.at] === "{") depth++;
      else if (this.text[this.at] === "}" && --depth === 0) return this.text.slice(start, this.at++);
    }
    return this.text.slice(start);
  }

  /** Brackets and braces that follow what is not known. */
  private asWritten(): string {
    const start = this.at;
    for (;;) {
      const option = /^\[[^\]\n]*\]/u.exec(this.text.slice(this.at, this.at + 400));
      if (option) this.at += option[0].length;
      else if (this.text[this.at] === "{") this.written();
      else return this.text.slice(start, this.at);
    }
  }

  private options(): string[] {
    const found: string[] = [];
    for (;;) {
      const option = /^\s*\[([^\]]*)\]/u.exec(this.text.slice(this.at, this.at + 400));
      if (!option) return found;
      this.at += option[0].length;
      found.push(option[1] ?? "");
    }
  }

  private skipSpace(): void {
    while (/[ \t]/u.test(this.text[this.at] ?? "")) this.at++;
  }

  private command(name: string, written: string): string {
    this.at += written.length;
    const level = levels[name];
    if (level !== undefined) {
      this.options();
      const title = this.argument().replace(/\s+/gu, " ");
      const label = /^\s*\\label\{([^}]*)\}/u.exec(this.text.slice(this.at, this.at + 400));
      if (label) this.at += label[0].length;
      const id = label ? ` {#${labelOf(label[1] ?? "", "sec")}}` : written.endsWith("*") ? " {-}" : "";
      return `\n\n${"#".repeat(level)} ${title}${id}\n\n`;
    }
    switch (name) {
      case "emph":
      case "textit":
      case "textsl":
        return around(this.argument(), "*");
      case "textbf":
        return around(this.argument(), "**");
      case "texttt":
        return `\`${this.written().replace(/\\([_%&#{}$])/gu, "$1")}\``;
      case "footnote":
        return `^[${this.argument().replace(/\s+/gu, " ")}]`;
      case "url":
        return `<${this.written()}>`;
      case "href": {
        const address = this.written();
        return `[${this.argument()}](${address})`;
      }
      case "eqref":
      case "ref":
      case "autoref":
      case "cref":
      case "Cref": {
        // “Figure~\ref{…}” says the kind that a reference here says itself; a person takes one away.
        return this.written()
          .split(",")
          .map((label) => `@${labelOf(label, name === "eqref" ? "eq" : "sec")}`)
          .join(", ");
      }
      case "begin":
        return this.environment(this.written());
      case "label":
      case "centering":
      case "noindent":
      case "maketitle":
      case "newpage":
      case "clearpage":
      case "smallskip":
      case "medskip":
      case "bigskip":
        if (name === "label") this.written();
        return "";
      case "ldots":
      case "dots":
        return "…";
      case "textbackslash":
        return "\\\\";
      case "par":
        return "\n\n";
      case "LaTeX":
      case "TeX":
        return name;
      default:
        return /^(?:auto|text|paren|no|foot)?cite(?:p|t|alp|author|year)?$/u.test(name)
          ? this.cite(name)
          : written + this.asWritten();
    }
  }

  private cite(name: string): string {
    const options = this.options();
    const keys = this.written()
      .split(",")
      .map((key) => key.trim())
      .filter((key) => key !== "");
    const [first, second] = options;
    const before = second === undefined ? "" : `${first} `.trimStart();
    const after = second ?? first ?? "";
    if (name === "citet" || name === "textcite")
      return keys.map((key) => `@${key}`).join(", ") + (after ? ` [${after}]` : "");
    const cited = keys.map((key) => `@${key}`).join("; ");
    return `[${before}${cited}${after ? `, ${after}` : ""}]`;
  }

  private environment(name: string): string {
    const end = `\\end{${name}}`;
    if (formulas.test(name) || name === "verbatim" || name === "lstlisting") {
      const options = name === "lstlisting" ? this.options().join() : "";
      const close = this.text.indexOf(end, this.at);
      const inside = this.text.slice(this.at, close === -1 ? undefined : close);
      this.at = close === -1 ? this.text.length : close + end.length;
      if (formulas.test(name)) return formula(inside, name.replace("*", ""));
      const language = /language=\{?(\w+)/u.exec(options)?.[1]?.toLowerCase() ?? "";
      return `\n\n\`\`\`${language}\n${inside.replace(/^\n|\s+$/gu, "")}\n\`\`\`\n\n`;
    }
    if (name === "itemize" || name === "enumerate" || name === "description") return this.list(name, end);
    if (name === "quote" || name === "quotation" || name === "abstract")
      return `\n\n${this.until(end).trim().replace(/^/gmu, "> ")}\n\n`;
    if (name === "center" || name === "document") return `\n\n${this.until(end)}\n\n`;
    // Figures, tables and what is not known stay TeX, whole.
    const close = this.text.indexOf(end, this.at);
    const stop = close === -1 ? this.text.length : close + end.length;
    const inside = this.text.slice(this.at, stop);
    this.at = stop;
    return `\n\n\\begin{${name}}${inside}\n\n`;
  }

  private list(name: string, end: string): string {
    this.options();
    const items = `\n${this.until(end)}`.split(/\\item\b[ \t]*/u).slice(1);
    const written = items.map((item, index) => {
      const label = /^\[([^\]]*)\]\s*/u.exec(item);
      const words = item.slice(label?.[0].length ?? 0).trim();
      const sign = name === "enumerate" ? `${index + 1}. ` : "- ";
      const text = label ? `**${label[1]}** ${words}` : words;
      return sign + text.replace(/\n(?=[^\n])/gu, `\n${" ".repeat(sign.length)}`);
    });
    return `\n\n${written.join("\n")}\n\n`;
  }
}

function around(words: string, sign: string): string {
  return words === "" ? "" : `${sign}${words}${sign}`;
}
