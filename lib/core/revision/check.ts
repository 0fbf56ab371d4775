import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { ChapterView, spanOf } from "./chapter-view.ts";
import { disabledRanges, isDisabled } from "./disabled-lines.ts";
import type { CheckContext, Finding, Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";
import type { Suggestion } from "./suggestion.ts";

/**
 * Run every rule over a chapter, parsed once. Suggestions come in source order; rules that the context's
 * configuration or a comment in the chapter switches off stay silent.
 */
export function checkChapter(source: string, context: CheckContext): Suggestion[] {
  const view = new ChapterView(source);
  const code = [...view.all("code"), ...view.all("inlineCode"), ...view.all("rawBlock")].map(spanOf);
  const disabled = disabledRanges(source, code);
  const found: { rule: Rule; finding: Finding }[] = [];
  for (const rule of rules) {
    if (context.config.rules[rule.id] === "off" && rule.always !== true) continue;
    for (const finding of rule.check(view, context))
      if (rule.always === true || !isDisabled(disabled, rule.id, finding.span.start))
        found.push({ rule, finding });
  }
  found.sort(
    (a, b) => a.finding.span.start - b.finding.span.start || a.finding.span.end - b.finding.span.end,
  );
  const ordinals = new Map<string, number>();
  return found.map(({ rule, finding }): Suggestion => {
    const line = view.lineAt(finding.span.start);
    // Of very long lines only the neighbourhood counts.
    const from = Math.max(view.lineStart(line), finding.span.start - 400);
    const lineText = source.slice(from, Math.min(view.lineStart(line + 1), finding.span.end + 400)).trimEnd();
    const content = JSON.stringify([rule.id, finding.message, lineText]);
    const ordinal = ordinals.get(content) ?? 0;
    ordinals.set(content, ordinal + 1);
    const configured = context.config.rules[rule.id];
    return {
      id: bytesToHex(sha256(utf8ToBytes(`${content}${ordinal}`))).slice(0, 16),
      source: "rule",
      by: rule.id,
      edits: finding.edits ?? [],
      message: finding.message,
      explanation: rule.doc,
      severity:
        configured !== undefined && configured !== "off" ? configured : (finding.severity ?? rule.severity),
      confidence: finding.confidence ?? 1,
      span: finding.span,
      line,
    };
  });
}
