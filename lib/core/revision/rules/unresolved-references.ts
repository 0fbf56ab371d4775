import { spanOf } from "../chapter-view.ts";
import type { Finding, Rule } from "../rule.ts";
import { didYouMean, nearestName } from "./nearest.ts";

export const unresolvedReferences: Rule = {
  id: "unresolved-references",
  title: "Cross-references to nothing",
  doc: "A cross-reference names a label that no chapter defines, so readers see a question mark instead of a number. Correct the label, or give the figure, table, section or equation that label.",
  severity: "error",
  check(view, { labels }) {
    if (labels === null) return [];
    const own = new Set(view.labels.map(({ label }) => label));
    const findings: Finding[] = [];
    for (const node of view.all("crossReference")) {
      const { start, end } = spanOf(node);
      const text = view.source.slice(start, end);
      let from = 0;
      for (const label of node.labels) {
        const at = text.toLowerCase().indexOf(`@${label.toLowerCase()}`, from);
        if (at >= 0) from = at + 1 + label.length;
        if (labels.has(label) || own.has(label)) continue;
        const prefix = label.slice(0, label.indexOf("-") + 1);
        const candidates = [...new Set([...labels, ...own])].filter((known) => known.startsWith(prefix));
        const near = nearestName(label, candidates);
        const span = at < 0 ? { start, end } : { start: start + at, end: start + at + 1 + label.length };
        findings.push({
          span,
          message: `@${label} refers to nothing in this book.${didYouMean(near === null ? undefined : `@${near.name}`)}`,
          ...(near !== null && at >= 0
            ? {
                edits: [
                  {
                    span: { start: span.start + 1 + prefix.length, end: span.end },
                    text: near.name.slice(prefix.length),
                  },
                ],
              }
            : {}),
          confidence: near !== null && near.distance > 1 ? 0.8 : 0.95,
        });
      }
    }
    return findings;
  },
};
