import type { Finding, Rule } from "../rule.ts";

const written =
  /(?<![\p{L}\p{N}])(?:Chapters?|Sections?|Figures?|Fig\.|Tables?|Equations?|Eq\.|Appendix|Listing)[ \u00A0~](?:\d{1,3}(?:\.\d{1,3})*|[A-Z](?:\.\d{1,3})+)(?![\p{L}\p{N}])/gu;

export const unlinkedReferences: Rule = {
  id: "unlinked-references",
  title: "Numbers written by hand",
  doc: "“Chapter 2” or “Figure 3.1” in running text goes wrong as soon as something is added before it, and readers cannot follow it. A cross-reference such as `@sec-…` or `@fig-…` numbers and links itself. References to other books may stay.",
  severity: "advice",
  check(view) {
    const findings: Finding[] = [];
    for (const { start, end } of view.words)
      for (const match of view.source.slice(start, end).matchAll(written))
        findings.push({
          span: { start: start + match.index, end: start + match.index + match[0].length },
          message: `“${match[0]}” is written by hand. A cross-reference keeps its number right and can be followed.`,
          confidence: 0.6,
        });
    return findings;
  },
};
