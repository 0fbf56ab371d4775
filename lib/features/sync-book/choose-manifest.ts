import {
  folderManifest,
  linkTarget,
  type Manifest,
  manifestCandidates,
  readManifest,
} from "#lib/core/book/index.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import type { RepositoryEntry } from "../ports/index.ts";
import type { Texts } from "./texts.ts";

/**
 * The manifest that was asked for, or else the likeliest one that gives chapters, or else the folder itself. Problems:
 * `book.manifest-missing`, `book.manifest-invalid`.
 */
export async function chooseManifest(
  read: Texts,
  files: ReadonlyMap<string, RepositoryEntry>,
  wanted: string | null,
): Promise<Outcome<Manifest>> {
  const names = new Set(files.keys());
  if (wanted !== null && !names.has(wanted)) {
    return refuse(
      "book.manifest-missing",
      `The repository has no file “${wanted}”; check BOOK_MANIFEST.`,
      wanted,
    );
  }
  let broken: Outcome<Manifest> | null = null;
  for (const candidate of wanted === null ? manifestCandidates(names).slice(0, 8) : [wanted]) {
    const text = (await read([candidate])).get(candidate);
    if (text === undefined) continue;
    const target = linkTarget(text, candidate, names);
    const path = target ?? candidate;
    const manifest = readManifest(target ? ((await read([target])).get(target) ?? "") : text, path, names);
    if (manifest.ok && manifest.value.parts.length > 0) return manifest;
    if (!manifest.ok) broken ??= manifest;
  }
  if (broken) return broken;
  return wanted === null
    ? folderManifest(names)
    : refuse("book.manifest-invalid", `“${wanted}” names no chapters.`, wanted);
}
