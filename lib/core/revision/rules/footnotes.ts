import { spanOf } from "../chapter-view.ts";
import type { Finding, Rule } from "../rule.ts";

export const footnotes: Rule = {
  id: "footnotes",
  title: "Footnotes without a text, or without a mark",
  doc: "A footnote mark whose text is missing shows readers the bare mark; a footnote text that nothing points to is never shown. Add the missing half or remove the other.",
  severity: "error",
  check(view) {
    const defined = new Map<string, Finding["span"]>();
    const findings: Finding[] = [];
    for (const note of view.all("footnoteDefinition")) {
      const span = spanOf(note);
      const mark = { start: span.start, end: Math.min(span.end, span.start + note.identifier.length + 4) };
      if (defined.has(note.identifier))
        findings.push({
          span: mark,
          message: `The footnote ${note.identifier} has two texts; only the first is shown.`,
        });
      else defined.set(note.identifier, mark);
    }
    const used = new Set<string>();
    for (const mark of view.all("footnoteReference")) {
      used.add(mark.identifier);
      if (!defined.has(mark.identifier))
        findings.push({
          span: spanOf(mark),
          message: `The footnote ${mark.identifier} has no text in this chapter.`,
        });
    }
    for (const [name, span] of defined)
      if (!used.has(name))
        findings.push({ span, message: `Nothing points to the footnote ${name}.`, severity: "warning" });
    return findings;
  },
};
