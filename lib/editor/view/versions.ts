import type { Node as ProseNode } from "@tiptap/pm/model";

/** Versions kept. Their documents share what is the same. */
const most = 24;

/**
 * Documents as they were before another source was taken over, each with its exact source: a document says nothing of
 * the blank lines between its blocks, and undoing is to bring back every byte.
 */
export class Versions {
  private list: { doc: ProseNode; source: string }[] = [];

  keep(doc: ProseNode, source: string): void {
    this.list = [...this.list, { doc, source }].slice(-most);
  }

  /** Keep none of them any more. */
  forget(): void {
    this.list = [];
  }

  /** The source of a document that was kept; null for any other. The latest first. */
  sourceOf(doc: ProseNode): string | null {
    return (
      this.list.findLast((each) => each.doc.content.size === doc.content.size && each.doc.eq(doc))?.source ??
      null
    );
  }
}
