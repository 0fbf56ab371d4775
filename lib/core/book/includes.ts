import type { Examination } from "../text/render/index.ts";
import { pathFrom } from "./render-context.ts";

type Uses = Examination["uses"];

/** A text that chapters include, with what it uses itself. */
export interface IncludedText {
  text: string;
  uses: Uses;
}

/** Includes in includes deeper than this are a mistake, or a circle; the renderer draws no more either. */
const deepest = 3;

/**
 * What a chapter uses together with the texts it includes: Quarto reads them as if they were written in the chapter, so
 * that their paths start from it too. `missing` are the paths of texts that are not `known` yet; read them and ask again.
 */
export function usesWithIncludes(
  chapter: { path: string; uses: Uses },
  root: string,
  known: ReadonlyMap<string, IncludedText>,
): { uses: Uses; missing: string[] } {
  const all = [chapter.uses];
  const seen = new Set<string>();
  const missing: string[] = [];
  let written = chapter.uses.includes;
  for (let depth = 0; depth < deepest && written.length > 0; depth++) {
    const paths = written.flatMap((each) => pathFrom(chapter.path, root, each) ?? []);
    written = [];
    for (const path of paths) {
      if (seen.has(path)) continue;
      seen.add(path);
      const included = known.get(path);
      if (!included) missing.push(path);
      else {
        all.push(included.uses);
        written.push(...included.uses.includes);
      }
    }
  }
  const together = (name: keyof Uses) => [...new Set(all.flatMap((uses) => uses[name]))].sort();
  return {
    uses: {
      labels: together("labels"),
      works: together("works"),
      files: together("files"),
      links: together("links"),
      includes: together("includes"),
    },
    missing,
  };
}
