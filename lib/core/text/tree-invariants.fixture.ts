/** What every tree and every cut must hold; used by the tests on fixtures, on books and on random text. */
import type { Node, Parent, Text } from "mdast";
import { cutBlocks } from "./cut-blocks.ts";
import { parse } from "./parse.ts";
import type { Caption } from "./tree.ts";

/** Faults of a chapter's blocks and tree, in words; none is the expectation. */
export function faults(source: string): string[] {
  const found: string[] = [];
  blockFaults(source, found);
  const tree = parse(source);
  nodeFaults(source, tree, 0, source.length, found);
  const tops = cutBlocks(source).filter((block) => block.parent === null);
  if (tops.length !== tree.children.length)
    found.push(`${tops.length} blocks but ${tree.children.length} nodes`);
  let last = 0;
  for (const [index, node] of tree.children.entries()) {
    const span = tops[index]?.span;
    const start = node.position?.start.offset ?? -1;
    const end = node.position?.end.offset ?? -1;
    if (span && (start < span.start || end > span.end)) found.push(`${node.type} leaves its block`);
    if (/[^\s\ufeff]/.test(source.slice(last, start))) found.push(`words before ${node.type}`);
    last = end;
  }
  if (/[^\s\ufeff]/.test(source.slice(last))) found.push("words after the last node");
  return found;
}

function blockFaults(source: string, found: string[]): void {
  const blocks = cutBlocks(source);
  const ends = new Map<number | null, number>([[null, 0]]);
  for (const block of blocks) {
    const { span, parent } = block;
    const before = ends.get(parent) ?? 0;
    if (span.start < before || span.end < span.start) found.push(`${block.kind} ${span.start} overlaps`);
    if (parent === null && /[^\s\ufeff]/.test(source.slice(before, span.start)))
      found.push(`words before ${block.kind}`);
    const around = parent === null ? null : blocks[parent];
    if (around && (span.start < around.span.start || span.end > around.span.end))
      found.push(`${block.kind} leaves its div`);
    ends.set(parent, span.end);
    ends.set(block.index, span.start);
  }
  if (/[^\s\ufeff]/.test(source.slice(ends.get(null) ?? 0))) found.push("words after the last block");
}

function nodeFaults(source: string, node: Node, low: number, high: number, found: string[]): void {
  const start = node.position?.start.offset ?? -1;
  const end = node.position?.end.offset ?? -1;
  if (start < low || end > high || end < start)
    found.push(`${node.type} ${start}-${end} outside ${low}-${high}`);
  if (node.type === "text") textFaults(source, node as Text, start, end, found);
  if ("caption" in node && node.caption) nodeFaults(source, node.caption as Caption, start, end, found);
  if (!("children" in node)) return;
  let last = start;
  for (const child of (node as Parent).children) {
    const from = child.position?.start.offset ?? -1;
    // Cells of one row of a grid lie beside one another, and some go on below it, so their ranges interleave.
    if (node.type !== "blockTableRow" && node.type !== "blockTable" && from < last)
      found.push(`${child.type} ${from} before ${last} in ${node.type}`);
    last = child.position?.end.offset ?? last;
    nodeFaults(source, child, start, end, found);
  }
}

function textFaults(source: string, node: Text, start: number, end: number, found: string[]): void {
  if (!node.runs) {
    if (source.slice(start, end) !== node.value) found.push(`text ${start} is not its slice`);
    return;
  }
  for (const run of node.runs) {
    const written = source.slice(run.source, run.source + run.length);
    if (written !== node.value.slice(run.at, run.at + run.length))
      found.push(`a run of text ${start} is not its slice`);
    if (run.source < start || run.source + run.length > end) found.push(`a run of text ${start} leaves it`);
  }
}
