/** A chapter that was read, kept so that it can be read again after an edit (`reread.ts`). */
import type { RootContent } from "mdast";
import { Builder } from "./build.ts";
import { definitionLabels } from "./definition-labels.ts";
import { type Line, splitLines } from "./lines.ts";
import { moved, type Shift, still } from "./moved.ts";
import { Points } from "./points.ts";
import { type Step, scanSteps } from "./scan.ts";
import type { ChapterTree } from "./tree.ts";

/** What one step of the scanner became. Offsets and lines are those of the source it now stands in. */
export interface Stretch {
  start: number;
  /** Its first line and the line after its last, from 0. */
  line: number;
  endLine: number;
  /** Where its last line begins, and where the line after it does. */
  lastLine: number;
  end: number;
  /** An edit that begins at this offset or before may change how it reads. */
  reach: number;
  /** What links may refer to, of the definitions in it. */
  labels: readonly string[];
  nodes: readonly RootContent[];
  /** How far the nodes have yet to be moved. */
  shift: Shift;
}

/** A source and what it reads as; never changes. */
export class Reading {
  readonly source: string;
  readonly stretches: readonly Stretch[];
  /** What links may refer to. */
  readonly definitions: ReadonlySet<string>;
  /** Those of them that stand around it, when this is no chapter but what a cell of a table holds. */
  readonly around: ReadonlySet<string> | null;
  private known: ChapterTree | null = null;

  constructor(
    source: string,
    stretches: readonly Stretch[],
    definitions: ReadonlySet<string>,
    around: ReadonlySet<string> | null,
  ) {
    this.source = source;
    this.stretches = stretches;
    this.definitions = definitions;
    this.around = around;
  }

  /** The chapter's tree, as `parse` gives it. Nodes after an edit are moved when it is first asked for. */
  get tree(): ChapterTree {
    this.known ??= {
      type: "root",
      children: this.stretches.flatMap(nodesOf),
      position: new Points(this.source).place(0, this.source.length),
    };
    return this.known;
  }
}

function nodesOf(stretch: Stretch): readonly RootContent[] {
  stretch.nodes = moved(stretch.nodes, stretch.shift);
  stretch.shift = still;
  return stretch.nodes;
}

/** A text cut into steps: a whole chapter, or some lines of one. */
export interface CutText {
  text: string;
  lines: readonly Line[];
  steps: readonly Step[];
  /** The labels of each step. */
  labels: readonly (readonly string[])[];
}

/**
 * Cut a text, from its line `first` on until `stop`; `part` when it is not a chapter from its beginning, `chapter` unless
 * it is in a cell.
 */
export function cutText(
  text: string,
  { part, chapter }: { part: boolean; chapter: boolean },
  first: number,
  stop: (at: number, lines: readonly Line[]) => boolean,
): CutText {
  const lines = splitLines(text, part);
  const context = { inList: false, chapter };
  const steps = scanSteps(text, lines, context, first, (at) => stop(at, lines));
  return { text, lines, steps, labels: steps.map((step) => definitionLabels(text, lines, step.pieces)) };
}

/** Build the nodes of a text; everything counts from its beginning. */
export function buildStretches(
  { text, lines, steps, labels }: CutText,
  definitions: ReadonlySet<string>,
): Stretch[] {
  const builder = new Builder(text, new Points(text), definitions);
  return steps.map((step, index) => ({
    start: lines[step.first]?.from ?? text.length,
    line: step.first,
    endLine: step.last,
    lastLine: lines[step.last - 1]?.from ?? text.length,
    end: lines[step.last]?.from ?? text.length,
    reach: lines[step.seen + 1]?.to ?? Number.POSITIVE_INFINITY,
    labels: labels[index] ?? [],
    nodes: builder.pieces(step.pieces, lines),
    shift: still,
  }));
}

/**
 * Read a chapter. Never throws; what is too large or too deep is an `opaque` node; time stays linear in the source.
 * With the labels `around` it, the source is read as what a cell of a table holds.
 */
export function read(source: string, around: ReadonlySet<string> | null = null): Reading {
  const cut = cutText(source, { part: around !== null, chapter: around === null }, 0, () => false);
  const definitions = new Set(cut.labels.flat());
  for (const label of around ?? []) definitions.add(label);
  return new Reading(source, buildStretches(cut, definitions), definitions, around);
}
