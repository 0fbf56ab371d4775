import { spawnSync } from "node:child_process";
import type { BenchBook } from "./book.ts";
import { note } from "./measure.ts";

let measured: { ms: number } | null | undefined;

/** Milliseconds pandoc takes for all chapters of the book one after the other; null, with a word, where there is none. */
export function pandocTime(book: BenchBook): number | null {
  if (measured === undefined) measured = measure(book);
  return measured?.ms ?? null;
}

function measure(book: BenchBook): { ms: number } | null {
  if (spawnSync("pandoc", ["--version"]).status !== 0) {
    note("pandoc is not installed here, so nothing is measured beside it.");
    return null;
  }
  const began = performance.now();
  for (const { file } of book.chapters) {
    const ran = spawnSync("pandoc", ["-f", "markdown", "-t", "html", file], { maxBuffer: 256 * 1024 * 1024 });
    if (ran.status !== 0) {
      note(`pandoc could not read ${file}, so nothing is measured beside it.`);
      return null;
    }
  }
  return { ms: performance.now() - began };
}
