import type { Span } from "#lib/core/text/index.ts";
import type { Alignment } from "./alignment.ts";
import type { Pieces } from "./pieces.ts";

/** A place of change before it is named and counted. */
export interface Place {
  baseSpan: Span;
  revisedSpan: Span;
  basePieces: number[];
  revisedPieces: number[];
  /** One piece that was reworded where it stands. */
  reworded: boolean;
  /** One end of a move: pieces that stand elsewhere in the other version. */
  moved: boolean;
}

interface Stretch {
  pieces: Pieces;
  from: number;
  to: number;
  /** The white space before the first piece and after the last; one and the same when there is no piece. */
  first: string;
  last: string;
  span: Span;
}

/**
 * Every place where the versions differ, in order, never overlapping: a reworded piece, or what stands
 * between two pieces that correspond. Every place begins and ends inside white space that both versions
 * have there, so that any choice of places leaves neighbouring blocks apart.
 */
export function placesOf(alignment: Alignment): Place[] {
  const moved = {
    base: new Set(alignment.moved.map((link) => link.base)),
    revised: new Set(alignment.moved.map((link) => link.revised)),
  };
  const places: Place[] = [];
  let i = 0;
  let j = 0;
  for (const link of [...alignment.inOrder, null]) {
    const nextI = link?.base ?? alignment.base.list.length;
    const nextJ = link?.revised ?? alignment.revised.list.length;
    places.push(
      ...placesBetween(stretch(alignment.base, i, nextI), stretch(alignment.revised, j, nextJ), moved),
    );
    if (link?.relation === "changed") {
      const from = alignment.base.list[nextI]!;
      const to = alignment.revised.list[nextJ]!;
      places.push({
        baseSpan: { start: from.start, end: from.end },
        revisedSpan: { start: to.start, end: to.end },
        basePieces: [nextI],
        revisedPieces: [nextJ],
        reworded: true,
        moved: false,
      });
    }
    i = nextI + 1;
    j = nextJ + 1;
  }
  return attachBlankLines(places);
}

function stretch(pieces: Pieces, from: number, to: number): Stretch {
  const gapBefore = (index: number): string => (index === 0 ? pieces.lead : pieces.list[index - 1]!.gap);
  return {
    pieces,
    from,
    to,
    first: gapBefore(from),
    last: gapBefore(to),
    span: {
      start: from === 0 ? 0 : pieces.list[from - 1]!.end,
      end: pieces.list[to]?.start ?? pieces.source.length,
    },
  };
}

function placesBetween(
  base: Stretch,
  revised: Stretch,
  moved: { base: Set<number>; revised: Set<number> },
): Place[] {
  if (textOf(base) === textOf(revised)) return [];
  const sameStart = base.first === revised.first;
  if (sameStart) {
    base.span.start += base.first.length;
    revised.span.start += revised.first.length;
  }
  const basePieces = count(base);
  const revisedPieces = count(revised);
  const anyMoved =
    basePieces.some((i) => moved.base.has(i)) || revisedPieces.some((j) => moved.revised.has(j));
  const bothFilled = basePieces.length > 0 && revisedPieces.length > 0;
  const sameEnd = base.last === revised.last;
  const parted = [base.last, revised.last].every((gap) => gap.includes("\n"));
  if (anyMoved && sameStart && parted && (sameEnd || !bothFilled)) return runsApart(base, revised, moved);
  if (sameEnd && (bothFilled || !sameStart)) {
    base.span.end -= base.last.length;
    revised.span.end -= revised.last.length;
  }
  return [
    {
      baseSpan: base.span,
      revisedSpan: revised.span,
      basePieces,
      revisedPieces,
      reworded: false,
      moved:
        anyMoved &&
        !bothFilled &&
        basePieces.every((i) => moved.base.has(i)) &&
        revisedPieces.every((j) => moved.revised.has(j)),
    },
  ];
}

/** One place for each run of pieces that left for elsewhere, went away, came from elsewhere or is new. */
function runsApart(
  base: Stretch,
  revised: Stretch,
  moved: { base: Set<number>; revised: Set<number> },
): Place[] {
  const leaving = runs(base, moved.base).map(({ span, pieces, moved: away }) => ({
    baseSpan: span,
    revisedSpan: { start: revised.span.start, end: revised.span.start },
    basePieces: pieces,
    revisedPieces: [],
    reworded: false,
    moved: away,
  }));
  const coming = runs(revised, moved.revised).map(({ span, pieces, moved: here }) => ({
    baseSpan: { start: base.span.end, end: base.span.end },
    revisedSpan: span,
    basePieces: [],
    revisedPieces: pieces,
    reworded: false,
    moved: here,
  }));
  return [...leaving, ...coming];
}

function runs(part: Stretch, moved: Set<number>): { span: Span; pieces: number[]; moved: boolean }[] {
  const list: { span: Span; pieces: number[]; moved: boolean }[] = [];
  for (const index of count(part)) {
    const end = part.pieces.list[index + 1]?.start ?? part.pieces.source.length;
    const last = list.at(-1);
    if (last?.moved === moved.has(index)) {
      last.pieces.push(index);
      last.span.end = end;
    } else {
      list.push({
        span: { start: part.pieces.list[index]!.start, end },
        pieces: [index],
        moved: moved.has(index),
      });
    }
  }
  return list;
}

function count(part: Stretch): number[] {
  return Array.from({ length: part.to - part.from }, (_, k) => part.from + k);
}

function textOf(part: Stretch): string {
  return part.pieces.source.slice(part.span.start, part.span.end);
}

/** Blank lines that came or went beside a reworded block are decided together with it. */
function attachBlankLines(places: Place[]): Place[] {
  const joined: Place[] = [];
  for (const place of places) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      touches(last, place) &&
      (isBlank(last) || isBlank(place)) &&
      !(isBlank(last) && isBlank(place))
    ) {
      const named = isBlank(last) ? place : last;
      joined[joined.length - 1] = {
        ...named,
        baseSpan: { start: last.baseSpan.start, end: place.baseSpan.end },
        revisedSpan: { start: last.revisedSpan.start, end: place.revisedSpan.end },
      };
    } else joined.push(place);
  }
  return joined;
}

function isBlank(place: Place): boolean {
  return place.basePieces.length === 0 && place.revisedPieces.length === 0;
}

function touches(first: Place, second: Place): boolean {
  return first.baseSpan.end === second.baseSpan.start && first.revisedSpan.end === second.revisedSpan.start;
}
