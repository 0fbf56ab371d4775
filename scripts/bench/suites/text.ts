import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { mathFromMarkdown } from "mdast-util-math";
import { gfm } from "micromark-extension-gfm";
import { math } from "micromark-extension-math";
import { cutBlocks, parse } from "#lib/core/text/index.ts";
import { benchBook } from "../book.ts";
import { median, throughput } from "../measure.ts";
import { type Row, row } from "../row.ts";

/** How fast the text engine reads the whole book, in one thread. */
export async function run(): Promise<Row[]> {
  const { chapters, bytes } = await benchBook();
  const over = (work: (source: string) => unknown) => () => {
    for (const { source } of chapters) work(source);
  };
  const cutting = await median(5, over(cutBlocks));
  const parsing = await median(3, over(parse));
  const mdast = await median(
    1,
    over((source) =>
      fromMarkdown(source, {
        extensions: [gfm(), math()],
        mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
      }),
    ),
  );
  return [
    row("text", "cut into blocks", throughput(bytes, cutting), "MB/s"),
    row("text", "parse with spans", throughput(bytes, parsing), "MB/s", {
      peer: { name: "mdast-util-from-markdown (gfm, math)", value: throughput(bytes, mdast) },
    }),
  ];
}
