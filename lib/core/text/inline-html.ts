/** Raw HTML and autolinks in running text, by CommonMark's rules. */

const tagStart = /<\/?[A-Za-z][A-Za-z0-9-]*/y;
const attributeName = /\s+[A-Za-z_:][\w:.-]*/y;
const equals = /\s*=\s*/y;
const bareValue = /[^\s"'=<>`]+/y;
const tagEnd = /\s*\/?>/y;
const autolink =
  /<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,253})>/y;

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found ? at + found[0].length : -1;
}

/** Reads the HTML of one text; what is known to be missing further on is looked for once. */
export class InlineHtml {
  private readonly text: string;
  private readonly missing = new Set<string>();

  constructor(text: string) {
    this.text = text;
  }

  private find(needle: string, from: number): number {
    if (this.missing.has(needle)) return -1;
    const found = this.text.indexOf(needle, from);
    if (found === -1) this.missing.add(needle);
    return found;
  }

  /** The URL and end of `<scheme:…>` or `<mail@host>` at `at`. */
  autolink(at: number): { url: string; words: string; end: number } | null {
    autolink.lastIndex = at;
    const found = autolink.exec(this.text);
    const words = found?.[1];
    if (!found || words === undefined) return null;
    const mail = !/^[A-Za-z][A-Za-z0-9+.-]{1,31}:/.test(words);
    return { url: mail ? `mailto:${words}` : words, words, end: at + found[0].length };
  }

  /** The offset after the tag, comment, declaration or instruction at `at`, or -1. */
  end(at: number): number {
    const { text } = this;
    if (text.startsWith("<!--", at)) {
      const end = this.find("-->", at + 4);
      return end === -1 ? -1 : end + 3;
    }
    if (text[at + 1] === "?") {
      const end = this.find("?>", at + 2);
      return end === -1 ? -1 : end + 2;
    }
    if (text[at + 1] === "!") {
      if (!/[A-Za-z[]/.test(text[at + 2] ?? "")) return -1;
      const end = this.find(text[at + 2] === "[" ? "]]>" : ">", at + 2);
      return end === -1 ? -1 : end + (text[at + 2] === "[" ? 3 : 1);
    }
    let end = after(tagStart, text, at);
    if (end === -1) return -1;
    const closing = text[at + 1] === "/";
    while (!closing) {
      const name = after(attributeName, text, end);
      if (name === -1) break;
      end = name;
      const value = after(equals, text, end);
      if (value === -1) continue;
      const quote = text[value];
      if (quote === '"' || quote === "'") {
        const close = this.find(quote, value + 1);
        if (close === -1) return -1;
        end = close + 1;
      } else {
        end = after(bareValue, text, value);
        if (end === -1) return -1;
      }
    }
    return after(tagEnd, text, end);
  }
}
