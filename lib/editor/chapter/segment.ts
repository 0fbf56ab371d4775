import type { PhrasingContent, Text } from "mdast";

/** A mark as it is written: its kind and its own delimiters. */
export interface WrittenMark {
  name: string;
  open: string;
  close: string;
}

/** One visible character, or one piece of syntax, of running text, and where it stands in the chapter. */
export interface Segment {
  /** The character, or the whole source of a piece. */
  value: string;
  piece: { kind: string; shown: string } | null;
  /** Outermost first. */
  marks: readonly WrittenMark[];
  from: number;
  to: number;
}

const markNames: Partial<Record<PhrasingContent["type"], string>> = {
  strong: "strong",
  emphasis: "emphasis",
  delete: "strike",
  superscript: "superscript",
  subscript: "subscript",
  link: "link",
  bracketedSpan: "span",
};

/** Take running text apart. A line break of the source is shown as the space it means, with what the next line begins with. */
export function segmentsOf(source: string, nodes: readonly PhrasingContent[]): Segment[] {
  const segments = collect(source, nodes, []);
  segments.forEach((segment, index) => {
    const next = segments[index + 1];
    if (!next || segment.to >= next.from || !/[\n\r]/u.test(source[segment.to - 1] ?? "")) return;
    segment.to += /^[ \t>]*/u.exec(source.slice(segment.to, next.from))?.[0].length ?? 0;
  });
  return segments;
}

function collect(
  source: string,
  nodes: readonly PhrasingContent[],
  marks: readonly WrittenMark[],
): Segment[] {
  return nodes.flatMap((node) => {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    if (node.type === "text") return characters(node, marks);
    const name = markNames[node.type];
    if (name && "children" in node && node.children.length > 0) {
      const first = node.children[0]?.position?.start.offset ?? start;
      const last = node.children[node.children.length - 1]?.position?.end.offset ?? end;
      const mark = { name, open: source.slice(start, first), close: source.slice(last, end) };
      // The same kind inside itself cannot be told apart once it is edited.
      if (!marks.some((outer) => outer.name === name))
        return collect(source, node.children, [...marks, mark]);
    }
    if (node.type === "inlineCode" && !node.computed && !node.attributes) {
      const raw = source.slice(start, end);
      const ticks = /^`+/u.exec(raw)?.[0] ?? "`";
      const inside = raw.slice(ticks.length, -ticks.length);
      if (inside === node.value && !inside.includes("\n")) {
        const mark = { name: "code", open: ticks, close: ticks };
        return [...inside].reduce<Segment[]>((all, value) => {
          const from = all.at(-1)?.to ?? start + ticks.length;
          all.push({ value, piece: null, marks: [...marks, mark], from, to: from + value.length });
          return all;
        }, []);
      }
    }
    const value = source.slice(start, end);
    return [{ value, piece: { kind: node.type, shown: shownAs(node, value) }, marks, from: start, to: end }];
  });
}

function characters(node: Text, marks: readonly WrittenMark[]): Segment[] {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  const runs = node.runs ?? [{ at: 0, source: start, length: node.value.length }];
  const segments: Segment[] = [];
  let at = 0;
  let reached = start;
  const odd = (until: number, to: number) => {
    // Escapes, entities, a line break with its indentation: the first character stands for all their bytes.
    for (const value of node.value.slice(at, until)) {
      segments.push({ value: value === "\n" ? " " : value, piece: null, marks, from: reached, to });
      reached = to;
    }
    at = until;
  };
  for (const run of runs) {
    if (run.at > at) odd(run.at, run.source);
    reached = run.source;
    for (const value of node.value.slice(run.at, run.at + run.length)) {
      segments.push({
        value: value === "\n" ? " " : value,
        piece: null,
        marks,
        from: reached,
        to: reached + value.length,
      });
      reached += value.length;
    }
    at = run.at + run.length;
  }
  if (at < node.value.length) odd(node.value.length, end);
  return segments;
}

function shownAs(node: PhrasingContent, value: string): string {
  switch (node.type) {
    case "inlineMath":
      return node.value;
    case "image":
      return node.alt || node.url;
    case "footnoteReference":
      return `note ${node.identifier}`;
    default:
      return value;
  }
}

/** Whether two segments look the same to a reader: the character or piece, and its marks. */
export function sameSegment(a: Segment, b: Segment): boolean {
  return (
    a.value === b.value && (a.piece === null) === (b.piece === null) && markKey(a.marks) === markKey(b.marks)
  );
}

export function markKey(marks: readonly WrittenMark[]): string {
  return marks
    .map((mark) => `${mark.name}\u0000${mark.open}\u0000${mark.close}`)
    .sort()
    .join("\u0001");
}
