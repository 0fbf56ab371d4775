import type { CslEntry } from "#lib/core/book/index.ts";
import type { Examination, RenderContext, Rendering } from "#lib/core/text/render/index.ts";

/** A context whose works still have to be formatted, which is done in the thread. */
export type UnformattedContext = Omit<RenderContext, "works"> & { works: Record<string, CslEntry> };

/** What a thread is asked to do. */
export type RenderTask =
  | { kind: "examine"; source: string; number: string | null }
  | { kind: "chapter"; source: string; context: UnformattedContext }
  | { kind: "fragment"; source: string; context: UnformattedContext }
  | { kind: "bibliography"; text: string; path: string };

export interface RenderAnswers {
  examine: Examination;
  chapter: Rendering;
  fragment: string;
  bibliography: {
    entries: [string, CslEntry][];
    warnings: { message: string; path: string; line: number | null }[];
  };
}
