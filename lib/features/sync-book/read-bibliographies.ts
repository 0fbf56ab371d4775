import type { CslEntry, Manifest, OrderedChapter } from "#lib/core/book/index.ts";
import { canonicalJson, sha256Hex } from "#lib/core/licence/index.ts";
import type { RepositoryEntry } from "../ports/index.ts";
import { bibliographyPaths } from "./bibliography-paths.ts";
import type { SyncRun } from "./sync-run.ts";
import type { Texts } from "./texts.ts";

/** The works of every .bib file; what was stored, when none of the files changed. */
export async function readBibliographies(
  run: SyncRun,
  manifest: Manifest,
  order: OrderedChapter[],
  read: Texts,
  files: ReadonlyMap<string, RepositoryEntry>,
  stored: Record<string, CslEntry>,
  warnings: { message: string; path: string; line: number | null }[],
): Promise<{ bibliography: Record<string, CslEntry>; bibliographyKey: string }> {
  const paths = bibliographyPaths(manifest, order, read.paths);
  const bibliographyKey = sha256Hex(
    canonicalJson(paths.map((path) => [path, files.get(path)?.blob ?? null])),
  );
  if (run.book.shape?.bibliographyKey === bibliographyKey) {
    warnings.push(...run.book.shape.warnings.filter((warning) => warning.path.endsWith(".bib")));
    return { bibliography: stored, bibliographyKey };
  }
  const entries: Record<string, CslEntry> = Object.create(null);
  let done = 0;
  const texts = await read(paths);
  const parsed = await Promise.all(
    [...texts].map(async ([path, text]) => {
      const result = await run.ports.renderer.run({ kind: "bibliography", text, path });
      await run.ports.syncs.progress(run.id, "Reading bibliographies", ++done, texts.size);
      return { path, result };
    }),
  );
  for (const { path, result } of parsed) {
    if (!result.ok) warnings.push({ message: result.problem.message, path, line: null });
    else {
      warnings.push(...result.value.warnings);
      for (const [key, entry] of result.value.entries) entries[key] ??= entry;
    }
  }
  return { bibliography: { ...entries }, bibliographyKey };
}
