import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import type { ManifestWarning } from "./manifest.ts";

/** A work as CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html). */
export type CslEntry = { id: string; type: string; [field: string]: unknown };

/** An entry longer than this is not a reference. */
const longest = 100_000;

/** Read BibTeX entry by entry, so that a broken one loses only itself. The first of two with one key wins. */
export function readBibliography(
  text: string,
  path: string,
): { entries: Map<string, CslEntry>; warnings: ManifestWarning[] } {
  const entries = new Map<string, CslEntry>();
  const warnings: ManifestWarning[] = [];
  const { pieces, strings } = cutEntries(text);
  for (const { source, line } of pieces) {
    const key = /^@\w+\s*[{(]\s*([^,\s]+)\s*,/u.exec(source)?.[1];
    if (!key) continue;
    if (entries.has(key)) {
      warnings.push({ message: `The key “${key}” stands twice in the bibliography.`, path, line });
      continue;
    }
    try {
      const [entry] = source.length > longest ? [] : (new Cite(`${strings}${source}`).data as CslEntry[]);
      if (entry) entries.set(key, { ...entry, id: key });
    } catch {
      warnings.push({ message: `The entry “${key}” cannot be read.`, path, line });
    }
  }
  return { entries, warnings };
}

/** Cut at each `@type{` that begins a line; `@string` definitions go before every entry, comments nowhere. */
function cutEntries(text: string): { pieces: { source: string; line: number }[]; strings: string } {
  const pieces: { source: string; line: number }[] = [];
  let strings = "";
  const starts = [...text.matchAll(/^[ \t]*@(\w+)\s*[{(]/gmu)];
  let line = 1;
  let counted = 0;
  starts.forEach((start, index) => {
    const source = text.slice(start.index, starts[index + 1]?.index ?? text.length).trim();
    for (; counted < start.index; counted++) if (text[counted] === "\n") line++;
    const type = start[1]!.toLowerCase();
    if (type === "string" && strings.length < 20_000) strings += `${source}\n`;
    else if (type !== "comment" && type !== "preamble" && type !== "string") pieces.push({ source, line });
  });
  return { pieces, strings };
}

/** How a work is named in running text, and in the list of references. */
export interface FormattedWork {
  author: string;
  year: string;
  html: string;
}

const formatted = new Map<string, FormattedWork>();

/** Format works by the author-date style; each is formatted once per process. */
export function formatWorks(entries: readonly CslEntry[]): Record<string, FormattedWork> {
  const works: Record<string, FormattedWork> = {};
  const fresh = entries.filter((entry) => {
    const known = formatted.get(JSON.stringify(entry));
    if (known) works[entry.id] = known;
    return !known;
  });
  if (fresh.length > 0) {
    for (const [id, html] of listOf(fresh)) {
      const entry = fresh.find((each) => each.id === id);
      if (!entry) continue;
      const work = { author: shortAuthor(entry), year: yearOf(entry), html };
      if (formatted.size > 5000) formatted.clear();
      formatted.set(JSON.stringify(entry), work);
      works[id] = work;
    }
  }
  return works;
}

function listOf(entries: readonly CslEntry[]): [string, string][] {
  const list = new Cite(entries.map((entry) => ({ ...entry }))).format("bibliography", {
    format: "html",
    template: "apa",
    lang: "en-US",
    asEntryArray: true,
  }) as [string, string][];
  return list.map(([id, html]) => [
    id,
    html
      .replace(/^\s*<div[^>]*>|<\/div>\s*$/gu, "")
      .replace(
        /https?:\/\/[^\s<]+[^\s<.,;)]/gu,
        (url) => `<a href="${url}" rel="nofollow noopener">${url}</a>`,
      ),
  ]);
}

interface Name {
  family?: string;
  literal?: string;
  given?: string;
}

/** `Knuth`, `Aho & Ullman`, `Vaswani et al.` */
export function shortAuthor(entry: CslEntry): string {
  const names = ((entry.author ?? entry.editor ?? []) as Name[]).map(
    (name) => name.family ?? name.literal ?? name.given ?? "",
  );
  const [first, second] = names;
  if (!first) return String(entry.title ?? entry.id).slice(0, 60);
  if (names.length === 1) return first;
  return names.length === 2 ? `${first} & ${second}` : `${first} et al.`;
}

export function yearOf(entry: CslEntry): string {
  const issued = entry.issued as { "date-parts"?: (string | number)[][]; literal?: string } | undefined;
  return String(issued?.["date-parts"]?.[0]?.[0] ?? issued?.literal ?? "n.d.");
}
