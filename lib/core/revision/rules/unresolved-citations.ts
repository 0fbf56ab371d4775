import { spanOf } from "../chapter-view.ts";
import type { Finding, Rule } from "../rule.ts";
import { didYouMean, nearestName } from "./nearest.ts";

export const unresolvedCitations: Rule = {
  id: "unresolved-citations",
  title: "Citations missing from the bibliography",
  doc: "A citation key has no entry in the bibliography, so readers see the bare key. Correct the key, or add the entry.",
  severity: "error",
  check(view, { citationKeys }) {
    if (citationKeys === null) return [];
    const findings: Finding[] = [];
    for (const node of view.all("citation")) {
      const { start, end } = spanOf(node);
      const text = view.source.slice(start, end);
      let from = 0;
      for (const { key } of node.items) {
        const at = text.indexOf(key, from);
        if (at >= 0) from = at + key.length;
        if (citationKeys.has(key)) continue;
        const near = nearestName(key, citationKeys);
        const span = at < 0 ? { start, end } : { start: start + at, end: start + at + key.length };
        findings.push({
          span,
          message: `The bibliography has no entry ${key}.${didYouMean(near?.name)}`,
          ...(near !== null && at >= 0 ? { edits: [{ span, text: near.name }] } : {}),
          confidence: near !== null && near.distance > 1 ? 0.8 : 0.95,
        });
      }
    }
    return findings;
  },
};
