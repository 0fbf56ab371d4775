import type { CslEntry } from "../book/index.ts";

/** An image file that a proposal brings along, new to the book. */
export interface ImageAddition {
  kind: "image";
  /** Where it will lie in the repository. */
  path: string;
  mediaType: string;
  /** In bytes. */
  size: number;
  /** Hex SHA-256 of its bytes. */
  sha256: string;
}

/** An entry that a proposal appends to a bibliography. */
export interface ReferenceAddition {
  kind: "reference";
  /** The bibliography it goes into. */
  path: string;
  key: string;
  /** The entry as BibTeX, exactly as it will stand in the file. */
  text: string;
  /** The same as CSL-JSON, for drawing it. */
  entry: CslEntry;
  /** Hex SHA-256 of the text. */
  sha256: string;
}

/** What a proposal carries besides changed text. It never changes once made; another picture is another addition. */
export type Addition = ImageAddition | ReferenceAddition;

/** The address of an image that is only proposed; shown to those who may see the proposal. */
export function uploadAddress({ sha256, path }: Pick<ImageAddition, "sha256" | "path">): string {
  return `/uploads/${sha256}/${encodeURIComponent(path.slice(path.lastIndexOf("/") + 1))}`;
}

/** Largest image, and the most that the images of one proposal may come to, in bytes. */
export const imageLimit = 5 * 1024 * 1024;
export const imagesLimit = 20 * 1024 * 1024;
/** The most additions one proposal may carry. */
export const additionsLimit = 100;
