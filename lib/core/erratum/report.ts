import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** What kind of error a reader reports; the words are those of the form. */
export const erratumKinds = {
  typo: "Typo or grammar",
  factual: "Factual error",
  unclear: "Unclear or missing explanation",
  link: "Broken link or image",
  math: "Mathematics",
  code: "Code",
  figure: "Figure or table",
  citation: "Citation",
  accessibility: "Accessibility",
  translation: "Translation",
  other: "Something else",
} as const;

export type ErratumKind = keyof typeof erratumKinds;

/**
 * The same report sent twice (a double click, a reload) has one fingerprint: chapter, quote and words, with white
 * space folded and the minute of no account.
 */
export function reportFingerprint(report: {
  chapterId: string;
  quote: string;
  kind: string;
  description: string;
  suggestion: string | null;
}): string {
  const fold = (text: string) => text.normalize("NFC").replace(/\s+/gu, " ").trim();
  const parts = [report.chapterId, report.kind, report.quote, report.description, report.suggestion ?? ""];
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts.map(fold)))));
}

/** Whether the reader supplies enough words of their own to need a licence for them (more than fifteen). */
export function needsLicence(quote: string, suggestion: string | null): boolean {
  if (!suggestion) return false;
  const known = new Set(quote.split(/\s+/u));
  return suggestion.split(/\s+/u).filter((word) => word && !known.has(word)).length > 15;
}
