import type { Node as ProseNode } from "@tiptap/pm/model";
import { changedRegions } from "../document/regions.ts";

/** A position of `before` in `after`, a document that says the same, or nearly. */
export function carried(before: ProseNode, after: ProseNode, pos: number): number {
  if (before === after) return pos;
  const from = starts(before);
  const to = starts(after);
  let shift = 0;
  for (const { a, b, c, d } of changedRegions(before.children, after.children)) {
    if (pos < (from[a] ?? 0)) break;
    if (pos < (from[b] ?? 0)) {
      const within = pos - (from[a] ?? 0);
      return Math.min((to[c] ?? 0) + within, Math.max(to[c] ?? 0, (to[d] ?? 0) - 1));
    }
    shift = (to[d] ?? 0) - (from[b] ?? 0);
  }
  return Math.max(0, Math.min(pos + shift, after.content.size));
}

/** Where each child begins, and after them the end. */
function starts(doc: ProseNode): number[] {
  const found = [0];
  for (const child of doc.children) found.push((found[found.length - 1] ?? 0) + child.nodeSize);
  return found;
}
