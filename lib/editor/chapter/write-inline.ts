import type { PhrasingContent } from "mdast";
import { parseInline } from "#lib/core/text/index.ts";
import { markKey, type Segment, sameSegment, segmentsOf, type WrittenMark } from "./segment.ts";

/** The running text of a block as it was read: what is visible, and the range of source it stands in. */
export interface InlineOrigin {
  segments: readonly Segment[];
  start: number;
  end: number;
}

/**
 * The source of edited running text. What is the same at the beginning and at the end keeps its bytes; only what is
 * between is written anew, and read back: characters are escaped only where reading would take them for syntax.
 */
export function writeInline(source: string, origin: InlineOrigin | null, edited: readonly Segment[]): string {
  const old = origin?.segments ?? [];
  // The editor does not keep which mark is around which; the chapter does.
  const orders = new Map(old.map((segment) => [markKey(segment.marks), segment.marks]));
  const wanted = edited.map((segment) => ({
    ...segment,
    marks: orders.get(markKey(segment.marks)) ?? segment.marks,
  }));
  const shortest = Math.min(old.length, wanted.length);
  let head = 0;
  while (head < shortest && sameSegment(old[head]!, wanted[head]!)) head++;
  let tail = 0;
  while (
    tail < shortest - head &&
    sameSegment(old[old.length - 1 - tail]!, wanted[wanted.length - 1 - tail]!)
  )
    tail++;
  if (origin && head === old.length && head === wanted.length) return source.slice(origin.start, origin.end);

  const middle = wanted.slice(head, wanted.length - tail);
  const before = origin ? source.slice(origin.start, head > 0 ? old[head - 1]!.to : origin.start) : "";
  const after = origin ? source.slice(tail > 0 ? old[old.length - tail]!.from : origin.end, origin.end) : "";
  const left = head > 0 ? old[head - 1]!.marks : [];
  const right = tail > 0 ? old[old.length - tail]!.marks : [];
  // A mark that ended or began exactly at the cut is closed or opened by the middle.
  const raw = before + emit(middle, left, right, false) + after;
  if (readsAs(raw, wanted)) return raw;
  // Where reading a block by itself is not what was read in its chapter (link definitions elsewhere), it proves nothing.
  if (origin && !readsAs(source.slice(origin.start, origin.end), old)) return raw;
  const escaped = before + emit(middle, left, right, true) + after;
  if (readsAs(escaped, wanted)) return escaped;
  const whole = emit(wanted, [], [], true);
  return readsAs(whole, wanted) ? whole : escaped;
}

/** Whether the text reads as what was meant. */
function readsAs(text: string, wanted: readonly Segment[]): boolean {
  // What the lines of a quote or an item begin with is not part of the text.
  const bare = text.replace(/(\r\n|\n|\r)[ \t]*(?:>[ \t]?)*/gu, "$1");
  const read = segmentsOf(bare, parseInline(bare) as PhrasingContent[]);
  // Spaces at the ends and beside marks carry nothing.
  const trim = (segments: readonly Segment[]) =>
    segments
      .map((segment) =>
        segment.piece
          ? segment.value
          : segment.value === " "
            ? " "
            : `${segment.value}${kinds(segment.marks)}`,
      )
      .join("\n")
      .replace(/^(?: \n)+|(?:\n )+$/gu, "");
  return trim(read) === trim(wanted);
}

function kinds(marks: readonly WrittenMark[]): string {
  return marks
    .map((mark) => mark.name)
    .sort()
    .join(",");
}

const escapable = /[\\`*_{}[\]<>$~^@#|!]/u;

function emit(
  segments: readonly Segment[],
  left: readonly WrittenMark[],
  right: readonly WrittenMark[],
  escaping: boolean,
): string {
  let open = [...left];
  let out = "";
  const turn = (next: readonly WrittenMark[]) => {
    let kept = 0;
    while (kept < open.length && kept < next.length && sameMark(open[kept]!, next[kept]!)) kept++;
    if (kept < open.length || kept < next.length) {
      // The order of marks is not kept by the editor; what is open already stays open where it can.
      const keep = open.filter((mark) => next.some((each) => sameMark(each, mark)));
      let stay = 0;
      while (stay < open.length && keep.includes(open[stay]!)) stay++;
      for (const mark of open.slice(stay).reverse()) out += mark.close;
      open = open.slice(0, stay);
      for (const mark of next) {
        if (open.some((each) => sameMark(each, mark))) continue;
        out += mark.open;
        open.push(mark);
      }
    }
  };
  segments.forEach((segment, index) => {
    const isSpace = segment.piece === null && segment.value === " ";
    const neighbours = [segments[index - 1]?.marks ?? left, segments[index + 1]?.marks ?? right];
    // A delimiter beside a space would not be read as one.
    const marks = isSpace
      ? segment.marks.filter((mark) => neighbours.every((near) => near.some((each) => sameMark(each, mark))))
      : segment.marks;
    turn(marks);
    const literal = marks.some((mark) => mark.name === "code");
    out +=
      segment.piece || literal || !escaping || !escapable.test(segment.value)
        ? segment.value
        : `\\${segment.value}`;
  });
  turn(right);
  return out;
}

function sameMark(a: WrittenMark, b: WrittenMark): boolean {
  return a.name === b.name && a.open === b.open && a.close === b.close;
}
