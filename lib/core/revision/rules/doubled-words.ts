import type { Finding, Rule } from "../rule.ts";

// Pairs that English uses on purpose.
const deliberate = new Set([
  "that",
  "had",
  "very",
  "so",
  "no",
  "do",
  "is",
  "who",
  "many",
  "much",
  "long",
  "far",
]);
// Back-references alone cannot see word boundaries of all scripts, so both ends are looked at.
const doubled =
  /(?<![\p{L}\p{N}\p{M}_'’-])(\p{L}[\p{L}\p{M}'’]+)([ \t\u00A0]+|[ \t]*\r?\n[ \t]*)\1(?![\p{L}\p{N}\p{M}_'’-])/giu;

export const doubledWords: Rule = {
  id: "doubled-words",
  title: "Doubled words",
  doc: "The same word stands twice in a row, most often left over from an earlier wording. Pairs that are used on purpose, such as “that that” and “had had”, are only pointed out.",
  severity: "warning",
  check(view) {
    const findings: Finding[] = [];
    for (const { start, end } of view.words) {
      for (const match of view.source.slice(start, end).matchAll(doubled)) {
        const word = match[1]!;
        const gap = match[2]!;
        const at = start + match.index;
        const until = at + match[0].length;
        const second = match[0].slice(word.length + gap.length);
        // "Duran Duran", "Walla Walla": two capitals inside a sentence may be a name.
        const maybeName =
          /^\p{Lu}/u.test(word) &&
          /^\p{Lu}/u.test(second) &&
          /[\p{L},] $/u.test(view.source.slice(at - 2, at));
        const advice = deliberate.has(word.toLowerCase()) || maybeName;
        findings.push({
          span: { start: at, end: until },
          message: `“${word} ${second}”: the word stands twice.`,
          edits: [{ span: { start: at + word.length, end: until }, text: "" }],
          confidence: advice ? 0.4 : 0.95,
          ...(advice ? { severity: "advice" as const } : {}),
        });
      }
    }
    return findings;
  },
};
