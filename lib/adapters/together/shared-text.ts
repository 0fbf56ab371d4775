import * as Y from "yjs";
import { splicesBetween } from "#lib/core/together/index.ts";

/** The one text of a document. */
export const textName = "text";

export function textOf(doc: Y.Doc): string {
  return doc.getText(textName).toString();
}

/** The document that these updates make. */
export function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

/** Bring the document to another text by small changes; the update that does it, or null when it has that text. */
export function rewrite(doc: Y.Doc, text: string): Uint8Array | null {
  const made: Uint8Array[] = [];
  const note = (update: Uint8Array): void => void made.push(update);
  const shared = doc.getText(textName);
  doc.on("update", note);
  doc.transact(() => {
    for (const { at, remove, insert } of splicesBetween(shared.toString(), text).reverse()) {
      if (remove > 0) shared.delete(at, remove);
      if (insert !== "") shared.insert(at, insert);
    }
  });
  doc.off("update", note);
  return made.length > 0 ? Y.mergeUpdates(made) : null;
}
