import { type Outcome, ok, refuse } from "../outcome.ts";
import { folderOf, type Manifest } from "./manifest.ts";
import { readFolder, readJupyterBook, readMyst, readSummary } from "./other-manifests.ts";
import { readQuarto } from "./quarto-manifest.ts";

const known = [
  /(?:^|\/)_quarto\.ya?ml$/u,
  /(?:^|\/)_quarto-html\.ya?ml$/u,
  /(?:^|\/)_toc\.ya?ml$/u,
  /(?:^|\/)myst\.ya?ml$/u,
  /(?:^|\/)SUMMARY\.md$/u,
];

/** Files that can be a manifest, the likeliest first: nearer the top wins, then the order of the tools above. */
export function manifestCandidates(paths: Iterable<string>): string[] {
  const found = [...paths].flatMap((path) => {
    const rank = known.findIndex((pattern) => pattern.test(path));
    return rank === -1 ? [] : [{ path, rank, depth: path.split("/").length }];
  });
  found.sort((a, b) => a.depth - b.depth || a.rank - b.rank || (a.path < b.path ? -1 : 1));
  return found.map((each) => each.path);
}

/**
 * Read one manifest by its name. `book.manifest-invalid` when it is broken. A file that only holds the path of another
 * is followed by the caller: it is what a checkout without symbolic links leaves (`linkTarget`).
 */
export function readManifest(text: string, path: string, files: ReadonlySet<string>): Outcome<Manifest> {
  if (/_toc\.ya?ml$/u.test(path)) return readJupyterBook(text, path, files);
  if (/myst\.ya?ml$/u.test(path)) return readMyst(text, path, files);
  if (/\.md$/u.test(path)) return readSummary(text, path, files);
  return readQuarto(text, path, files);
}

/** The path a one-line file points to, where that is a file of the book; null for any other text. */
export function linkTarget(text: string, path: string, files: ReadonlySet<string>): string | null {
  const line = text.trim();
  if (line.includes("\n") || line.length > 300 || !/\.(?:ya?ml|md)$/u.test(line)) return null;
  const pieces = `${folderOf(path)}/${line}`.split("/").filter((piece) => piece !== "" && piece !== ".");
  const out: string[] = [];
  for (const piece of pieces) piece === ".." ? out.pop() : out.push(piece);
  const target = out.join("/");
  return files.has(target) ? target : null;
}

/** The order of a repository that has no manifest. `book.manifest-missing` when it has no text either. */
export function folderManifest(files: ReadonlySet<string>, root = ""): Outcome<Manifest> {
  const manifest = readFolder(files, root);
  return manifest.parts.length > 0
    ? ok(manifest)
    : refuse(
        "book.manifest-missing",
        "This repository has no manifest and no Markdown files, so there is no book in it yet.",
      );
}
