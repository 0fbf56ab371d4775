import type { Asking } from "./question.tsx";

/** What views need of the page around them. */
export interface ViewOptions {
  /** Draw a passage as it would look in the book; null when it cannot be drawn now. */
  draw(source: string): Promise<string | null>;
  /** The address of an image of the chapter, by its address in the source; null when unknown. */
  imageAddress(target: string): string | null;
  readOnly: boolean;
  undo(): boolean;
  redo(): boolean;
  /** Ask for what has to be known before something can be put in. */
  ask(question: Asking): void;
  /** Show a person what to know about what was done. */
  tell(words: string): void;
}
