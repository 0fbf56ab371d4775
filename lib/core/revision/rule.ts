import type { Edit, Span } from "#lib/core/text/index.ts";
import type { ChapterView } from "./chapter-view.ts";
import type { Severity } from "./suggestion.ts";

/** A word of the book's glossary and other right ways of writing it. */
export interface GlossaryTerm {
  term: string;
  aliases?: readonly string[];
}

/** What a chapter is checked against: facts about the whole book. */
export interface CheckContext {
  /** Path of the chapter in the repository, for resolving figure paths; null for a loose text. */
  path: string | null;
  /** All labels defined anywhere in the book; null when they are not known, and then not checked. */
  labels: ReadonlySet<string> | null;
  /** Labels that other chapters define, for finding duplicates: label to path. */
  labelsElsewhere: ReadonlyMap<string, string>;
  /** All keys of the bibliography; null when not known. */
  citationKeys: ReadonlySet<string> | null;
  glossary: readonly GlossaryTerm[];
  /** Paths of all files of the repository; null when not known. */
  files: ReadonlySet<string> | null;
  config: CheckConfig;
}

export interface CheckConfig {
  /** Per rule id: another severity than the rule's own, or off. */
  rules: Readonly<Record<string, Severity | "off">>;
}

/** A context that knows nothing: only rules that need no facts about the book find anything. */
export const bareContext: CheckContext = {
  path: null,
  labels: null,
  labelsElsewhere: new Map(),
  citationKeys: null,
  glossary: [],
  files: null,
  config: { rules: {} },
};

/** What a rule says; the registry adds the rest of a suggestion. */
export interface Finding {
  span: Span;
  message: string;
  edits?: Edit[];
  /** Only where it differs from the rule's own. */
  severity?: Severity;
  /** 1 when left out. */
  confidence?: number;
}

export interface Rule {
  /** Kebab-case, used in configuration and in `<!-- colophon-disable … -->`. Never changes. */
  id: string;
  /** A short name for lists. */
  title: string;
  /** Why it matters and how to put it right: the rule's documentation and each finding's explanation. */
  doc: string;
  severity: Severity;
  /** True where a text must not switch the rule off for itself. */
  always?: boolean;
  check(view: ChapterView, context: CheckContext): Finding[];
}
