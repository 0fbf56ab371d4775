import type { Edit, Span } from "#lib/core/text/index.ts";

export type Severity = "error" | "warning" | "advice";

/**
 * One thing that could be better, whoever says so. It names places in one exact source; a person takes it,
 * changes it or dismisses it. Without edits it is a remark only.
 */
export interface Suggestion {
  /** Hash of who says it, the line it stands on and its place there: it survives edits of other lines. */
  id: string;
  source: "rule" | "model" | "person";
  /** Which rule or model; null for a person. */
  by: string | null;
  /** On that source; in order and not overlapping, as splice() takes them. */
  edits: Edit[];
  /** One sentence: what is wrong and what to do. */
  message: string;
  /** Why it matters, for those who ask. */
  explanation: string;
  severity: Severity;
  /** From 0 to 1: how sure the source is. */
  confidence: number;
  span: Span;
  /** From 1. */
  line: number;
}
