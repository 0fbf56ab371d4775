import type { Finding, Rule } from "../rule.ts";

export const duplicateLabels: Rule = {
  id: "duplicate-labels",
  title: "Labels defined twice",
  doc: "Two places carry the same label, so a reference to it goes to only one of them, and links into the page may land on the wrong one. Give one of them another label.",
  severity: "error",
  check(view, { labelsElsewhere, path }) {
    const findings: Finding[] = [];
    const firstLine = new Map<string, number>();
    for (const { label, span } of view.labels) {
      const line = firstLine.get(label);
      const elsewhere = labelsElsewhere.get(label);
      if (line !== undefined)
        findings.push({ span, message: `The label ${label} is already used on line ${line}.` });
      else if (elsewhere !== undefined && elsewhere !== path)
        findings.push({ span, message: `The label ${label} is already used in ${elsewhere}.` });
      if (line === undefined) firstLine.set(label, view.lineAt(span.start));
    }
    return findings;
  },
};
