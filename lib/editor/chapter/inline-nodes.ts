import type { Node as PmNode, Schema } from "@tiptap/pm/model";
import type { Segment, WrittenMark } from "./segment.ts";
import { markKey } from "./segment.ts";

/** Segments as inline nodes. */
export function toInline(schema: Schema, segments: readonly Segment[]): PmNode[] {
  const nodes: PmNode[] = [];
  let run = "";
  let marks: readonly WrittenMark[] = [];
  const flush = () => {
    if (run !== "") nodes.push(schema.text(run, toMarks(schema, marks)));
    run = "";
  };
  for (const segment of segments) {
    if (segment.piece) {
      flush();
      const attributes = { kind: segment.piece.kind, source: segment.value, shown: segment.piece.shown };
      nodes.push(schema.node("piece", attributes, undefined, toMarks(schema, segment.marks)));
      continue;
    }
    if (run !== "" && markKey(marks) !== markKey(segment.marks)) flush();
    marks = segment.marks;
    run += segment.value;
  }
  flush();
  return nodes;
}

function toMarks(schema: Schema, marks: readonly WrittenMark[]) {
  return marks.map(({ name, open, close }) => schema.mark(name, { open, close }));
}

/** Inline nodes as segments that stand nowhere yet. */
export function fromInline(textblock: PmNode): Segment[] {
  const segments: Segment[] = [];
  textblock.forEach((node) => {
    const marks = node.marks.map((mark) => ({
      name: mark.type.name,
      open: String(mark.attrs.open),
      close: String(mark.attrs.close),
    }));
    if (node.isText) {
      for (const value of node.text ?? "") segments.push({ value, piece: null, marks, from: -1, to: -1 });
    } else if (node.type.name === "piece") {
      const { kind, source, shown } = node.attrs as { kind: string; source: string; shown: string };
      segments.push({ value: source, piece: { kind, shown }, marks, from: -1, to: -1 });
    }
  });
  return segments;
}
