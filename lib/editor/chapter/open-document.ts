import { Fragment, type Node as PmNode, type Schema } from "@tiptap/pm/model";
import type { Code, Nodes, PhrasingContent, Table } from "mdast";
import { parse } from "#lib/core/text/index.ts";
import { toInline } from "./inline-nodes.ts";
import { type Segment, segmentsOf } from "./segment.ts";
import type { InlineOrigin } from "./write-inline.ts";

/** What is remembered of a block that was read. */
export interface Origin {
  /** The node as it was made; still the same object means not touched. */
  node: PmNode;
  start: number;
  end: number;
  /** Ordinals of the blocks inside it, in order. */
  children: number[];
  /** For a block of running text. */
  inline: InlineOrigin | null;
  /** For code: the range of the code itself. */
  code: { start: number; end: number } | null;
}

/** A chapter as an editor's document, with the way back to its bytes. */
export interface OpenDocument {
  source: string;
  doc: PmNode;
  origins: Origin[];
}

/** Open a chapter. Never throws: what is not understood becomes an island that keeps its source. */
export function openDocument(source: string, schema: Schema): OpenDocument {
  const reader = new Reader(source, schema);
  const doc = reader.container("doc", {}, parse(source).children, 0, source.length).node;
  return { source, doc, origins: reader.origins };
}

class Reader {
  readonly source: string;
  readonly schema: Schema;
  readonly origins: Origin[] = [];

  constructor(source: string, schema: Schema) {
    this.source = source;
    this.schema = schema;
  }

  container(
    name: string,
    attributes: Record<string, unknown>,
    nodes: readonly Nodes[],
    start: number,
    end: number,
  ): Origin {
    const at = this.reserve();
    const children = nodes.map((node) => this.block(node));
    return this.keep(
      at,
      name,
      attributes,
      children.map(([, origin]) => origin.node),
      start,
      end,
      {
        children: children.map(([ordinal]) => ordinal),
      },
    );
  }

  block(node: Nodes): [ordinal: number, origin: Origin] {
    const ordinal = this.origins.length;
    return [ordinal, this.read(node)];
  }

  read(node: Nodes): Origin {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    switch (node.type) {
      case "paragraph":
        return this.textblock("paragraph", {}, node.children, start, end);
      case "heading":
        return this.textblock("heading", { level: node.depth }, node.children, start, end);
      case "definitionTerm":
        return this.textblock("definitionTerm", {}, node.children, start, end);
      case "blockquote":
        return this.container("blockquote", {}, node.children, start, end);
      case "list":
        return this.container(
          node.ordered ? "orderedList" : "bulletList",
          node.ordered ? { start: node.start ?? 1 } : {},
          node.children,
          start,
          end,
        );
      case "listItem":
        return this.container("listItem", { checked: node.checked ?? null }, node.children, start, end);
      case "div": {
        const head = /^[^\n\r]*/u.exec(this.source.slice(start, end))?.[0] ?? "";
        return this.container("div", { head, label: head.replace(/^:+\s*/u, "") }, node.children, start, end);
      }
      case "footnoteDefinition":
        return this.container(
          "footnote",
          { label: node.label ?? node.identifier },
          node.children,
          start,
          end,
        );
      case "definitionList":
        return this.container("definitionList", {}, node.children, start, end);
      case "definitionDescription":
        return this.container("definitionDescription", {}, node.children, start, end);
      case "code":
        return this.codeBlock(node, start, end);
      case "table":
        return this.table(node, start, end);
      default:
        return this.island(node.type, start, end);
    }
  }

  textblock(
    name: string,
    attributes: Record<string, unknown>,
    nodes: readonly PhrasingContent[],
    start: number,
    end: number,
  ): Origin {
    const segments = segmentsOf(this.source, nodes);
    if (!inOrder(segments, start, end)) return this.island(name, start, end);
    const at = this.reserve();
    const from = nodes[0]?.position?.start.offset ?? this.emptyStart(name, start, end);
    const to = nodes.at(-1)?.position?.end.offset ?? from;
    return this.keep(at, name, attributes, toInline(this.schema, segments), start, end, {
      inline: { segments, start: from, end: Math.max(from, to) },
    });
  }

  /** Where words would go in a block that has none: after `## `. */
  emptyStart(name: string, start: number, end: number): number {
    return name === "heading"
      ? start + (/^#+[ \t]*/u.exec(this.source.slice(start, end))?.[0].length ?? 0)
      : start;
  }

  codeBlock(node: Code, start: number, end: number): Origin {
    const raw = this.source.slice(start, end);
    const lineEnd = raw.indexOf("\n");
    const at = node.value === "" ? -1 : raw.indexOf(node.value, lineEnd + 1);
    const fence = /^(?:`{3,}|~{3,})/u.exec(raw)?.[0];
    if (!fence || lineEnd === -1 || at === -1 || node.value.includes("\r"))
      return this.island("code", start, end);
    const ordinal = this.reserve();
    const head = raw.slice(fence.length, lineEnd).trim();
    return this.keep(ordinal, "codeBlock", { fence, head }, [this.schema.text(node.value)], start, end, {
      code: { start: start + at, end: start + at + node.value.length },
    });
  }

  table(node: Table, start: number, end: number): Origin {
    const at = this.reserve();
    const rows = node.children.map((row) => {
      const ordinal = this.reserve();
      const cells = row.children.map((cell) => {
        const cellAt = this.origins.length;
        const from = cell.position?.start.offset ?? 0;
        return [
          cellAt,
          this.textblock("tableCell", {}, cell.children, from, cell.position?.end.offset ?? from),
        ] as const;
      });
      if (cells.some(([, cell]) => cell.node.type.name !== "tableCell")) return null;
      const from = row.position?.start.offset ?? 0;
      const origin = this.keep(
        ordinal,
        "tableRow",
        {},
        cells.map(([, cell]) => cell.node),
        from,
        row.position?.end.offset ?? from,
        {
          children: cells.map(([cellAt]) => cellAt),
        },
      );
      return [ordinal, origin] as const;
    });
    const whole = rows.filter((row) => row !== null);
    if (whole.length < rows.length) {
      this.origins.length = at;
      return this.island("table", start, end);
    }
    return this.keep(
      at,
      "table",
      {},
      whole.map(([, row]) => row.node),
      start,
      end,
      { children: whole.map(([ordinal]) => ordinal) },
    );
  }

  island(kind: string, start: number, end: number): Origin {
    const at = this.reserve();
    return this.keep(at, "island", { kind, source: this.source.slice(start, end) }, [], start, end, {});
  }

  reserve(): number {
    this.origins.push({} as Origin);
    return this.origins.length - 1;
  }

  keep(
    at: number,
    name: string,
    attributes: Record<string, unknown>,
    content: readonly PmNode[],
    start: number,
    end: number,
    rest: Partial<Origin>,
  ): Origin {
    const node = this.schema.node(
      name,
      name === "doc" ? {} : { ...attributes, at },
      Fragment.fromArray([...content]),
    );
    const origin: Origin = { node, start, end, children: [], inline: null, code: null, ...rest };
    this.origins[at] = origin;
    return origin;
  }
}

/** Segments must stand one after the other inside their block; else its text cannot be spliced. */
function inOrder(segments: readonly Segment[], start: number, end: number): boolean {
  let reached = start;
  for (const segment of segments) {
    if (segment.from < reached || segment.to < segment.from) return false;
    reached = segment.to;
  }
  return reached <= end;
}
