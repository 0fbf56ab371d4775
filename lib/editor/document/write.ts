/** Writing an edited document back: only what was edited changes, and it reads back as what was meant. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import type { Edit } from "#lib/core/text/index.ts";
import { markConstructs } from "../marks/index.ts";
import { atomConstructs, blockConstructs } from "../nodes/index.ts";
import { changedRegions, type Region } from "./align.ts";
import { spliced } from "./edits.ts";
import type { Care } from "./emit.ts";
import { sameMeaning, seen } from "./meaning.ts";
import type { Workshop } from "./new-blocks.ts";
import { inlineOf, type OpenDocument, readSource } from "./open.ts";
import { lineStart, type Origin } from "./origin.ts";
import { readStyle } from "./style.ts";
import { Writer } from "./writer.ts";

/** What was written, and where it does not read back as it was meant (offsets in the opened source). */
export interface Written {
  source: string;
  edits: Edit[];
  doubts: number[];
}

type Step = Pick<Care, "escape" | "loose" | "other">;

/** The degrees of care, tried in turn until the text reads back as it was meant. */
const ladder: readonly Step[] = [
  { escape: "none", loose: false, other: false },
  { escape: "none", loose: true, other: false },
  { escape: "none", loose: false, other: true },
  { escape: "new", loose: false, other: false },
  { escape: "new", loose: true, other: false },
  { escape: "all", loose: false, other: false },
  { escape: "all", loose: true, other: false },
];
/** More escapes than this are left as they are; taking each away costs a reading. */
const mostTrials = 48;

/** The source of an edited document. Blocks, lines and runs of text that were not edited keep their bytes. */
export function writeDocument(opened: OpenDocument, doc: ProseNode): string {
  return writeEdits(opened, doc).source;
}

/** The same, with the edits of the opened source that make it, in order. */
export function writeEdits(opened: OpenDocument, doc: ProseNode): Written {
  if (doc === opened.doc) return { source: opened.source, edits: [], doubts: [] };
  const shop = workshopOf(opened, doc);
  const before = opened.origin.children.filter((child) => !child.hollow);
  const after = seen(doc.children);
  const regions = changedRegions(
    before.map((child) => child.node),
    after,
  );
  const doubts: number[] = [];
  const edits = regions.flatMap((region) => {
    const solved = solve(shop, opened, doc, before, after, region);
    if (!solved.sure) doubts.push(before[region.a]?.start ?? opened.source.length);
    return solved.edits;
  });
  edits.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { source: spliced(opened.source, edits, 0, opened.source.length), edits, doubts };
}

interface Solved {
  edits: Edit[];
  sure: boolean;
}

function solve(
  shop: Workshop,
  opened: OpenDocument,
  doc: ProseNode,
  before: readonly Origin[],
  after: readonly ProseNode[],
  region: Region,
): Solved {
  const attempt = (care: Care): Solved => {
    const writer = new Writer(shop, care);
    writer.region(opened.origin, doc, before, after, region);
    // Who edits source means what is written, whatever it reads as.
    const source =
      region.b - region.a === 1 && region.d - region.c === 1 && after[region.c]?.type.name === "island";
    if (source) return { edits: writer.edits, sure: true };
    return { edits: writer.edits, sure: readsBack(opened, before, after, region, writer.edits) };
  };
  let first: Solved | null = null;
  for (const step of ladder) {
    const care: Care = { ...step, spared: new Set(), escapes: 0 };
    const tried = attempt(care);
    first ??= tried;
    if (tried.sure)
      return step.escape === "none" || care.escapes > mostTrials
        ? tried
        : spare(step, care.escapes, tried, attempt);
  }
  return first ?? { edits: [], sure: false };
}

/** Take away the escapes that are not needed, from the last to the first. */
function spare(step: Step, escapes: number, sure: Solved, attempt: (care: Care) => Solved): Solved {
  let best = sure;
  let spared = new Set<number>();
  for (let ordinal = escapes - 1; ordinal >= 0; ordinal--) {
    const without = new Set(spared).add(ordinal);
    const tried = attempt({ ...step, spared: without, escapes: 0 });
    if (!tried.sure) continue;
    best = tried;
    spared = without;
  }
  return best;
}

/** Read the changed part with its neighbours again and compare with what was meant. */
function readsBack(
  opened: OpenDocument,
  before: readonly Origin[],
  after: readonly ProseNode[],
  region: Region,
  edits: readonly Edit[],
): boolean {
  const { source } = opened;
  const previous = before[region.a - 1];
  // What may open something that ends much further on is read to the end of the chapter.
  const far = edits.some(({ span, text }) =>
    reaching.test(
      source.slice(Math.max(0, span.start - 6), span.start) + text + source.slice(span.end, span.end + 6),
    ),
  );
  const following = before.slice(region.b, far ? undefined : region.b + 1);
  const last = following[following.length - 1];
  const start = previous ? lineStart(source, previous.start) : 0;
  const end = last && !far ? last.end : source.length;
  const text = spliced(source, edits, start, end);
  const meant = [
    ...after.slice(region.a === 0 ? 0 : region.c - 1, region.d),
    ...following.map((child) => child.node),
  ];
  const definitions = definitionsOf(opened);
  // Definitions stand before a part, but the head of a chapter must stay its head.
  const head = start === 0 ? "" : `${marker}${definitions}`;
  const tail = start === 0 && definitions !== "" && !far ? `\n\n${definitions}` : "";
  const read = readSource(head + text + tail, opened.doc.type.schema).children.filter(
    (child) => child.start >= head.length && child.start < head.length + text.length && !child.hollow,
  );
  return sameMeaning(
    meant,
    read.map((child) => child.node),
  );
}

/** A paragraph that keeps a part from being read as the head of a chapter. */
const marker = "§\n\n";
/** What can reach over many blocks. */
const reaching = /`{3}|~{3}|:{3}|\$\$|<|-{3}|\\begin|\{\{/u;
const definitions = new WeakMap<OpenDocument, string>();

/** The chapter's link definitions, for a part that is read by itself. */
function definitionsOf(opened: OpenDocument): string {
  const known = definitions.get(opened);
  if (known !== undefined) return known;
  let found = "";
  const visit = (origin: Origin): void => {
    if (origin.tree?.type === "definition") found += `${opened.source.slice(origin.start, origin.end)}\n\n`;
    for (const child of origin.children) visit(child);
  };
  visit(opened.origin);
  definitions.set(opened, found);
  return found;
}

const workshops = new WeakMap<OpenDocument, Workshop>();

function workshopOf(opened: OpenDocument, doc: ProseNode): Workshop {
  const known = workshops.get(opened);
  if (known) return known;
  const origins = new Map<ProseNode, Origin>();
  const visit = (origin: Origin): void => {
    origins.set(origin.node, origin);
    for (const child of origin.children) visit(child);
  };
  for (const child of opened.origin.children) visit(child);
  const style = readStyle(opened.source);
  const shop: Workshop = {
    source: opened.source,
    style,
    words: {
      style,
      marks: new Map(markConstructs.map((each) => [each.name, each])),
      atoms: new Map(atomConstructs.map((each) => [each.name, each])),
    },
    inline: inlineOf(opened.source, doc.type.schema),
    constructs: new Map(blockConstructs.map((each) => [each.name, each])),
    origins,
  };
  workshops.set(opened, shop);
  return shop;
}
