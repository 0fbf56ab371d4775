import type { Outcome } from "#lib/core/outcome.ts";

/** A pasted reference, read: how it will be printed, under which key, and works that may be the same. */
export interface PastedReference {
  key: string;
  /** Sanitised HTML. */
  html: string;
  cited: string;
  duplicates: { key: string; title: string }[];
}

/** What a chapter's author can add to the book besides text. */
export interface AddTools {
  /** Take an image in; its file is named after `about`. Answers how the chapter writes its address. */
  addImage(image: Blob, about: string): Promise<Outcome<{ target: string }>>;
  /** The BibTeX entry of the work whose DOI is in the text. */
  findReference(text: string): Promise<Outcome<{ text: string }>>;
  readReference(text: string): Promise<Outcome<PastedReference>>;
  addReference(text: string, key: string): Promise<Outcome<{ key: string }>>;
}
