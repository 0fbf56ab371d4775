import type { Alignment } from "./alignment.ts";
import type { Pieces } from "./pieces.ts";

interface Texts {
  before: string;
  after: string;
}
/** From piece to the hunk it lies in. */
interface HunkOfPiece {
  base: Map<number, number>;
  revised: Map<number, number>;
}

/**
 * Which hunks need which others, as pairs of indices [needing, needed]: both ends of a move need each
 * other, so do both fences of a div; a new reference needs the hunk that brings its label, and a hunk that
 * drops a label needs those that drop its references.
 */
export function needsBetween(hunks: Texts[], places: HunkOfPiece, alignment: Alignment): [number, number][] {
  const pairs = new Set<string>();
  const add = (needing: number | undefined, needed: number | undefined): void => {
    if (needing !== undefined && needed !== undefined && needing !== needed)
      pairs.add(`${needing} ${needed}`);
  };
  for (const { base, revised } of alignment.moved) {
    add(places.base.get(base), places.revised.get(revised));
    add(places.revised.get(revised), places.base.get(base));
  }
  for (const [pieces, hunkOf] of [
    [alignment.base, places.base],
    [alignment.revised, places.revised],
  ] as const) {
    for (const [open, close] of fencePairs(pieces)) {
      add(hunkOf.get(open), hunkOf.get(close));
      add(hunkOf.get(close), hunkOf.get(open));
    }
  }
  addLabelNeeds(hunks, add);
  return [...pairs]
    .map((pair) => pair.split(" ").map(Number) as [number, number])
    .sort((x, y) => x[0] - y[0] || x[1] - y[1]);
}

function fencePairs(pieces: Pieces): [number, number][] {
  const open = new Map<number, number>();
  const pairs: [number, number][] = [];
  pieces.list.forEach((piece, index) => {
    if (piece.block === null) return;
    if (piece.kind === "divOpen") open.set(piece.block, index);
    const opening = open.get(piece.block);
    if (piece.kind === "divClose" && opening !== undefined) pairs.push([opening, index]);
  });
  return pairs;
}

const labelPattern = /\{[^{}\n]*#([\p{L}\p{N}][\p{L}\p{N}_:.-]*)|^#\|\s*label:\s*(\S+)|^(\[\^[^\]\s]+\]):/gmu;
const referencePattern = /@([\p{L}\p{N}][\p{L}\p{N}_:.-]*[\p{L}\p{N}])|(\[\^[^\]\s]+\])(?!:)/gu;

function addLabelNeeds(hunks: Texts[], add: (needing: number, needed: number | undefined) => void): void {
  const broughtBy = new Map<string, number>();
  const sides = hunks.map(({ before, after }) => ({
    labels: differences(labelPattern, before, after),
    references: differences(referencePattern, before, after),
  }));
  const droppedBy = new Map<string, number[]>();
  sides.forEach(({ labels, references }, index) => {
    for (const label of labels.gained) broughtBy.set(label, index);
    for (const label of references.lost) droppedBy.set(label, [...(droppedBy.get(label) ?? []), index]);
  });
  sides.forEach(({ labels, references }, index) => {
    for (const label of references.gained) add(index, broughtBy.get(label));
    for (const label of labels.lost) for (const other of droppedBy.get(label) ?? []) add(index, other);
  });
}

function differences(pattern: RegExp, before: string, after: string): { lost: string[]; gained: string[] } {
  const had = namesIn(pattern, before);
  const has = namesIn(pattern, after);
  return {
    lost: [...had].filter((name) => !has.has(name)),
    gained: [...has].filter((name) => !had.has(name)),
  };
}

function namesIn(pattern: RegExp, text: string): Set<string> {
  const names = new Set<string>();
  for (const match of text.matchAll(pattern)) {
    const name = match.slice(1).find((group) => group !== undefined) ?? "";
    // `@Fig-x` at the head of a sentence names the label `fig-x`.
    names.add(/^[A-Z][a-z]+-/.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name);
  }
  return names;
}
