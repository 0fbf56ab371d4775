import { editDistance } from "#lib/core/prose/index.ts";
import type { Finding, GlossaryTerm, Rule } from "../rule.ts";

/** Letters and digits of a term only: how "tensor flow", "Tensor-Flow" and "TensorFlow" are the same. */
function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Capitals where no sentence puts them: the spelling is a name and its case is part of it. */
function hasOwnCase(term: string): boolean {
  return /\p{Lu}/u.test(term.slice(1)) && /\p{Ll}/u.test(term);
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const mostWords = 3;

interface Known {
  term: string;
  written: Set<string>;
  named: boolean;
}

export const glossarySpelling: Rule = {
  id: "glossary-spelling",
  title: "Terms written unlike the glossary",
  doc: "The glossary writes this term in another way. One spelling throughout lets readers search for it and recognise it. If both are right, add the other as an alias in the glossary.",
  severity: "warning",
  check(view, { glossary }) {
    const known = knownTerms(glossary);
    if (known.size === 0) return [];
    const names = [...known.values()].filter(
      (entry) => entry.named && entry.term.length >= 8 && !/\s/.test(entry.term),
    );
    const findings: Finding[] = [];
    for (const span of view.words) {
      const text = view.source.slice(span.start, span.end);
      const words = [...text.matchAll(wordPattern)];
      for (let i = 0; i < words.length; i++) {
        const first = words[i]!;
        for (let count = Math.min(mostWords, words.length - i); count >= 1; count--) {
          const last = words[i + count - 1]!;
          const end = last.index + last[0].length;
          const found = text.slice(first.index, end);
          if (!isOneTerm(text, words.slice(i, i + count))) continue;
          const entry = known.get(fold(found));
          if (entry === undefined) continue;
          if (isWrong(found, entry))
            findings.push(finding(span.start + first.index, span.start + end, found, entry.term, 0.9));
          i += count - 1;
          break;
        }
        const near = first[0].length < 7 ? undefined : misspelled(first[0], names, known);
        if (near !== undefined) {
          const at = span.start + first.index;
          findings.push(finding(at, at + first[0].length, first[0], near, 0.7));
        }
      }
    }
    return findings;
  },
};

function knownTerms(glossary: readonly GlossaryTerm[]): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const { term, aliases = [] } of glossary) {
    for (const form of [term, ...aliases]) {
      const key = fold(form);
      // Very short and acronym-like keys ("AI", "SRAM") clash with ordinary words too often.
      if (key.length < 5) continue;
      const entry = known.get(key);
      if (entry === undefined)
        known.set(key, { term: form, written: new Set([form]), named: hasOwnCase(form) });
      else entry.written.add(form);
    }
  }
  return known;
}

/** Only single spaces, line breaks or hyphens stand between the words of a term. */
function isOneTerm(text: string, words: RegExpExecArray[]): boolean {
  return words.every((word, k) => {
    const next = words[k + 1];
    return (
      next === undefined || /^(?:[ \u00A0-]|\r?\n)$/.test(text.slice(word.index + word[0].length, next.index))
    );
  });
}

function isWrong(found: string, entry: Known): boolean {
  const flat = found.replace(/\s/g, " ");
  if (entry.named) return !entry.written.has(flat) && flat !== flat.toUpperCase();
  // For common nouns the case is the sentence's business; only "data-base" against "database" counts.
  const lower = flat.toLowerCase();
  if ([...entry.written].some((form) => form.toLowerCase() === lower)) return false;
  const joined = !/[ -]/.test(entry.term);
  const foundJoined = !/[ -]/.test(flat);
  return joined !== foundJoined;
}

/** A name written with one letter wrong. */
function misspelled(word: string, names: Known[], known: Map<string, Known>): string | undefined {
  if (known.has(fold(word)) || !/^\p{Lu}/u.test(word)) return undefined;
  return names.find(
    ({ term }) =>
      Math.abs(term.length - word.length) <= 1 &&
      term[0]!.toLowerCase() === word[0]!.toLowerCase() &&
      `${term}s` !== word &&
      editDistance(term.toLowerCase(), word.toLowerCase()) === 1,
  )?.term;
}

function finding(start: number, end: number, found: string, term: string, confidence: number): Finding {
  return {
    span: { start, end },
    message: `The glossary writes “${term}”, not “${found.replace(/\s+/g, " ")}”.`,
    edits: [{ span: { start, end }, text: term }],
    confidence,
  };
}
