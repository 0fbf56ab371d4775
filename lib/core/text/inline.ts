/**
 * Running text to phrasing nodes, by Pandoc's rules as Quarto sets them, in one pass and in linear time.
 * Emphasis, links and the like are marks on tokens; nodes are built at the end, so that nothing is moved.
 */
import type { PhrasingContent } from "mdast";
import type { Position } from "unist";
import { asLabel, followsWord, groupNode, readCitationItems, readKey } from "./citations.ts";
import { type Delimiter, Delimiters, flanking } from "./emphasis.ts";
import { AtomReader, type InlineContext } from "./inline-atoms.ts";
import { readDestination } from "./inline-link.ts";
import type { InlineSource } from "./inline-source.ts";
import { buildNodes, type Token } from "./inline-tokens.ts";
import { normalLabel } from "./link-definition.ts";
import { plainText } from "./plain-text.ts";

interface Bracket {
  kind: "link" | "image" | "note";
  token: number;
  /** Text index of the first character inside. */
  inside: number;
  bottom: Delimiter | null;
  hasKey: boolean;
}

/** An open `^` or single `~`. */
interface Script {
  token: number;
  start: number;
  bottom: Delimiter | null;
  /** The bracket it stands in. */
  bracket: Bracket | undefined;
}

/** A group of citations longer than this is not one. */
const longestGroup = 2_000;
/** Runs of characters that begin nothing. */
const plain = /[^\\`$<[\]!^~*_@&\n\r{-]+/y;
const footnote = /\[\^([^\s\]^[]+)\]/y;

/** Read running text. Never throws. */
export function readInline(inline: InlineSource, context: InlineContext): PhrasingContent[] {
  return new InlineReader(inline, context).run();
}

class InlineReader extends AtomReader {
  private readonly brackets: Bracket[] = [];
  /** How many of them, from the outermost, a link has ended in: they are no links, for links do not nest. */
  private spent = 0;
  private readonly delimiters = new Delimiters();
  private readonly scripts: { "^": Script | null; "~": Script | null } = { "^": null, "~": null };

  run(): PhrasingContent[] {
    const { text } = this;
    let at = 0;
    while (at < text.length) {
      plain.lastIndex = at;
      const found = plain.exec(text);
      if (found) {
        this.literal(at, at + found[0].length);
        at += found[0].length;
      } else {
        const next = this.special(at);
        if (next > at) at = next;
        else {
          this.literal(at, at + 1);
          at++;
        }
      }
    }
    this.delimiters.pair(null);
    return buildNodes(this.inline, this.tokens, this.place);
  }

  /** Read the construct at `at`; the index after it, or `at` when the character stands for itself. */
  private special(at: number): number {
    const { text } = this;
    switch (text[at]) {
      case "\n":
      case "\r":
        return this.lineEnd(at);
      case "\\":
        return this.backslash(at);
      case "`":
        return this.code(at);
      case "$":
        return this.math(at);
      case "<":
        return this.angle(at);
      case "[":
        return this.openBracket(at);
      case "]":
        return this.closeBracket(at);
      case "!":
        return text[at + 1] === "[" ? this.bracket("image", at, at + 2) : at;
      case "^":
        return text[at + 1] === "[" ? this.bracket("note", at, at + 2) : this.script("^", at);
      case "~":
        return text[at + 1] === "~" ? this.delimiterRun(at) : this.script("~", at);
      case "*":
      case "_":
        return this.delimiterRun(at);
      case "@":
        return this.key(at, at);
      case "-":
        return text[at + 1] === "@" && !followsWord(text, at) ? this.key(at, at + 1) : at;
      case "&":
        return this.entity(at);
      case "{":
        return this.shortcode(at);
      default:
        return at;
    }
  }

  private delimiterRun(at: number): number {
    const { text } = this;
    const character = text[at] ?? "";
    let end = at + 1;
    while (text[end] === character) end++;
    const token: Token = { start: at, end };
    this.tokens.push(token);
    if (character === "~" && end - at !== 2) return end;
    this.delimiters.push({
      token,
      character,
      ...flanking(text, at, end),
      length: end - at,
      from: at,
      to: end,
    });
    return end;
  }

  /** `^words^` and `~words~`: no white space inside unless escaped. */
  private script(character: "^" | "~", at: number): number {
    const open = this.scripts[character];
    const token: Token = { start: at, end: at + 1 };
    this.tokens.push(token);
    this.scripts[character] = null;
    const opener = open && this.tokens[open.token];
    if (
      open &&
      opener &&
      open.bracket === this.brackets[this.brackets.length - 1] &&
      at > open.start + 1 &&
      !/(?<!\\)\s/.test(this.text.slice(open.start + 1, at))
    ) {
      this.delimiters.pair(open.bottom);
      this.forgetScripts(open.token);
      const mark = {
        start: open.start,
        end: at + 1,
        make: (children: PhrasingContent[], position: Position): PhrasingContent => ({
          type: character === "^" ? "superscript" : "subscript",
          children,
          position,
        }),
      };
      opener.opens = [mark];
      token.closes = [mark];
      return at + 1;
    }
    if (!/\s|^$/.test(this.text[at + 1] ?? "")) {
      this.scripts[character] = {
        token: this.tokens.length - 1,
        start: at,
        bottom: this.delimiters.last,
        bracket: this.brackets[this.brackets.length - 1],
      };
    }
    return at + 1;
  }

  private key(at: number, sign: number): number {
    const { text } = this;
    if (at === sign && followsWord(text, at)) return at;
    const found = readKey(text, sign);
    if (!found) return at;
    const bracket = this.brackets[this.brackets.length - 1];
    if (bracket) bracket.hasKey = true;
    const label = asLabel(found.key);
    if (label) {
      return this.node(at, found.end, {
        type: "crossReference",
        labels: [label.label],
        capital: label.capital,
        numberOnly: sign > at,
        value: text.slice(at, found.end),
      });
    }
    let end = found.end;
    const items = [{ key: found.key, prefix: "", suffix: "", suppressAuthor: sign > at }];
    const locator = bracket ? null : /^[ \t]?\[([^[\]]{1,300})\](?![([{])/.exec(text.slice(end, end + 310));
    if (locator && !locator[1]?.startsWith("^")) {
      const [own = "", ...others] = (locator[1] ?? "").split(";");
      const more = others.length > 0 ? readCitationItems(others.join(";")) : [];
      if (more && !own.includes("@")) {
        items[0] = { key: found.key, prefix: "", suffix: own.trim(), suppressAuthor: sign > at };
        items.push(...more);
        end += locator[0].length;
      }
    }
    return this.node(at, end, { type: "citation", items, narrative: true, value: text.slice(at, end) });
  }

  private openBracket(at: number): number {
    footnote.lastIndex = at;
    const found = footnote.exec(this.text);
    if (found) {
      const label = found[1] ?? "";
      const identifier = normalLabel(label);
      return this.node(at, at + found[0].length, { type: "footnoteReference", identifier, label });
    }
    return this.bracket("link", at, at + 1);
  }

  private bracket(kind: Bracket["kind"], at: number, inside: number): number {
    this.tokens.push({ start: at, end: inside });
    this.brackets.push({
      kind,
      token: this.tokens.length - 1,
      inside,
      bottom: this.delimiters.last,
      hasKey: false,
    });
    return inside;
  }

  private closeBracket(at: number): number {
    const bracket = this.brackets.pop();
    if (!bracket) return at;
    const spent = bracket.kind === "link" && this.brackets.length < this.spent;
    this.spent = Math.min(this.spent, this.brackets.length);
    const start = this.tokens[bracket.token]?.start ?? at;
    if (bracket.kind === "note") {
      return this.enclose(bracket, at, at + 1, (children, position) => ({
        type: "inlineNote",
        children,
        position,
      }));
    }
    const linked = spent ? null : this.target(bracket, at, start);
    if (linked !== null) return linked;
    const span = bracket.kind === "link" ? this.attributesAt(at + 1) : null;
    if (span) {
      const { attributes } = span;
      return this.enclose(bracket, at, span.end, (children, position) => ({
        type: "bracketedSpan",
        attributes,
        children,
        position,
      }));
    }
    if (bracket.kind === "link" && bracket.hasKey && at - bracket.inside <= longestGroup) {
      const items = readCitationItems(this.text.slice(bracket.inside, at));
      if (items) {
        this.tokens.length = bracket.token;
        this.delimiters.drop(bracket.bottom);
        this.forgetScripts(bracket.token);
        return this.node(start, at + 1, groupNode(items, this.text.slice(start, at + 1)));
      }
    }
    if (spent) return at;
    return this.reference(bracket, at, at, this.text.slice(bracket.inside, at), "shortcut") ?? at;
  }

  private forgetScripts(token: number): void {
    for (const character of ["^", "~"] as const) {
      if ((this.scripts[character]?.token ?? -1) >= token) this.scripts[character] = null;
    }
  }

  /** What makes a link or image of the brackets: `(url)`, `[label]` or `[]` after them. */
  private target(bracket: Bracket, at: number, start: number): number | null {
    const { text } = this;
    const next = text[at + 1];
    if (next === "(") {
      const found = readDestination(text, at + 1);
      if (!found) return null;
      const after = this.attributesAt(found.end);
      const more = after ? { attributes: after.attributes } : {};
      const { url, title } = found;
      return this.enclose(
        bracket,
        at,
        after?.end ?? found.end,
        (children, position) =>
          bracket.kind === "image"
            ? { type: "image", url, title, position, ...more, ...this.alt(children, start + 2, at) }
            : { type: "link", url, title, children, position, ...more },
        bracket.kind === "link",
      );
    }
    if (next !== "[") return null;
    const label = /^\[([^[\]]{0,999})\]/.exec(text.slice(at + 1, at + 1003));
    if (!label) return null;
    const end = at + label[0].length;
    if (label[1]) return this.reference(bracket, at, end, label[1], "full");
    return this.reference(bracket, at, end, text.slice(bracket.inside, at), "collapsed");
  }

  private alt(children: PhrasingContent[], start: number, end: number): object {
    const alt = children.map(plainText).join("");
    return children.length === 0
      ? { alt }
      : { alt, caption: { type: "caption", children, position: this.place(start, end) } };
  }

  private reference(
    bracket: Bracket,
    at: number,
    last: number,
    label: string,
    referenceType: "full" | "collapsed" | "shortcut",
  ): number | null {
    if (bracket.kind === "note" || label.length > 999) return null;
    if (this.context.definitions.size === 0) return null;
    const identifier = normalLabel(label);
    if (!this.context.definitions.has(identifier)) return null;
    const after = this.attributesAt(last + 1);
    const base = { identifier, label, referenceType, ...(after && { attributes: after.attributes }) };
    return this.enclose(
      bracket,
      at,
      after?.end ?? last + 1,
      (children, position) =>
        bracket.kind === "image"
          ? { type: "imageReference", ...base, position, alt: children.map(plainText).join("") }
          : { type: "linkReference", ...base, children, position },
      bracket.kind === "link",
    );
  }

  private enclose(
    bracket: Bracket,
    at: number,
    end: number,
    make: (children: PhrasingContent[], position: Position) => PhrasingContent,
    links = false,
  ): number {
    const opener = this.tokens[bracket.token];
    if (!opener) return at;
    this.delimiters.pair(bracket.bottom);
    this.forgetScripts(bracket.token);
    const mark = { start: opener.start, end, make };
    opener.opens = [mark];
    this.tokens.push({ start: at, end, closes: [mark] });
    if (links) this.spent = this.brackets.length;
    return end;
  }
}
