import { cutPieces, type Piece, type Pieces } from "./pieces.ts";
import { type Change, diffSequence } from "./sequence.ts";
import { cutWords, isWord } from "./words.ts";

/** A piece of the base and the piece of the revised text it became. */
export interface Link {
  base: number;
  revised: number;
  /** Same text in the same order; reworded in the same order; same text or reworded, at another place. */
  relation: "same" | "changed" | "moved" | "movedChanged";
}

/** How the pieces of two versions of a chapter correspond. */
export interface Alignment {
  base: Pieces;
  revised: Pieces;
  /** `same` and `changed` links, rising on both sides. */
  inOrder: Link[];
  /** Links across the order. */
  moved: Link[];
}

/** Below this share of common words, two pieces in the same place are taken for different ones. */
const sameBlockShare = 0.45;
/** A moved piece that was also reworded is only taken for the same when nearly all its words are. */
const movedBlockShare = 0.75;
/** Shorter texts occur by chance at two places; they count as moved only beside a longer moved piece. */
const movedLength = 40;
const mostPairings = 40_000;

/** Align two versions of a chapter, piece by piece. */
export function align(base: string, revised: string): Alignment {
  const a = cutPieces(base);
  const b = cutPieces(revised);
  const changes = diffSequence(
    a.list.map((piece) => piece.key),
    b.list.map((piece) => piece.key),
  );
  const likeness = new Likeness(a.list, b.list);
  const inOrder: Link[] = [];
  const lostFrom: number[] = [];
  const gainedFrom: number[] = [];
  let i = 0;
  let j = 0;
  const keepUntil = (end: number): void => {
    for (; i < end; i++, j++) inOrder.push({ base: i, revised: j, relation: "same" });
  };
  for (const change of changes) {
    keepUntil(change.aStart);
    const pairs = pairInOrder(change, a.list, b.list, likeness);
    inOrder.push(...pairs);
    const taken = new Set(pairs.map((pair) => pair.base));
    const given = new Set(pairs.map((pair) => pair.revised));
    for (i = change.aStart; i < change.aEnd; i++) if (!taken.has(i)) lostFrom.push(i);
    for (j = change.bStart; j < change.bEnd; j++) if (!given.has(j)) gainedFrom.push(j);
  }
  keepUntil(a.list.length);
  return { base: a, revised: b, inOrder, moved: findMoved(a.list, b.list, lostFrom, gainedFrom, likeness) };
}

/** Pair pieces of a changed range, keeping their order, so that the summed likeness is greatest. */
function pairInOrder(change: Change, a: Piece[], b: Piece[], likeness: Likeness): Link[] {
  const n = change.aEnd - change.aStart;
  const m = change.bEnd - change.bStart;
  if (n === 0 || m === 0) return [];
  const link = (i: number, j: number): Link => ({
    base: i,
    revised: j,
    relation: a[i]!.text === b[j]!.text ? "same" : "changed",
  });
  if (n * m > mostPairings) return [];
  const scores = new Float64Array(n * m);
  const best = new Float64Array((n + 1) * (m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const score = likeness.between(change.aStart + i, change.bStart + j);
      scores[i * m + j] = score;
      const together = score >= sameBlockShare ? score + best[(i + 1) * (m + 1) + j + 1]! : 0;
      best[i * (m + 1) + j] = Math.max(together, best[(i + 1) * (m + 1) + j]!, best[i * (m + 1) + j + 1]!);
    }
  }
  const links: Link[] = [];
  let i = 0;
  let j = 0;
  while (i < n && j < m) {
    const here = best[i * (m + 1) + j]!;
    const score = scores[i * m + j]!;
    if (score >= sameBlockShare && here === score + best[(i + 1) * (m + 1) + j + 1]!) {
      links.push(link(change.aStart + i++, change.bStart + j++));
    } else if (here === best[(i + 1) * (m + 1) + j]!) i++;
    else j++;
  }
  return links;
}

/** Pieces that went from one place to another: unique long texts first, then their neighbours. */
function findMoved(a: Piece[], b: Piece[], lost: number[], gained: number[], likeness: Likeness): Link[] {
  const gainedByKey = new Map<string, number[]>();
  for (const j of gained) gainedByKey.set(b[j]!.key, [...(gainedByKey.get(b[j]!.key) ?? []).slice(0, 1), j]);
  const lostCount = new Map<string, number>();
  for (const i of lost) lostCount.set(a[i]!.key, (lostCount.get(a[i]!.key) ?? 0) + 1);
  const partner = new Map<number, Link>();
  const openLost = new Set(lost);
  const openGained = new Set(gained);
  const tie = (base: number, revised: number, relation: Link["relation"]): void => {
    partner.set(base, { base, revised, relation });
    openLost.delete(base);
    openGained.delete(revised);
  };
  for (const i of lost) {
    const places = gainedByKey.get(a[i]!.key);
    if (places?.length === 1 && lostCount.get(a[i]!.key) === 1 && a[i]!.text.length >= movedLength)
      tie(i, places[0]!, "moved");
  }
  // Each neighbour of a moved piece stands beside it in both versions; walk outwards both ways.
  for (const step of [1, -1]) {
    for (const start of [...partner.values()]) {
      let i = start.base + step;
      let j = start.revised + step;
      while (openLost.has(i) && openGained.has(j)) {
        if (a[i]!.key === b[j]!.key) tie(i, j, "moved");
        else if (likeness.between(i, j) >= movedBlockShare) tie(i, j, "movedChanged");
        else break;
        i += step;
        j += step;
      }
    }
  }
  return [...partner.values()].sort((x, y) => x.base - y.base);
}

/** Share of common words of two pieces (Dice's coefficient on multisets), word counts kept between calls. */
class Likeness {
  private readonly a: Piece[];
  private readonly b: Piece[];
  private readonly bags = new Map<Piece, { size: number; counts: Map<string, number> }>();

  constructor(a: Piece[], b: Piece[]) {
    this.a = a;
    this.b = b;
  }

  between(i: number, j: number): number {
    const left = this.a[i]!;
    const right = this.b[j]!;
    if (left.text === right.text) return left.text.length < 8 ? 0.9 : 1;
    if (left.kind !== right.kind) return 0;
    if (left.id !== null && left.id === right.id) return 1;
    const one = this.bag(left);
    const two = this.bag(right);
    if (one.size === 0 || two.size === 0) return 0;
    if ((2 * Math.min(one.size, two.size)) / (one.size + two.size) < sameBlockShare) return 0;
    const [small, large] = one.counts.size < two.counts.size ? [one, two] : [two, one];
    let common = 0;
    for (const [word, count] of small.counts) common += Math.min(count, large.counts.get(word) ?? 0);
    return (2 * common) / (one.size + two.size);
  }

  private bag(piece: Piece): { size: number; counts: Map<string, number> } {
    let bag = this.bags.get(piece);
    if (bag === undefined) {
      const counts = new Map<string, number>();
      let size = 0;
      for (const token of cutWords(piece.text).words) {
        if (!isWord(token)) continue;
        const word = token.toLowerCase();
        counts.set(word, (counts.get(word) ?? 0) + 1);
        size++;
      }
      bag = { size, counts };
      this.bags.set(piece, bag);
    }
    return bag;
  }
}
