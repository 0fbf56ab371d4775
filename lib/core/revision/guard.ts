import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { countWords, diffWords } from "#lib/core/prose/index.ts";
import { type ProtectedKind, type ProtectedToken, protectedTokens } from "./protected.ts";
import { findSwaps } from "./token-context.ts";

/** How far a revision may go. */
export interface GuardPolicy {
  /** Words that must stay as they are written. */
  terms: readonly string[];
  /** Kinds of change a person has knowingly allowed; only those that cannot break the book count. */
  allow: ReadonlySet<ProtectedKind>;
  /** Least and most number of words afterwards, as a share of those before. */
  least: number;
  most: number;
}

export const usualPolicy: GuardPolicy = { terms: [], allow: new Set(), least: 0.4, most: 1.6 };

export interface Violation {
  kind: ProtectedKind | "size" | "cut-off" | "empty" | "unchanged" | "remark" | "broken-text";
  change: "lost" | "gained" | "changed" | "swapped";
  /** How it stood before and stands afterwards, where there is such a thing. */
  before: string | null;
  after: string | null;
  /** A sentence for the person. */
  message: string;
  /** True where a person may take the revision all the same, knowing this. */
  overridable: boolean;
}

export interface GuardReport {
  violations: Violation[];
  wordsBefore: number;
  wordsAfter: number;
  /** Share of the earlier words that were kept, 0 to 1. */
  kept: number;
}

/** A wrong number may be put right; a lost label breaks the book and is never taken. */
const sane = new Set<ProtectedKind>(["number", "negation", "term"]);
const names: Record<ProtectedKind, string> = {
  citation: "citation",
  "cross-reference": "cross-reference",
  label: "label",
  footnote: "footnote",
  math: "formula",
  code: "code",
  "computed-value": "computed value",
  number: "number",
  negation: "negation",
  term: "term",
  link: "link",
  image: "figure",
  shortcode: "shortcode",
  tex: "TeX command",
  html: "HTML",
  attributes: "attributes",
  heading: "heading level",
  block: "list, table or box",
  "front-matter": "front matter",
  markup: "sign of markup",
  "hidden-character": "hidden character",
  unread: "part that cannot be read",
};

/**
 * Compare a revision with the passage it revises. Everything that a change of wording has no business
 * with is counted before and after; every difference is a violation.
 */
export function inspectRevision(
  before: string,
  after: string,
  policy: GuardPolicy = usualPolicy,
): GuardReport {
  const wordsBefore = countWords(before);
  const wordsAfter = countWords(after);
  const report: GuardReport = { violations: [], wordsBefore, wordsAfter, kept: 0 };
  const say = (kind: Violation["kind"], message: string, change: Violation["change"] = "changed"): void => {
    report.violations.push({ kind, change, before: null, after: null, message, overridable: false });
  };
  if (after.trim() === "") {
    say("empty", "The revision is empty.", "lost");
    return report;
  }
  if (!after.isWellFormed()) say("broken-text", "The revision holds broken characters.");
  if (after.trimEnd() === before.trimEnd()) say("unchanged", "The revision changes nothing.");
  // Beyond this a comparison would only cost time.
  if (after.length > before.length * 8 + 2000) {
    say("size", "The revision is many times as long as the passage.", "gained");
    return report;
  }
  if (wordsAfter > Math.max(wordsBefore * policy.most, wordsBefore + 6))
    say("size", `The revision has ${wordsAfter} words instead of ${wordsBefore}.`, "gained");
  if (wordsAfter < Math.min(wordsBefore * policy.least, wordsBefore - 6))
    say("size", `The revision has ${wordsAfter} words instead of ${wordsBefore}.`, "lost");
  if (looksCutOff(before, after)) say("cut-off", "The revision stops in the middle of a sentence.");
  if (opensWithRemark(after) && !opensWithRemark(before))
    say("remark", "The revision talks about itself instead of being the passage.", "gained");
  const from = protectedTokens(before, policy.terms);
  const to = protectedTokens(after, policy.terms);
  report.violations.push(...differences(from, to));
  for (const { one, other } of findSwaps(before, from, after, to))
    report.violations.push(violation("swapped", one.kind, one.text, other.text));
  report.violations = report.violations.filter(
    ({ kind, overridable }) => !(overridable && policy.allow.has(kind as ProtectedKind)),
  );
  let kept = 0;
  for (const run of diffWords(before, after)) if (run.kind === "same") kept += countWords(run.text);
  report.kept = wordsBefore === 0 ? 0 : Math.min(1, kept / wordsBefore);
  return report;
}

/**
 * Let a revision pass or refuse it. Problem: model.guarded, its message naming what was lost, added or
 * changed; use inspectRevision for the violations one by one.
 */
export function guardRevision(
  before: string,
  after: string,
  policy: GuardPolicy = usualPolicy,
): Outcome<GuardReport> {
  const report = inspectRevision(before, after, policy);
  if (report.violations.length === 0) return ok(report);
  const shown = report.violations.slice(0, 4).map(({ message }) => message);
  const more = report.violations.length - shown.length;
  return refuse("model.guarded", shown.join(" ") + (more > 0 ? ` And ${more} more.` : ""));
}

function differences(from: ProtectedToken[], to: ProtectedToken[]): Violation[] {
  const balance = new Map<string, number>();
  const keyOf = ({ kind, key }: ProtectedToken): string => `${kind}\n${key}`;
  for (const token of from) balance.set(keyOf(token), (balance.get(keyOf(token)) ?? 0) + 1);
  const gained: ProtectedToken[] = [];
  for (const token of to) {
    const left = balance.get(keyOf(token)) ?? 0;
    if (left > 0) balance.set(keyOf(token), left - 1);
    else gained.push(token);
  }
  const lost: ProtectedToken[] = [];
  for (const token of [...from].reverse()) {
    const left = balance.get(keyOf(token)) ?? 0;
    if (left === 0) continue;
    balance.set(keyOf(token), left - 1);
    lost.unshift(token);
  }
  const violations: Violation[] = [];
  for (const token of lost) {
    const index = gained.findIndex(({ kind }) => kind === token.kind);
    const [other] = index < 0 ? [] : gained.splice(index, 1);
    violations.push(
      other === undefined
        ? violation("lost", token.kind, token.text, null)
        : violation("changed", token.kind, token.text, other.text),
    );
  }
  for (const token of gained) violations.push(violation("gained", token.kind, null, token.text));
  return violations;
}

function violation(
  change: Violation["change"],
  kind: ProtectedKind,
  before: string | null,
  after: string | null,
): Violation {
  const name = names[kind];
  const quote = (text: string | null): string => clip(text ?? "");
  const message = {
    lost: `It drops the ${name} ${quote(before)}.`,
    gained: `It adds the ${name} ${quote(after)}.`,
    changed: `It changes the ${name} ${quote(before)} to ${quote(after)}.`,
    swapped: `It swaps ${quote(before)} and ${quote(after)}.`,
  }[change];
  return { kind, change, before, after, message, overridable: sane.has(kind) };
}

function clip(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return [...line].length > 60 ? `${[...line].slice(0, 59).join("")}…` : line;
}

const sentenceEnd = /[.!?:;…。！？)\]}"'”’»*_`|$>]$/u;

function looksCutOff(before: string, after: string): boolean {
  const last = (text: string): string => text.trimEnd().slice(-1);
  return sentenceEnd.test(last(before)) && !sentenceEnd.test(last(after));
}

function opensWithRemark(text: string): boolean {
  return /^\s*(?:sure|certainly|of course|okay|absolutely)\b[,.!:]|^\s*(?:here(?:['’]s| is| are)\b|(?:the )?(?:revised|rewritten|edited|corrected|improved)\b)[^.\n]{0,60}(?::|\n)|\bas an? (?:ai|language model)\b/iu.test(
    text.slice(0, 300),
  );
}
