/** One entry of a book's order, as its manifest names it. */
export interface ManifestChapter {
  /** Path in the repository. */
  path: string;
  /** The title the manifest gives, else null: the chapter's own heading is used. */
  title: string | null;
}

export type PartKind = "front" | "main" | "appendix" | "back";

export interface ManifestPart {
  title: string | null;
  kind: PartKind;
  /** Whether its chapters are numbered. */
  numbered: boolean;
  chapters: ManifestChapter[];
}

export type ManifestKind = "quarto-book" | "quarto-website" | "jupyter-book" | "myst" | "summary" | "folder";

/** A book's order and facts, whatever tool its manifest is for. */
export interface Manifest {
  kind: ManifestKind;
  path: string | null;
  /** Folder that chapter paths begin at, without a slash at the end; empty for the repository itself. */
  root: string;
  title: string | null;
  subtitle: string | null;
  description: string | null;
  authors: string[];
  language: string;
  /** As written, for `licence.ts` to read. */
  licence: string | null;
  cover: string | null;
  /** Repository paths of .bib files. */
  bibliography: string[];
  parts: ManifestPart[];
  warnings: ManifestWarning[];
}

export interface ManifestWarning {
  message: string;
  path: string;
  line: number | null;
}

/** A manifest of nothing yet. */
export function emptyManifest(kind: ManifestKind, path: string | null, root: string): Manifest {
  return {
    kind,
    path,
    root,
    title: null,
    subtitle: null,
    description: null,
    authors: [],
    language: "en",
    licence: null,
    cover: null,
    bibliography: [],
    parts: [],
    warnings: [],
  };
}

/** Join and tidy a repository path; null when it leaves the repository. */
export function joinPath(...parts: string[]): string | null {
  const out: string[] = [];
  for (const piece of parts.join("/").split("/")) {
    if (piece === "" || piece === ".") continue;
    if (piece === "..") {
      if (out.length === 0) return null;
      out.pop();
    } else out.push(piece);
  }
  return out.join("/");
}

/** The folder of a path; empty for one at the top. */
export function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

export const chapterFile = /\.(?:qmd|md|rmd|markdown)$/iu;
