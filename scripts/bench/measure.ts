/** Milliseconds that `work` takes, and what it gives. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ ms: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

/** Median milliseconds of `times` runs, after one that warms up. */
export async function median(times: number, work: () => unknown): Promise<number> {
  await work();
  const all: number[] = [];
  for (let turn = 0; turn < times; turn++) all.push((await timed(work)).ms);
  return percentile(all, 50);
}

/** The value that `share` per cent of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Megabytes per second for so many bytes in so many milliseconds. */
export function throughput(bytes: number, ms: number): number {
  return bytes / 1e6 / (ms / 1000);
}

/** A word for the person at the terminal; standard output is for results. */
export function note(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
