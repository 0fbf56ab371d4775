/** The constructs of running text that hold no others: code, math, TeX, HTML, shortcodes, breaks, escapes. */
import type { PhrasingContent } from "mdast";
import type { Position } from "unist";
import { moveAttributes, readAttributesAt } from "./attributes.ts";
import { decodeEntity } from "./entity.ts";
import { InlineHtml } from "./inline-html.ts";
import type { InlineSource } from "./inline-source.ts";
import type { Place, Token } from "./inline-tokens.ts";
import { braceEnds, readTexCommand } from "./tex.ts";
import type { Attributes } from "./tree.ts";

/** What a text is read against. */
export interface InlineContext {
  /** Normal labels of the chapter's link definitions. */
  definitions: ReadonlySet<string>;
  place: (start: number, end: number) => Position;
}

const entity = /&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/y;
const escapable = /[^A-Za-z0-9\n\r]/;
const computedCode = /^(?:\{([A-Za-z]\w*)\}|(r|python|julia))[ \t]+(?=\S)/;

/** Reads one text into tokens. Every reader takes an index and gives the one after what it read, or the same. */
export class AtomReader {
  protected readonly inline: InlineSource;
  protected readonly text: string;
  protected readonly context: InlineContext;
  protected readonly place: Place;
  protected tokens: Token[] = [];
  private readonly html: InlineHtml;
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

  protected literal(start: number, end: number): void {
    this.tokens.push({ start, end });
  }

  protected node(start: number, end: number, node: PhrasingContent): number {
    node.position = this.place(start, end);
    this.tokens.push({ start, end, node });
    return end;
  }

  /** The index of `needle` from `from` on, or -1; its absence is remembered. */
  private find(needle: string, from: number): number {
    if (this.missing.has(needle)) return -1;
    const found = this.text.indexOf(needle, from);
    if (found === -1) this.missing.add(needle);
    return found;
  }

  private command(at: number): ReturnType<typeof readTexCommand> {
    this.braces ??= braceEnds(this.text);
    return readTexCommand(this.text, at, this.braces);
  }

  protected attributesAt(at: number): { attributes: Attributes; end: number } | null {
    if (this.text[at] !== "{") return null;
    const found = readAttributesAt(this.text, at);
    return (
      found && {
        attributes: moveAttributes(found.attributes, (index) => this.inline.at(index)),
        end: found.end,
      }
    );
  }

  protected lineEnd(at: number): number {
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

  protected backslash(at: number): number {
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

  protected entity(at: number): number {
    entity.lastIndex = at;
    const found = entity.exec(this.text)?.[0];
    if (found === undefined) return at;
    const value = decodeEntity(found);
    if (value === found) return at;
    this.tokens.push({ start: at, end: at + found.length, value });
    return at + found.length;
  }

  protected code(at: number): number {
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

  protected math(at: number): number {
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

  protected angle(at: number): number {
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

  protected shortcode(at: number): number {
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
