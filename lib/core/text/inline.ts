/**
 * Running text to phrasing nodes, by Pandoc's rules as Quarto sets them, in one pass and in linear time.
 * Emphasis, links and the like are marks on tokens; nodes are built at the end, so that nothing is moved.
 */
import type { PhrasingContent } from "mdast";
import type { Position } from "unist";
import { moveAttributes, readAttributesAt } from "./attributes.ts";
import { asLabel, followsWord, groupNode, readCitationItems, readKey } from "./citations.ts";
import { type Delimiter, Delimiters, flanking } from "./emphasis.ts";
import { decodeEntity } from "./entity.ts";
import { InlineHtml } from "./inline-html.ts";
import { readDestination } from "./inline-link.ts";
import type { InlineSource } from "./inline-source.ts";
import { buildNodes, type Place, type Token } from "./inline-tokens.ts";
import { normalLabel } from "./link-definition.ts";
import { plainText } from "./plain-text.ts";
import { braceEnds, readTexCommand } from "./tex.ts";
import type { Attributes } from "./tree.ts";

/** What a text is read against. */
export interface InlineContext {
  /** Normal labels of the chapter's link definitions. */
  definitions: ReadonlySet<string>;
  place: (start: number, end: number) => Position;
}

interface Bracket {
  kind: "link" | "image" | "note";
  token: number;
  /** Text index of the first character inside. */
  inside: number;
  bottom: Delimiter | null;
  active: boolean;
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
const entity = /&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/y;
const escapable = /[^A-Za-z0-9\n\r]/;
const computedCode = /^(?:\{([A-Za-z]\w*)\}|(r|python|julia))[ \t]+(?=\S)/;

/** Read running text. Never throws. */
export function readInline(inline: InlineSource, context: InlineContext): PhrasingContent[] {
  return new InlineReader(inline, context).run();
}

class InlineReader {
  private readonly inline: InlineSource;
  private readonly text: string;
  private readonly context: InlineContext;
  private readonly place: Place;
  private readonly html: InlineHtml;
  private tokens: Token[] = [];
  private readonly brackets: Bracket[] = [];
  private readonly delimiters = new Delimiters();
  private readonly scripts: { "^": Script | null; "~": Script | null } = { "^": null, "~": null };
  private readonly missing = new Set<string>();
  private braces: ReadonlyMap<number, number> | null = null;
  private backticks: Map<number, number[]> | null = null;

  constructor(inline: InlineSource, context: InlineContext) {
    this.inline = inline;
    this.text = inline.text;
    this.context = context;
    this.place = (start, end) => context.place(inline.at(start), inline.endAt(end));
    this.html = new InlineHtml(inline.text);
  }

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

  private literal(start: number, end: number): void {
    this.tokens.push({ start, end });
  }

  private node(start: number, end: number, node: PhrasingContent): number {
    node.position = this.place(start, end);
    this.tokens.push({ start, end, node });
    return end;
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

  /** The index of `needle` from `from` on, or -1; its absence is remembered. */
  private find(needle: string, from: number): number {
    if (this.missing.has(needle)) return -1;
    const found = this.text.indexOf(needle, from);
    if (found === -1) this.missing.add(needle);
    return found;
  }

  private lineEnd(at: number): number {
    const { text } = this;
    const last = this.tokens[this.tokens.length - 1];
    let trimmed = at;
    if (last && !last.node && last.value === undefined && last.end === at) {
      while (trimmed > last.start && /[ \t]/.test(text[trimmed - 1] ?? "")) trimmed--;
      last.end = trimmed;
    }
    let end = at + (text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1);
    const spaces = text.slice(trimmed, at);
    if (spaces.length >= 2 && !spaces.includes("\t")) this.node(trimmed, end, { type: "break" });
    else if (text[at] === "\n" && this.inline.ownBreaks) this.tokens.push({ start: at, end });
    else this.tokens.push({ start: at, end, value: "\n" });
    while (text[end] === " " || text[end] === "\t") end++;
    return end;
  }

  private backslash(at: number): number {
    const { text } = this;
    const next = text[at + 1];
    if (next === undefined) return at;
    if (next === "\n" || next === "\r") {
      let end = at + (next === "\r" && text[at + 2] === "\n" ? 3 : 2);
      this.node(at, end, { type: "break" });
      while (text[end] === " " || text[end] === "\t") end++;
      return end;
    }
    if (/[A-Za-z]/.test(next)) return this.tex(at);
    if (!escapable.test(next)) return at;
    this.tokens.push({ start: at, end: at + 2, value: next === " " ? "\u00a0" : next });
    return at + 2;
  }

  private tex(at: number): number {
    const { text } = this;
    const command = this.command(at);
    if (!command) return at;
    let { end, name } = command;
    const environment =
      name === "begin" ? /^\\begin\{([A-Za-z]+\*?)\}/.exec(text.slice(at, at + 64))?.[1] : undefined;
    if (environment !== undefined) {
      const closing = `\\end{${environment}}`;
      const close = this.find(closing, end);
      if (close !== -1) {
        end = close + closing.length;
        name = environment;
      }
    }
    return this.node(at, end, { type: "texCommand", name, value: text.slice(at, end) });
  }

  private command(at: number): ReturnType<typeof readTexCommand> {
    this.braces ??= braceEnds(this.text);
    return readTexCommand(this.text, at, this.braces);
  }

  private entity(at: number): number {
    entity.lastIndex = at;
    const found = entity.exec(this.text)?.[0];
    if (found === undefined) return at;
    const value = decodeEntity(found);
    if (value === found) return at;
    this.tokens.push({ start: at, end: at + found.length, value });
    return at + found.length;
  }

  private code(at: number): number {
    const { text } = this;
    let length = 1;
    while (text[at + length] === "`") length++;
    const close = this.closingBackticks(length, at + length);
    if (close === -1) {
      this.literal(at, at + length);
      return at + length;
    }
    const value = text
      .slice(at + length, close)
      .replace(/[ \t]*\r?[\n\r][ \t]*/g, " ")
      .trim();
    const end = close + length;
    const raw = /^\{=([\w-]+)\}/.exec(text.slice(end, end + 40));
    if (raw) {
      const format = raw[1] ?? "";
      return this.node(at, end + raw[0].length, {
        type: "rawInline",
        format,
        value: text.slice(at + length, close),
      });
    }
    const found = this.attributesAt(end);
    const computed = computedCode.exec(value);
    return this.node(at, found?.end ?? end, {
      type: "inlineCode",
      value,
      ...(found && { attributes: found.attributes }),
      ...(computed && { computed: computed[1] ?? computed[2] ?? "" }),
    });
  }

  /** Where a run of exactly `length` backticks begins at or after `from`. */
  private closingBackticks(length: number, from: number): number {
    if (!this.backticks) {
      this.backticks = new Map();
      for (const found of this.text.matchAll(/`+/g)) {
        const places = this.backticks.get(found[0].length) ?? [];
        places.push(found.index);
        this.backticks.set(found[0].length, places);
      }
      for (const places of this.backticks.values()) places.reverse();
    }
    const places = this.backticks.get(length);
    // Places before `from` are never asked for again: the text is read left to right.
    while (places && places.length > 0 && (places[places.length - 1] ?? 0) < from) places.pop();
    return places?.[places.length - 1] ?? -1;
  }

  private attributesAt(at: number): { attributes: Attributes; end: number } | null {
    if (this.text[at] !== "{") return null;
    const found = readAttributesAt(this.text, at);
    return (
      found && {
        attributes: moveAttributes(found.attributes, (index) => this.inline.at(index)),
        end: found.end,
      }
    );
  }

  private math(at: number): number {
    const { text } = this;
    const display = text[at + 1] === "$";
    const inside = at + (display ? 2 : 1);
    if (!display && /[\s]|^$/.test(text[inside] ?? "")) return at;
    let close = inside;
    if (display) {
      close = this.find("$$", inside);
      while (close > inside && text[close - 1] === "\\") close = this.find("$$", close + 1);
      if (close <= inside) {
        this.literal(at, at + 2);
        return at + 2;
      }
    } else {
      close = this.closingDollar(inside);
      if (close === -1) return at;
    }
    let end = close + (display ? 2 : 1);
    const value = text.slice(inside, close);
    let attributes: Attributes | null = null;
    if (display) {
      const space = /^[ \t]*(?=\{#)/.exec(text.slice(end, end + 16))?.[0].length;
      const found = space === undefined ? null : this.attributesAt(end + space);
      if (found) {
        attributes = found.attributes;
        end = found.end;
      }
    }
    return this.node(at, end, {
      type: "inlineMath",
      value: display ? value.trim() : value,
      ...(display && { display }),
      ...(attributes && { attributes }),
    });
  }

  /** Pandoc: no white space before the closing dollar and no digit after it; `\text{…}` may hold dollars. */
  private closingDollar(from: number): number {
    const { text } = this;
    for (let i = from; i < text.length; i++) {
      const character = text[i];
      if (character === "\\") {
        if (/^\\(?:text|mbox|textrm|textbf|textit)\{/.test(text.slice(i, i + 9))) {
          const command = this.command(i);
          if (command) {
            i = command.end - 1;
            continue;
          }
        }
        i++;
      } else if (character === "$") {
        if (i === from || /\s/.test(text[i - 1] ?? "") || /[0-9]/.test(text[i + 1] ?? "")) return -1;
        return i;
      }
    }
    return -1;
  }

  private angle(at: number): number {
    const link = this.html.autolink(at);
    if (link) {
      const words: PhrasingContent = {
        type: "text",
        value: link.words,
        position: this.place(at + 1, link.end - 1),
      };
      return this.node(at, link.end, { type: "link", url: link.url, title: null, children: [words] });
    }
    const end = this.html.end(at);
    if (end === -1) return at;
    return this.node(at, end, { type: "html", value: this.text.slice(at, end) });
  }

  private shortcode(at: number): number {
    const { text } = this;
    const include = text.startsWith("{{#", at);
    const escaped = text.startsWith("{{{<", at);
    if (!include && !escaped && !text.startsWith("{{<", at)) return at;
    const closing = include ? "}}" : escaped ? ">}}}" : ">}}";
    const close = this.find(closing, at + 3);
    if (close === -1) return at;
    const end = close + closing.length;
    const value = text.slice(at, end);
    if (escaped) {
      this.tokens.push({ start: at, end });
      return end;
    }
    return this.node(at, end, { type: "shortcode", ...shortcodeWords(value), block: false, value });
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
      active: true,
      hasKey: false,
    });
    return inside;
  }

  private closeBracket(at: number): number {
    const bracket = this.brackets.pop();
    if (!bracket) return at;
    const start = this.tokens[bracket.token]?.start ?? at;
    if (bracket.kind === "note") {
      return this.enclose(bracket, at, at + 1, (children, position) => ({
        type: "inlineNote",
        children,
        position,
      }));
    }
    const linked = bracket.active || bracket.kind === "image" ? this.target(bracket, at, start) : null;
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
    if (bracket.kind === "note" || !bracket.active || label.length > 999) return null;
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
    if (links) for (const outer of this.brackets) if (outer.kind === "link") outer.active = false;
    return end;
  }
}

/** A shortcode's name and arguments, quotes taken off. */
export function shortcodeWords(value: string): { name: string; arguments: string[] } {
  const inside = value.replace(/^\{\{[<#]?/, "").replace(/>?\}\}$/, "");
  const words = [...inside.matchAll(/[\w-]+="[^"]*"|"([^"]*)"|'([^']*)'|\S+/g)].map(
    (found) => found[1] ?? found[2] ?? found[0],
  );
  const [name = "", ...rest] = words;
  return { name: value.startsWith("{{#") ? `#${name}` : name, arguments: rest };
}
