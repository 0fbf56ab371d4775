import type { Label } from "#lib/core/text/render/index.ts";

/**
 * Labels that two chapters define: references lead to the first, so the editor is told of the others. Headings that
 * merely have the same words are no labels that anything refers to.
 */
export function findEqualLabels(
  chapters: readonly { path: string; labels: readonly Label[] | null }[],
): { message: string; path: string; line: null }[] {
  const first = new Map<string, string>();
  const warnings: { message: string; path: string; line: null }[] = [];
  for (const { path, labels } of chapters) {
    for (const { label, kind } of labels ?? []) {
      if (!label.startsWith(`${kind}-`)) continue;
      const before = first.get(label);
      if (before === undefined) first.set(label, path);
      else if (before !== path) {
        warnings.push({
          message: `The label “${label}” is used in ${before} already; references lead there.`,
          path,
          line: null,
        });
      }
    }
  }
  return warnings;
}
