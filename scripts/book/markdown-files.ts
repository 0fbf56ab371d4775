import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const markdown = /\.(?:qmd|md|rmd|markdown)$/iu;

/** The Markdown files named, and those below the folders named, in order. Throws when one does not exist. */
export async function markdownFiles(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (!(await stat(path)).isDirectory()) {
      found.push(path);
      continue;
    }
    const below = await readdir(path, { recursive: true, withFileTypes: true });
    for (const entry of below) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile() && markdown.test(entry.name) && !/(?:^|\/)(?:node_modules|\.git)\//u.test(file))
        found.push(file);
    }
  }
  return [...new Set(found)].sort();
}
