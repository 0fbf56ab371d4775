import { type Outcome, ok, refuse } from "../outcome.ts";
import { type CslEntry, readBibliography, yearOf } from "./bibliography.ts";
import { folderOf } from "./manifest.ts";

/** A reference as somebody pasted it: one BibTeX entry. */
export interface NewReference {
  key: string;
  /** The entry as written, its line breaks and outer spaces tidied. */
  text: string;
  entry: CslEntry;
}

const longest = 20_000;
const head = /^(@(\w+)\s*\{\s*)([^,\s{}"#%~\\]*)(\s*,)/u;

/** Read one BibTeX entry. Problem: `input.invalid`, in words for the person who pasted it. */
export function readReference(pasted: string): Outcome<NewReference> {
  const no = (message: string) => refuse("input.invalid", message, "reference");
  const text = pasted
    .replace(/^\ufeff/u, "")
    .replace(/\r\n?/gu, "\n")
    .trim();
  if (text.length > longest) return no("This is too long for one reference.");
  const found = head.exec(text);
  if (!found) return no("A BibTeX entry begins like this: @article{name2024word, …");
  if (/^(?:string|preamble|comment)$/iu.test(found[2]!))
    return no("This is a definition for BibTeX, not a reference.");
  const end = endOfEntry(text);
  if (end === null) return no("A brace { is not closed, or one } is too many.");
  if (text.slice(end).trim() !== "") return no("Please add one reference at a time.");
  if (/[^\P{Cc}\n\t]/u.test(text)) return no("This text has characters that cannot be stored.");
  const key = found[3] || "reference";
  const whole = withKey(text, key);
  const { entries } = readBibliography(whole, "");
  const entry = entries.get(key);
  if (!entry) return no("This entry cannot be read. Check its braces and commas.");
  if (!entry.title) return no("This entry has no title.");
  return ok({ key, text: whole, entry });
}

/** Where the entry's closing brace ends; null when braces do not match. */
function endOfEntry(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    // BibTeX counts braces behind a backslash as well.
    if (letter === "{") depth++;
    else if (letter === "}" && --depth <= 0) return depth === 0 ? at + 1 : null;
  }
  return null;
}

/** The entry with another key. */
export function withKey(text: string, key: string): string {
  return text.replace(head, (_all, before: string, _type, _key, after: string) => before + key + after);
}

/** What a key may be made of, so that a chapter can cite it (https://pandoc.org/MANUAL.html#citation-syntax). */
export const citationKey = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:.#$%&\-+?<>~/](?=[\p{L}\p{N}_]))*$/u;

const small = new Set(["a", "an", "the", "on", "of", "in", "for", "and", "to", "with", "from", "by", "at"]);

/** A key as most bibliographies have them, `vaswani2017attention`, with a letter after it where that is taken. */
export function suggestKey(entry: CslEntry, taken: ReadonlySet<string>): string {
  const names = (entry.author ?? entry.editor ?? []) as { family?: string; literal?: string }[];
  const plain = (words: string) =>
    words
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9 ]/gu, "");
  const author = plain(names[0]?.family ?? names[0]?.literal ?? "").replace(/ /gu, "");
  const year = /^\d{4}$/u.test(yearOf(entry)) ? yearOf(entry) : "";
  const word = plain(String(entry.title ?? ""))
    .split(" ")
    .find((each) => each.length > 1 && !small.has(each));
  const key = `${author}${year}${word ?? ""}` || "reference";
  if (!taken.has(key)) return key;
  for (const letter of "bcdefghijklmnopqrstuvwxyz") if (!taken.has(key + letter)) return key + letter;
  return suggestKey({ ...entry, title: `${word ?? ""}x` }, taken);
}

/** The manner of most bibliographies that `suggestKey` follows. */
const usual = /^[a-z]+\d{4}[a-z]+$/u;

/**
 * The key to offer for a pasted entry: its own where it can be cited, is free, and goes with those of the book; else
 * one made for it.
 */
export function offeredKey({ key, entry }: NewReference, taken: ReadonlySet<string>): string {
  const like = [...taken].filter((each) => usual.test(each)).length;
  const goes = like * 2 > taken.size ? usual.test(key) : citationKey.test(key) && key !== "reference";
  return goes && !taken.has(key) ? key : suggestKey(entry, taken);
}

/**
 * The DOI that a text names, as in an address or a printed reference; null when there is none. The text of an entry is
 * no such text. (https://www.crossref.org/blog/dois-and-matching-regular-expressions/)
 */
export function namedDoi(text: string): string | null {
  if (/^\s*@\w+\s*\{/u.test(text)) return null;
  const found = /\b10\.\d{4,9}\/[^\s"<>{}\\^`|]+/u.exec(text)?.[0].replace(/[.,;:!?'”’]+$/u, "");
  if (!found) return null;
  // A bracket belongs to it when it was opened in it.
  const open = (found.match(/[([]/gu) ?? []).length - (found.match(/[)\]]/gu) ?? []).length;
  return open < 0 ? found.replace(/[)\]]+$/u, "") : found;
}

/** A BibTeX entry with a line for each field, as entries in books are written; registries send it in one. */
export function laidOut(text: string): string {
  const start = head.exec(text);
  const end = endOfEntry(text);
  if (!start || end === null || text.includes("\n")) return text;
  const fields: string[] = [];
  let depth = 0;
  let from = start[0].length;
  for (let at = from; at < end - 1; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}") depth--;
    else if (text[at] === "," && depth === 0) {
      fields.push(text.slice(from, at));
      from = at + 1;
    }
  }
  fields.push(text.slice(from, end - 1));
  const written = fields
    .map((field) => /^\s*(\w+)\s*=\s*(.*?)\s*$/su.exec(field))
    .flatMap((field) => (field ? [`  ${field[1]!.toLowerCase()} = ${field[2]}`] : []));
  return `${start[0].trim()}\n${written.join(",\n")}\n}`;
}

/** Works that are the same one: the same DOI, or the same title and year. */
export function sameWorks(entry: CslEntry, works: Readonly<Record<string, CslEntry>>): CslEntry[] {
  const doi = doiOf(entry);
  const title = titleOf(entry);
  return Object.values(works).filter((work) => {
    const other = doiOf(work);
    if (doi && other) return doi === other;
    return title !== "" && titleOf(work) === title && yearOf(work) === yearOf(entry);
  });
}

function doiOf(entry: CslEntry): string | null {
  const doi = String(entry.DOI ?? "")
    .toLowerCase()
    .replace(/^https?:\/\/(?:dx\.)?doi\.org\//u, "")
    .trim();
  return doi || null;
}

function titleOf(entry: CslEntry): string {
  return String(entry.title ?? "")
    .replace(/<[^>]*>/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * The bibliography a chapter's new reference goes into: of those in the folder nearest to it, the one the book names
 * first, else the first. Null when the book has none.
 * @param named those the manifest names, in its order
 */
export function bibliographyFor(
  chapter: string,
  files: Iterable<string>,
  named: readonly string[],
): string | null {
  const all = [...files].filter((path) => path.endsWith(".bib")).sort();
  for (let folder: string | null = folderOf(chapter); folder !== null; ) {
    const here = all.filter((path) => folderOf(path) === folder);
    const chosen = named.find((path) => here.includes(path)) ?? here[0];
    if (chosen !== undefined) return chosen;
    folder = folder === "" ? null : folderOf(folder);
  }
  return named.find((path) => all.includes(path)) ?? all[0] ?? null;
}

/**
 * The bibliography with entries at its end, one empty line before each. Line ends are the file's own, and it ends with
 * a line break exactly when it did. Problem: `proposal.conflict` when another entry has the key already; the same
 * entry is not added again.
 */
export function appendReferences(
  bibliography: string,
  references: readonly { key: string; text: string }[],
): Outcome<string> {
  const lineEnd = bibliography.includes("\r\n") ? "\r\n" : "\n";
  let text = bibliography;
  for (const { key, text: entry } of references) {
    const known = entryWithKey(text.replace(/\r\n/gu, "\n"), key);
    if (known === entry) continue;
    if (known !== null)
      return refuse(
        "proposal.conflict",
        `The bibliography has another entry “${key}” now. Ask the author to add theirs under another key.`,
      );
    const breaks = text.slice(text.trimEnd().length).split("\n").length - 1;
    const before = text.trim() === "" ? "" : lineEnd.repeat(Math.max(0, 2 - breaks));
    const after = text === "" || breaks > 0 ? lineEnd : "";
    text += before + entry.replace(/\n/gu, lineEnd) + after;
  }
  return ok(text);
}

/** The entry of a key as it is written; null when there is none. */
function entryWithKey(text: string, key: string): string | null {
  for (const start of text.matchAll(/^[ \t]*@\w+\s*[{(]\s*([^,\s]+)\s*,/gmu)) {
    if (start[1] !== key) continue;
    const from = text.slice(start.index).trimStart();
    const end = endOfEntry(from);
    return end === null ? from : from.slice(0, end);
  }
  return null;
}
