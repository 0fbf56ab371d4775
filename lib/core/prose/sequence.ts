/**
 * Difference of two sequences, bounded in work. Myers' greedy algorithm ("An O(ND) Difference Algorithm",
 * 1986) finds the shortest edit where the difference is small; where it is large, elements that occur once
 * on both sides (patience diff) cut the range first. When the work allowance is used up, the rest of the
 * range is reported as replaced: never wrong, only coarser.
 */

/** One place where the sequences differ: `a[aStart, aEnd)` stands where `b[bStart, bEnd)` stands. */
export interface Change {
  aStart: number;
  aEnd: number;
  bStart: number;
  bEnd: number;
}

/** Inner steps allowed for one call when the caller does not say; some hundred milliseconds at worst. */
export const usualAllowance = 12_000_000;

const firstDepth = 256;
const deepDepth = 1500;

/** Turn strings into small integers so that comparing is cheap. Equal strings get equal numbers. */
export function internAll(...sequences: string[][]): { ids: Int32Array[]; size: number } {
  const known = new Map<string, number>();
  const ids = sequences.map((sequence) => {
    const out = new Int32Array(sequence.length);
    for (let i = 0; i < sequence.length; i++) {
      const key = sequence[i]!;
      let id = known.get(key);
      if (id === undefined) {
        id = known.size;
        known.set(key, id);
      }
      out[i] = id;
    }
    return out;
  });
  return { ids, size: known.size };
}

/**
 * The places where `b` differs from `a`, ordered and not touching one another.
 * @param allowance inner steps that may be spent; see usualAllowance
 */
export function diffSequence(a: string[], b: string[], allowance: number = usualAllowance): Change[] {
  const { ids, size } = internAll(a, b);
  return new Difference(ids[0]!, ids[1]!, size, allowance).run();
}

class Difference {
  private readonly a: Int32Array;
  private readonly b: Int32Array;
  private left: number;
  private readonly countA: Int32Array;
  private readonly countB: Int32Array;
  private readonly placeB: Int32Array;
  private readonly changes: Change[] = [];

  constructor(a: Int32Array, b: Int32Array, size: number, allowance: number) {
    this.a = a;
    this.b = b;
    this.left = allowance;
    this.countA = new Int32Array(size);
    this.countB = new Int32Array(size);
    this.placeB = new Int32Array(size);
  }

  run(): Change[] {
    // Ranges wait on a stack in reverse order, so that changes are found from left to right.
    const waiting: Change[] = [{ aStart: 0, aEnd: this.a.length, bStart: 0, bEnd: this.b.length }];
    for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
      const parts = this.compare(range);
      for (let i = parts.length - 1; i >= 0; i--) waiting.push(parts[i]!);
    }
    return this.changes;
  }

  /** Settle a range, or say into which smaller ranges it falls. */
  private compare(whole: Change): Change[] {
    const { a, b } = this;
    let { aStart, aEnd, bStart, bEnd } = whole;
    while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) {
      aStart++;
      bStart++;
    }
    while (aStart < aEnd && bStart < bEnd && a[aEnd - 1] === b[bEnd - 1]) {
      aEnd--;
      bEnd--;
    }
    this.left -= whole.aEnd - whole.aStart - (aEnd - aStart);
    if (aStart === aEnd && bStart === bEnd) return [];
    const range = { aStart, aEnd, bStart, bEnd };
    if (aStart === aEnd || bStart === bEnd || this.left <= 0) {
      this.replace(range);
      return [];
    }
    if (this.shortestEdit(range, firstDepth)) return [];
    const parts = this.cutAtUnique(range);
    if (parts !== null) return parts;
    if (!this.shortestEdit(range, deepDepth)) this.replace(range);
    return [];
  }

  private replace(change: Change): void {
    const last = this.changes.at(-1);
    if (last !== undefined && last.aEnd === change.aStart && last.bEnd === change.bStart) {
      last.aEnd = change.aEnd;
      last.bEnd = change.bEnd;
    } else {
      this.changes.push({ ...change });
    }
  }

  /** Myers' greedy walk; false when the edit is longer than `depth` or the allowance is used up. */
  private shortestEdit(range: Change, depth: number): boolean {
    const { a, b } = this;
    const { aStart, bStart } = range;
    const n = range.aEnd - aStart;
    const m = range.bEnd - bStart;
    const most = Math.min(depth, n + m);
    const furthest = new Int32Array(2 * most + 3);
    const middle = most + 1;
    const trace: Int32Array[] = [];
    for (let d = 0; d <= most; d++) {
      trace.push(furthest.slice(middle - d - 1, middle + d + 2));
      this.left -= 2 * d + 1;
      if (this.left <= 0) return false;
      for (let k = -d; k <= d; k += 2) {
        const down = k === -d || (k !== d && furthest[middle + k - 1]! < furthest[middle + k + 1]!);
        let x = down ? furthest[middle + k + 1]! : furthest[middle + k - 1]! + 1;
        const from = x;
        while (x < n && x - k < m && a[aStart + x] === b[bStart + x - k]) x++;
        this.left -= x - from;
        furthest[middle + k] = x;
        if (x >= n && x - k >= m) {
          this.retrace(range, trace, d, k);
          return true;
        }
      }
    }
    return false;
  }

  private retrace(range: Change, trace: Int32Array[], depth: number, lastK: number): void {
    const steps: Change[] = [];
    let k = lastK;
    for (let d = depth; d > 0; d--) {
      const row = trace[d]!;
      const at = (key: number): number => row[key + d + 1]!;
      const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
      const previousK = down ? k + 1 : k - 1;
      const x = at(previousK);
      const y = x - previousK;
      const aStart = range.aStart + x;
      const bStart = range.bStart + y;
      steps.push({ aStart, aEnd: down ? aStart : aStart + 1, bStart, bEnd: down ? bStart + 1 : bStart });
      k = previousK;
    }
    for (let i = steps.length - 1; i >= 0; i--) this.replace(steps[i]!);
  }

  /** Cut at the longest rising run of elements that occur once on either side; null when there are none. */
  private cutAtUnique(range: Change): Change[] | null {
    const { a, b, countA, countB, placeB } = this;
    const { aStart, aEnd, bStart, bEnd } = range;
    this.left -= aEnd - aStart + bEnd - bStart;
    for (let i = aStart; i < aEnd; i++) countA[a[i]!]!++;
    for (let j = bStart; j < bEnd; j++) {
      countB[b[j]!]!++;
      placeB[b[j]!] = j;
    }
    const pairs: [number, number][] = [];
    for (let i = aStart; i < aEnd; i++) {
      const id = a[i]!;
      if (countA[id] === 1 && countB[id] === 1) pairs.push([i, placeB[id]!]);
    }
    for (let i = aStart; i < aEnd; i++) countA[a[i]!] = 0;
    for (let j = bStart; j < bEnd; j++) countB[b[j]!] = 0;
    const run = longestRising(pairs);
    if (run.length === 0) return null;
    const parts: Change[] = [];
    let i = aStart;
    let j = bStart;
    for (const [nextI, nextJ] of run) {
      if (nextI > i || nextJ > j) parts.push({ aStart: i, aEnd: nextI, bStart: j, bEnd: nextJ });
      i = nextI + 1;
      j = nextJ + 1;
    }
    if (i < aEnd || j < bEnd) parts.push({ aStart: i, aEnd, bStart: j, bEnd });
    return parts;
  }
}

/** Longest run of pairs that rises in both members; the first member rises already. */
function longestRising(pairs: [number, number][]): [number, number][] {
  const tails: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (let i = 0; i < pairs.length; i++) {
    const value = pairs[i]![1];
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]!]![1] < value) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[i] = tails[low - 1]!;
    tails[low] = i;
  }
  const run: [number, number][] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i]!) run.push(pairs[i]!);
  return run.reverse();
}
