/** What goes into rendering a chapter, and what comes out. All of it survives being sent to another thread. */

/** What a label stands for: `sec`, `fig`, `tbl`, `lst`, `eq`, `algo` or a kind of numbered box. */
export type LabelKind = string;

/** A label a chapter defines. */
export interface Label {
  label: string;
  kind: LabelKind;
  /** `3.2`, or null where the author left it unnumbered. */
  number: string | null;
  /** Heading, caption or box title, as plain text. */
  title: string;
}

/** A label somewhere in the book, as a reference sees it. */
export interface LabelTarget {
  kind: LabelKind;
  number: string | null;
  title: string;
  href: string;
  /** A chapter's own label reads "Chapter 3", not "Section 3". */
  chapter: boolean;
}

/** A cited work, formatted. */
export interface CitedWork {
  /** As in running text: author and year apart, so that `@a` and `[-@a]` can be written. */
  author: string;
  year: string;
  /** The entry of the reference list, as HTML made by the citation library from escaped text. */
  html: string;
}

/** How large an image is on a page, in CSS pixels. */
export interface PixelSize {
  width: number;
  height: number;
}

export interface RenderContext {
  chapter: { slug: string; path: string; number: string | null };
  labels: Record<string, LabelTarget>;
  works: Record<string, CitedWork>;
  /** Address of a file by the path the author wrote; null when the book has no such file. */
  files: Record<string, string | null>;
  /** Sizes of images by the path the author wrote, where they are known. */
  sizes: Record<string, PixelSize>;
  /** Address of another chapter by the link the author wrote. */
  links: Record<string, string>;
  /** Texts of included files by the path the author wrote. */
  includes: Record<string, string>;
}

export interface RenderWarning {
  code: string;
  message: string;
  /** 1-based line in the source. */
  line: number;
}

export interface OutlineEntry {
  id: string;
  number: string | null;
  title: string;
  level: number;
  children: OutlineEntry[];
}

export interface Rendering {
  /** Sanitised HTML of the chapter below its title. */
  html: string;
  title: string;
  outline: OutlineEntry[];
  labels: Label[];
  warnings: RenderWarning[];
  words: number;
  /** Plain text, for search. */
  text: string;
}

/** What a chapter defines and what it needs of the book: enough to number it and to choose its context. */
export interface Examination {
  title: string;
  labels: Label[];
  uses: {
    labels: string[];
    works: string[];
    files: string[];
    links: string[];
    includes: string[];
  };
}
