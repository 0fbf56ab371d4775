import type { RepositoryEntry } from "../ports/index.ts";
import type { Examined } from "./sync-run.ts";

/** Say of chapters that are not there because they lie in a submodule, whose files are in another repository. */
export function explainSubmodules(chapters: Examined[], tree: readonly RepositoryEntry[]): void {
  const modules = tree.filter(({ kind }) => kind === "submodule").map(({ path }) => path);
  if (modules.length === 0) return;
  for (const chapter of chapters) {
    const { record } = chapter;
    const module = modules.find((path) => record.path.startsWith(`${path}/`));
    if (record.state === "missing" && module)
      chapter.record = {
        ...record,
        problem: `This file lies in the submodule “${module}”, which is another repository. Colophon reads the book's own only.`,
      };
  }
}
