/** Citations and cross-references: `@key`, `[-@key]`, `[see @a, p. 3; @b]`. */
import type { Citation, CitationItem, CrossReference } from "./tree.ts";

/** Prefixes that make `@x-y` a cross-reference: Quarto's own, and those books number callouts with. */
export const referencePrefixes: ReadonlySet<string> = new Set(
  (
    "sec fig tbl lst eq thm lem cor prp cnj def exm exr sol rem alg algo tip nte wrn imp cau " +
    "dfn exmp lhs psp nbk thrm chk pri cs ws"
  ).split(" "),
);

const keyPattern =
  /@(?:\{([^{}\s]+)\}|([\p{L}\p{N}_*](?:[\p{L}\p{N}_]|[:.#$%&\-+?<>~/](?=[\p{L}\p{N}_]))*))/uy;

/** The key at `at` (an `@`) and the offset after it. */
export function readKey(text: string, at: number): { key: string; end: number } | null {
  keyPattern.lastIndex = at;
  const found = keyPattern.exec(text);
  return found ? { key: found[1] ?? found[2] ?? "", end: at + found[0].length } : null;
}

/** Whether a letter or digit stands before `at`, so that an `@` there is part of a mail address. */
export function followsWord(text: string, at: number): boolean {
  return at > 0 && /[\p{L}\p{N}\\]$/u.test(text.slice(Math.max(0, at - 2), at));
}

/** `Fig-x` as the label `fig-x`, when its prefix is one of the known ones. */
export function asLabel(key: string): { label: string; capital: boolean } | null {
  const dash = key.indexOf("-");
  if (dash < 1) return null;
  const first = key.charAt(0);
  const label = first.toLowerCase() + key.slice(1);
  return referencePrefixes.has(label.slice(0, dash)) ? { label, capital: first !== label.charAt(0) } : null;
}

/** Read one part of a group, between semicolons; null when no key stands in it. */
function readItem(text: string): CitationItem | null {
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    if (followsWord(text, at)) continue;
    const found = readKey(text, at);
    if (!found) continue;
    const suppressAuthor = text[at - 1] === "-" && !followsWord(text, at - 1);
    return {
      key: found.key,
      prefix: text.slice(0, suppressAuthor ? at - 1 : at).trim(),
      suffix: text
        .slice(found.end)
        .replace(/^\s*,?\s*/, "")
        .trimEnd(),
      suppressAuthor,
    };
  }
  return null;
}

/** Read what stands between brackets as a citation list; null when any part lacks a key. */
export function readCitationItems(text: string): CitationItem[] | null {
  const items: CitationItem[] = [];
  for (const part of text.split(";")) {
    const item = readItem(part);
    if (!item) return null;
    items.push(item);
  }
  return items;
}

/** The node for a bracketed group: a cross-reference when every key is a label, else a citation. */
export function groupNode(items: CitationItem[], value: string): Citation | CrossReference {
  const labels = items.map((item) => asLabel(item.key));
  const prefix = items[0]?.prefix ?? "";
  const suffix = items[items.length - 1]?.suffix ?? "";
  if (labels.every((each) => each !== null)) {
    return {
      type: "crossReference",
      labels: labels.map((each) => each?.label ?? ""),
      capital: labels[0]?.capital ?? false,
      numberOnly: items.every((item) => item.suppressAuthor),
      value,
      ...(prefix !== "" && { prefix }),
      ...(suffix !== "" && { suffix }),
    };
  }
  return { type: "citation", items, narrative: false, value };
}
