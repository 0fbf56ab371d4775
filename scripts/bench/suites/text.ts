import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { mathFromMarkdown } from "mdast-util-math";
import { gfm } from "micromark-extension-gfm";
import { math } from "micromark-extension-math";
import { hostile } from "#lib/core/text/hostile.fixture.ts";
import { cutBlocks, parse, read, reread } from "#lib/core/text/index.ts";
import { seeded } from "../../book/seeded.ts";
import { type CorpusFile, corpus } from "../corpus.ts";
import { median, note, throughput } from "../measure.ts";
import { type Row, row } from "../row.ts";

/** How fast the text engine reads whole books, in one thread, and whether it stays exact and linear. */
export async function run(): Promise<Row[]> {
  const files = await corpus();
  const bytes = files.reduce((sum, { source }) => sum + Buffer.byteLength(source), 0);
  const over = (work: (source: string) => unknown) => () => {
    for (const { source } of files) work(source);
  };
  const cutting = await median(5, over(cutBlocks));
  const parsing = await median(5, over(parse));
  const mdast = await median(
    1,
    over((source) =>
      fromMarkdown(source, {
        extensions: [gfm(), math()],
        mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
      }),
    ),
  );
  const peer = { name: "remark's mdast-util-from-markdown (gfm, math)", value: throughput(bytes, mdast) };
  const size = `${files.length} files, ${Math.round(bytes / 1e5) / 10} MB`;
  const again = rereading(files);
  const worst = steepest();
  return [
    row("text", `cut into blocks (${size})`, throughput(bytes, cutting), "MB/s", {
      target: { bound: 5, good: "above" },
    }),
    row("text", `parse with spans (${size})`, throughput(bytes, parsing), "MB/s", {
      peer,
      target: { bound: 1.5, good: "above" },
    }),
    row("text", `parse again after a keystroke (longest file, ${again.size} kB)`, again.ms, "ms", {
      peer: { name: "parse whole", value: again.whole },
    }),
    row("text", `parse again equals parse (of ${again.edits} edits)`, again.equal, "%", {
      target: { bound: 100, good: "above" },
    }),
    row(
      "text",
      `hostile text, time(2n)/time(n) at worst, over eight times the text, of ${Object.keys(hostile).length}`,
      worst.growth,
      "times",
      {
        target: { bound: 3, good: "below" },
      },
    ),
  ];
}

const scraps = [
  ..."a *_`[]{}<#|\n\r\t$".split(""),
  ..."\n\n|```\n|~~~|::: {.x}\n|:::\n|$$\n|---\n|<!--|-->|<table>|</table>|[ref]: y\n|\\begin{a}\n|\\end{a}|    |> |- |1. |: |[^1]: ".split(
    "|",
  ),
];

/** Edits of every file, one after another, each compared with reading the whole; and what one keystroke costs. */
function rereading(files: readonly CorpusFile[]): {
  size: number;
  ms: number;
  whole: number;
  edits: number;
  equal: number;
} {
  const random = seeded(20_261_124);
  const below = (bound: number): number => Math.floor(random() * bound);
  let edits = 0;
  let equal = 0;
  for (const { path, source } of files) {
    let reading = read(source);
    for (let turn = 0; turn < 10; turn++) {
      const start = below(reading.source.length + 1);
      const end = Math.min(reading.source.length, start + (below(2) ? 0 : below(below(5) ? 20 : 400)));
      const text = below(5) ? (scraps[below(scraps.length)] ?? "") : "";
      reading = reread(reading, [{ span: { start, end }, text }]).reading;
      edits++;
      if (JSON.stringify(reading.tree) === JSON.stringify(parse(reading.source))) equal++;
      else note(`${path}: edit ${turn} reads otherwise than the whole`);
    }
  }
  const longest = files.reduce((most, each) =>
    each.source.length > most.source.length ? each : most,
  ).source;
  const opened = read(longest);
  const middle = longest.length >> 1;
  const type = () => reread(opened, [{ span: { start: middle, end: middle }, text: "x" }]);
  return {
    size: Math.round(Buffer.byteLength(longest) / 1000),
    ms: fastest(30, type),
    whole: fastest(30, () => read(longest)),
    edits,
    equal: (100 * equal) / edits,
  };
}

/** Lengths, in characters, at which growth is measured: below and above what one paragraph may hold. */
const lengths = [30_000, 120_000];

/**
 * How much longer twice the text takes, for the hostile text that grows fastest: from eight times the text, as a single
 * doubling may cross the edge of a cache. Noise only makes it longer.
 */
function steepest(): { growth: number } {
  let growth = 0;
  for (const [name, make] of Object.entries(hostile)) {
    for (const length of lengths) {
      const n = Math.max(1, Math.round((length * 100) / make(100).length));
      let least = Number.POSITIVE_INFINITY;
      const [one, eight] = [make(n), make(8 * n)];
      // Shorter times than this are lost in the noise of the clock.
      const work = (source: string) =>
        Math.max(
          2,
          leastWork(3, () => parse(source)),
        );
      for (let attempt = 0; attempt < 6 && least >= 2.5; attempt++)
        least = Math.min(least, Math.cbrt(work(eight) / work(one)));
      if (least >= 3) note(`hostile text grows by ${least.toFixed(1)} at ${length} characters: ${name}`);
      growth = Math.max(growth, least);
    }
  }
  return { growth };
}

setFlagsFromString("--expose-gc");
/** So that no run pays for what another left. */
const collectGarbage = runInNewContext("gc") as () => void;

/** Milliseconds of processor time, of the run that took least: what else the machine does matters little. */
function leastWork(times: number, work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < times; turn++) {
    collectGarbage();
    const before = process.cpuUsage();
    work();
    least = Math.min(least, process.cpuUsage(before).user / 1000);
  }
  return least;
}

function fastest(times: number, work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < times; turn++) {
    const began = performance.now();
    work();
    least = Math.min(least, performance.now() - began);
  }
  return least;
}
