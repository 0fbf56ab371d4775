/** Writing an edited document back: only what was edited changes, and it reads back as what was meant. */
import type { Node as ProseNode } from "@tiptap/pm/model";
import { type Edit, reread } from "#lib/core/text/index.ts";
import { markConstructs } from "../marks/index.ts";
import { atomConstructs, blockConstructs } from "../nodes/index.ts";
import { inOrder, spliced } from "./edits.ts";
import type { Care } from "./emit.ts";
import { sameMeaning, seen } from "./meaning.ts";
import type { Workshop } from "./new-blocks.ts";
import { inlineOf, type KnownCells, type OpenDocument, openCell, readerOf } from "./open.ts";
import type { Origin } from "./origin.ts";
import { changedRegions, type Region } from "./regions.ts";
import { readStyle, type Style } from "./style.ts";
import { Writer } from "./writer.ts";

/** What was written, and where it does not read back as it was meant (offsets in the opened source). */
export interface Written {
  source: string;
  edits: Edit[];
  doubts: number[];
}

type Step = Pick<Care, "escape" | "loose" | "other" | "apart">;

const plain: Step = { escape: "none", loose: false, other: false, apart: false };
/** The degrees of care, tried in turn until the text reads back as it was meant. */
const ladder: readonly Step[] = [
  plain,
  { ...plain, loose: true },
  { ...plain, loose: true, apart: true },
  { ...plain, other: true },
  { ...plain, escape: "new" },
  { ...plain, escape: "new", loose: true },
  { ...plain, escape: "all" },
  { ...plain, escape: "all", loose: true },
  { ...plain, escape: "all", loose: true, apart: true },
];
/** More escapes than this are left as they are; taking each away costs a reading. */
const mostTrials = 48;

/** The source of an edited document. Blocks, lines and runs of text that were not edited keep their bytes. */
export function writeDocument(opened: OpenDocument, doc: ProseNode): string {
  return writeEdits(opened, doc).source;
}

/** The same, with the edits of the opened source that make it, in order. */
export function writeEdits(opened: OpenDocument, doc: ProseNode): Written {
  return writeStyled(opened, doc, null);
}

/** The same in a style that is given, where the source is too short to show one. */
function writeStyled(opened: OpenDocument, doc: ProseNode, given: Style | null): Written {
  if (doc === opened.doc) return { source: opened.source, edits: [], doubts: [] };
  const shop = workshopOf(opened, doc, given);
  const before = opened.origin.children.filter((child) => !child.hollow);
  const after = seen(doc.children);
  const regions = changedRegions(
    before.map((child) => child.node),
    after,
  );
  const doubts: number[] = [];
  const edits = regions.flatMap((region) => {
    const solved = recalled(opened, region, after, () => solve(shop, opened, doc, before, after, region));
    if (!solved.sure) doubts.push(before[region.a]?.start ?? opened.source.length);
    return solved.edits;
  });
  const apart = inOrder(edits);
  const together = regions.length > 1 ? around(regions) : null;
  // A link definition that moves is missed where it was and one too many where it goes, and links anywhere may want it:
  // only together can such regions be judged.
  const define = together !== null && regions.some((region) => hasDefinitions(before, after, region));
  if (!together || (doubts.length === 0 && !define)) return written(opened, apart, doubts);
  if (readsBack(opened, before, after, together, apart)) return written(opened, apart, []);
  if (!define) return written(opened, apart, doubts);
  const start = before[together.a]?.start ?? opened.source.length;
  const solved = recalled(opened, together, after, () => solve(shop, opened, doc, before, after, together));
  return solved.sure
    ? written(opened, inOrder(solved.edits), [])
    : written(opened, apart, doubts.length > 0 ? doubts : [start]);
}

function written(opened: OpenDocument, edits: Edit[], doubts: number[]): Written {
  return { source: spliced(opened.source, edits, 0, opened.source.length), edits, doubts };
}

/** Whether a region has link definitions, before or after. */
function hasDefinitions(
  before: readonly Origin[],
  after: readonly ProseNode[],
  { a, b, c, d }: Region,
): boolean {
  return [...before.slice(a, b).map((child) => child.node), ...after.slice(c, d)].some(defines);
}

const defining = new WeakMap<ProseNode, boolean>();

function defines(node: ProseNode): boolean {
  const known = defining.get(node);
  if (known !== undefined) return known;
  const does = node.type.name === "island" ? node.attrs.kind === "definition" : node.children.some(defines);
  defining.set(node, does);
  return does;
}

/** From the beginning of the first region to the end of the last. */
function around(regions: readonly Region[]): Region {
  const first = regions[0] as Region;
  const last = regions[regions.length - 1] as Region;
  return { a: first.a, b: last.b, c: first.c, d: last.d };
}

interface Solved {
  edits: Edit[];
  sure: boolean;
}

/** How regions were last written: by the blocks they replace, with the nodes that replaced them. */
const memories = new WeakMap<OpenDocument, Map<string, { nodes: readonly ProseNode[]; solved: Solved }>>();

/** Nodes never change, so a region of the same nodes is written as it was the last time. */
function recalled(
  opened: OpenDocument,
  { a, b, c, d }: Region,
  after: readonly ProseNode[],
  work: () => Solved,
): Solved {
  const memory = memories.get(opened) ?? new Map();
  memories.set(opened, memory);
  const key = `${a}-${b}`;
  const nodes = after.slice(c, d);
  const known = memory.get(key);
  if (known?.nodes.length === nodes.length && nodes.every((node, at) => node === known.nodes[at]))
    return known.solved;
  const solved = work();
  memory.set(key, { nodes, solved });
  return solved;
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

/** A keystroke leaves nearly all cells of a table as they are. */
const mostCells = 2_000;
const cells = new WeakMap<OpenDocument, { labels: ReadonlySet<string>; known: KnownCells }>();

function knownCells(opened: OpenDocument, labels: ReadonlySet<string>): KnownCells {
  const found = cells.get(opened);
  if (found && found.known.size < mostCells && sameLabels(found.labels, labels)) return found.known;
  const known: KnownCells = new Map();
  cells.set(opened, { labels, known });
  return known;
}

function sameLabels(one: ReadonlySet<string>, two: ReadonlySet<string>): boolean {
  return one.size === two.size && [...one].every((each) => two.has(each));
}

/** Read the edited source again where it changed, and compare with what was meant. */
function readsBack(
  opened: OpenDocument,
  before: readonly Origin[],
  after: readonly ProseNode[],
  region: Region,
  edits: readonly Edit[],
): boolean {
  const again = reread(opened.reading, inOrder(edits));
  const labels = again.reading.definitions;
  const reader = readerOf(again.text, opened.doc.type.schema, labels, knownCells(opened, labels));
  const nodes = before.map((child) => child.node);
  // What is the same by both accounts, before and behind, need not be compared.
  const from = Math.min(again.head, region.a);
  const until = nodes.length - Math.min(again.tail, nodes.length - region.b);
  const meant = [
    ...nodes.slice(from, region.a),
    ...after.slice(region.c, region.d),
    ...nodes.slice(region.b, until),
  ];
  const read = [
    ...nodes.slice(from, again.head),
    ...again.nodes.map((node) => reader.block(node, "").node),
    ...nodes.slice(nodes.length - again.tail, until),
  ];
  return sameMeaning(meant, read);
}

const workshops = new WeakMap<OpenDocument, Workshop>();

function workshopOf(opened: OpenDocument, doc: ProseNode, given: Style | null): Workshop {
  const known = workshops.get(opened);
  if (known) return known;
  const origins = new Map<ProseNode, Origin>();
  const visit = (origin: Origin): void => {
    origins.set(origin.node, origin);
    for (const child of origin.children) visit(child);
  };
  for (const child of opened.origin.children) visit(child);
  const style = given ?? readStyle(opened.source);
  const { schema } = doc.type;
  /** Lines of a cell are cut off at their ends and broken where it is narrow. */
  const inCells: Style = { ...style, eol: "\n", hardBreak: "\\\n", wrap: null };
  const reopened = (text: string): OpenDocument => openCell(text, schema, opened.reading.definitions);
  let fresh: OpenDocument | null = null;
  const shop: Workshop = {
    source: opened.source,
    style,
    words: {
      style,
      marks: new Map(markConstructs.map((each) => [each.name, each])),
      atoms: new Map(atomConstructs.map((each) => [each.name, each])),
    },
    inline: inlineOf(opened.source, schema),
    constructs: new Map(blockConstructs.map((each) => [each.name, each])),
    origins,
    cell: (was, now) => {
      fresh ??= reopened("");
      // A cell of a pipe table among those of a grid.
      const content = now.inlineContent ? schema.node("paragraph", null, now.content) : now.content;
      return writeStyled(was?.opened ?? fresh, schema.node("doc", null, content), inCells).source;
    },
    openCell: reopened,
  };
  workshops.set(opened, shop);
  return shop;
}
