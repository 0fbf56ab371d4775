import { type IncludedText, usesWithIncludes } from "#lib/core/book/index.ts";
import type { Examined, SyncRun } from "./sync-run.ts";
import type { Texts } from "./texts.ts";

/** Read the texts that chapters include, and count what those use as the chapters' own. Texts by path. */
export async function readIncludes(
  run: SyncRun,
  chapters: Examined[],
  root: string,
  read: Texts,
): Promise<Map<string, string>> {
  const known = new Map<string, IncludedText>();
  const asked = new Set<string>();
  for (;;) {
    const missing = new Set<string>();
    for (const chapter of chapters) {
      const { path, uses } = chapter.record;
      if (!uses) continue;
      const whole = usesWithIncludes({ path, uses }, root, known);
      chapter.uses = whole.uses;
      for (const each of whole.missing) if (!asked.has(each)) missing.add(each);
    }
    if (missing.size === 0) return new Map([...known].map(([path, { text }]) => [path, text]));
    for (const path of missing) asked.add(path);
    for (const [path, text] of await read([...missing])) {
      const seen = await run.ports.renderer.run({ kind: "examine", source: text, number: null });
      if (seen.ok) known.set(path, { text, uses: seen.value.uses });
      else await run.ports.syncs.note(run.id, "warning", `${path}: ${seen.problem.message}`);
    }
  }
}
