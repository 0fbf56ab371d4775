import { spanOf } from "../chapter-view.ts";
import type { Finding, Rule } from "../rule.ts";

export const headingLevels: Rule = {
  id: "heading-levels",
  title: "Headings that skip a level",
  doc: "A heading is more than one level below the heading before it, so the contents list has a step missing and people who move by headings lose their way. Use the next level.",
  severity: "advice",
  check(view) {
    const findings: Finding[] = [];
    let before = 0;
    for (const heading of view.all("heading")) {
      if (before > 0 && heading.depth > before + 1) {
        const span = spanOf(heading);
        const marks = /^#+/.exec(view.source.slice(span.start, span.end))?.[0];
        findings.push({
          span,
          message: `This heading is of level ${heading.depth}, but the one before is of level ${before}.`,
          ...(marks === undefined
            ? {}
            : {
                edits: [
                  {
                    span: { start: span.start, end: span.start + marks.length },
                    text: "#".repeat(before + 1),
                  },
                ],
              }),
          confidence: 0.7,
        });
      }
      before = heading.depth;
    }
    return findings;
  },
};
