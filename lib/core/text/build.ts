/** Pieces to nodes: the lines of each piece are read, containers by scanning their own lines again. */
import type { Definition, Heading, ListItem, PhrasingContent, RootContent } from "mdast";
import { moveAttributes, readTrailingAttributes } from "./attributes.ts";
import { readFootnoteMarker } from "./block-starts.ts";
import { buildCode } from "./build-code.ts";
import { buildDefinitionList, buildLineBlock } from "./build-described.ts";
import { buildTable } from "./build-table.ts";
import { readInline } from "./inline.ts";
import { shortcodeWords } from "./inline-atoms.ts";
import { InlineSource } from "./inline-source.ts";
import { dedent, firstInk, isBlank, type Line, lastInk } from "./lines.ts";
import { normalLabel, readLinkDefinition } from "./link-definition.ts";
import { type ItemPiece, limits, type Piece } from "./piece.ts";
import type { Points } from "./points.ts";
import { scan } from "./scan.ts";
import type { Attributes } from "./tree.ts";

/** What every step of building shares. */
export class Builder {
  readonly source: string;
  readonly points: Points;
  readonly definitions: ReadonlySet<string>;
  private depth = 0;

  constructor(source: string, points: Points, definitions: ReadonlySet<string>) {
    this.source = source;
    this.points = points;
    this.definitions = definitions;
  }

  /** Scan a container's lines and build what they hold. */
  content(lines: readonly Line[], inList: boolean): RootContent[] {
    let first = 0;
    let last = lines.length;
    while (first < last && isBlank(this.source, lines[first] as Line)) first++;
    while (last > first && isBlank(this.source, lines[last - 1] as Line)) last--;
    if (first === last) return [];
    const inside = first === 0 && last === lines.length ? lines : lines.slice(first, last);
    if (this.depth >= limits.containerDepth) {
      const start = firstInk(this.source, inside[0] as Line);
      const end = lastInk(this.source, start, (inside[inside.length - 1] as Line).to);
      return [this.opaque(start, end, "nested too deeply", this.written(inside, start, end))];
    }
    this.depth++;
    const nodes = this.pieces(scan(this.source, inside, { inList, chapter: false }), inside);
    this.depth--;
    return nodes;
  }

  pieces(pieces: readonly Piece[], lines: readonly Line[]): RootContent[] {
    return pieces.map((piece) => this.piece(piece, lines));
  }

  inline(text: InlineSource): PhrasingContent[] {
    if (text.text.length > limits.inlineLength) {
      const value = text.text;
      const position = this.points.place(text.at(0), text.endAt(value.length));
      return [{ type: "text", value, position, ...(text.isRange ? {} : { runs: [] }) }];
    }
    return readInline(text, {
      definitions: this.definitions,
      place: (start, end) => this.points.place(start, end),
    });
  }

  /** Running text of some lines. */
  running(lines: readonly Line[]): PhrasingContent[] {
    return this.inline(InlineSource.lines(this.source, lines));
  }

  opaque(start: number, end: number, reason: string, value = this.source.slice(start, end)): RootContent {
    return {
      type: "opaque",
      reason,
      value,
      position: this.points.place(start, end),
    };
  }

  private piece(piece: Piece, lines: readonly Line[]): RootContent {
    const { source } = this;
    const own = lines.slice(piece.first, piece.last);
    const head = own[0] as Line;
    const tail = own[own.length - 1] as Line;
    const start = firstInk(source, head);
    const end = Math.max(start, lastInk(source, start, tail.to));
    const position = this.points.place(start, end);
    const value = this.depth === 0 ? source.slice(start, end) : this.written(own, start, end);
    switch (piece.kind) {
      case "frontMatter": {
        const inner = own.slice(1, -1);
        const first = inner[0];
        const yaml = first ? source.slice(first.from, (inner[inner.length - 1] as Line).to) : "";
        return { type: "yaml", value: yaml, position };
      }
      case "heading":
        return this.heading(piece, own, start, end);
      case "paragraph":
        return { type: "paragraph", children: this.running(own), position };
      case "rule":
        return { type: "thematicBreak", position };
      case "code":
        return buildCode(source, piece, own, this.points);
      case "raw": {
        if (!piece.fence) return { type: "rawBlock", format: "tex", value, position };
        const format = piece.fence.info.slice(2, -1);
        const { indent } = piece.fence;
        const inner = own.slice(1, -1).map((line) => dedent(source, line, indent));
        return {
          type: "rawBlock",
          format,
          value: inner.map((line) => source.slice(line.from, line.to)).join("\n"),
          position,
        };
      }
      case "html":
      case "comment":
        return { type: "html", value, position };
      case "shortcode":
        return { type: "shortcode", ...shortcodeWords(value), block: true, value, position };
      case "math": {
        const close = value.lastIndexOf("$$");
        const attributes = piece.attributes ?? null;
        return {
          type: "math",
          value:
            own.length === 1
              ? value.slice(2, close).trim()
              : this.lines(own, 0)
                  .trim()
                  .slice(2)
                  .replace(/\$\$(?:[^$]*)$/, "")
                  .trim(),
          position,
          ...(attributes && { attributes }),
        };
      }
      case "div": {
        const children = this.pieces(piece.children, lines);
        return {
          type: "div",
          attributes: piece.attributes ?? null,
          closed: piece.closed === true,
          children,
          position,
        };
      }
      case "quote":
        return {
          type: "blockquote",
          children: this.content(
            own.map((line) => this.unquote(line)),
            false,
          ) as never[],
          position,
        };
      case "list":
        return this.list(piece, lines, start, end);
      case "footnote":
        return this.footnote(own, start, end);
      case "definition":
        return this.definition(value, start, end);
      case "definitionList":
        return buildDefinitionList(this, own, start, end);
      case "lineBlock":
        return buildLineBlock(this, own, start, end);
      case "table":
        return buildTable(this, piece, lines);
      default:
        return this.opaque(start, end, piece.reason ?? "not read", value);
    }
  }

  /** What a container's lines say from `start` to `end`, without the container's prefixes. */
  private written(own: readonly Line[], start: number, end: number): string {
    return own
      .map((line) => this.source.slice(Math.max(line.from, start), Math.min(line.to, end)))
      .join("\n");
  }

  /** The lines' own text, joined, with up to `columns` of indentation taken off. */
  private lines(lines: readonly Line[], columns: number): string {
    return lines
      .map((line) => dedent(this.source, line, columns))
      .map((line) => this.source.slice(line.from, line.to))
      .join("\n");
  }

  private heading(piece: Piece, own: readonly Line[], start: number, end: number): Heading {
    const { source } = this;
    const attributes = piece.attributes ?? null;
    let from = start;
    let to = attributes ? attributes.span.start : piece.setext ? (own[0] as Line).to : end;
    let depth = 1;
    if (piece.setext) depth = source[firstInk(source, own[1] as Line)] === "=" ? 1 : 2;
    else {
      while (source[from] === "#") from++;
      depth = from - start;
      to = lastInk(source, from, to);
      let hashes = to;
      while (hashes > from && source[hashes - 1] === "#") hashes--;
      if (hashes < to && (hashes === from || /[ \t]/.test(source[hashes - 1] ?? ""))) to = hashes;
    }
    to = lastInk(source, from, to);
    const text = { from: firstInk(source, { from, to }), to };
    return {
      type: "heading",
      depth: depth as Heading["depth"],
      children: this.inline(InlineSource.range(source, text.from, text.to)),
      position: this.points.place(start, end),
      ...(attributes && { attributes }),
    };
  }

  private unquote(line: Line): Line {
    const { source } = this;
    let at = firstInk(source, line);
    if (source[at] !== ">" || at >= line.to) return line;
    at++;
    return { from: at < line.to && source[at] === " " ? at + 1 : at, to: line.to };
  }

  private list(piece: Piece, lines: readonly Line[], start: number, end: number): RootContent {
    const items = piece.items ?? [];
    const first = items[0]?.marker;
    const children = items.map((item) => this.item(item, lines));
    const between = items.some((_item, index) => {
      const next = items[index + 1];
      return next !== undefined && isBlank(this.source, lines[next.first - 1] as Line);
    });
    return {
      type: "list",
      ordered: first?.ordered ?? false,
      start: first?.ordered ? first.start : null,
      spread: between,
      children,
      position: this.points.place(start, end),
      ...(first?.numbering && { numbering: first.numbering }),
    };
  }

  private item(item: ItemPiece, lines: readonly Line[]): ListItem {
    const { source } = this;
    const { marker } = item;
    const own = lines.slice(item.first, item.last);
    while (own.length > 1 && isBlank(source, own[own.length - 1] as Line)) own.pop();
    const head = own[0] as Line;
    const start = firstInk(source, head);
    let from = Math.min(head.to, start + marker.width + marker.padding);
    let checked: boolean | null = null;
    const box = /^\[([ xX])\][ \t]+(?=\S)/.exec(source.slice(from, head.to));
    if (box) {
      checked = box[1] !== " ";
      from += box[0].length;
    }
    const columns = item.indent + marker.content;
    const inside = own.map((line, index) =>
      index === 0 ? { from, to: line.to } : dedent(source, line, columns),
    );
    const children = this.content(inside, true);
    const end = lastInk(source, start, (own[own.length - 1] as Line).to);
    return {
      type: "listItem",
      checked,
      spread: this.apart(children),
      children: children as ListItem["children"],
      position: this.points.place(start, end),
    };
  }

  /** Whether a blank line stands between two neighbours. */
  private apart(nodes: readonly RootContent[]): boolean {
    return nodes.some((node, index) => {
      const next = nodes[index + 1];
      const from = node.position?.end.offset ?? 0;
      return (
        next !== undefined &&
        /\n[ \t>]*\r?\n/.test(this.source.slice(from, next.position?.start.offset ?? from))
      );
    });
  }

  private footnote(own: readonly Line[], start: number, end: number): RootContent {
    const head = own[0] as Line;
    const marker = readFootnoteMarker(this.source.slice(start, head.to));
    const label = marker?.label ?? "";
    const from = start + (marker?.width ?? 0);
    const inside = own.map((line, index) =>
      index === 0
        ? { from: firstInk(this.source, { from, to: line.to }), to: line.to }
        : dedent(this.source, line, 4),
    );
    return {
      type: "footnoteDefinition",
      identifier: normalLabel(label),
      label,
      children: this.content(inside, false) as never[],
      position: this.points.place(start, end),
    };
  }

  private definition(value: string, start: number, end: number): Definition | RootContent {
    const found = readLinkDefinition(value);
    if (!found) return this.opaque(start, end, "not read");
    const attributes = found.attributes && moveAttributes(found.attributes, (index) => start + index);
    return {
      type: "definition",
      identifier: normalLabel(found.label),
      label: found.label,
      url: found.url,
      title: found.title,
      position: this.points.place(start, end),
      ...(attributes && { attributes }),
    };
  }

  /** A table caption without its marker and attributes. */
  caption(
    own: readonly Line[],
    markerWidth: number,
  ): { children: PhrasingContent[]; start: number; end: number; attributes: Attributes | null } {
    const { source } = this;
    const head = own[0] as Line;
    const from = firstInk(source, head) + markerWidth;
    const cut = own.map((line, index) =>
      index === 0 ? { from: Math.min(from, line.to), to: line.to } : line,
    );
    const text = InlineSource.lines(source, cut);
    const trailing = readTrailingAttributes(text.text);
    const words = trailing ? text.text.slice(0, trailing.before).trimEnd() : text.text;
    const shown = words.length === text.text.length ? text : text.head(words.length);
    return {
      children: this.inline(shown),
      start: text.at(0),
      end: shown.endAt(words.length),
      attributes: trailing && moveAttributes(trailing.attributes, (index) => text.at(index)),
    };
  }
}
