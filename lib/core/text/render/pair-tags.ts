import type { Element, ElementContent } from "hast";
import type { Html } from "mdast";

/** A tag that stands alone in a node: `<kbd>`, `</kbd>`. */
interface Tag {
  name: string;
  closes: boolean;
}

function tagOf(node: { type: string }): Tag | null {
  if (node.type !== "html") return null;
  const found = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?>$/u.exec((node as Html).value.trim());
  if (!found || (node as Html).value.trim().endsWith("/>")) return null;
  return { name: found[2]!.toLowerCase(), closes: found[1] === "/" };
}

/** Elements within elements that authors may write; deeper ones lose their tags. */
const deepest = 64;

/**
 * Put what stands between an author's opening tag and its closing one into the element. `open` makes the element, or
 * null where the tag is not allowed and only what it holds is shown. A tag without a partner is left to `render`.
 * Takes one pass.
 */
export function pairTags<T extends { type: string }>(
  nodes: readonly T[],
  open: (html: string) => Element | null,
  render: (node: T, index: number) => ElementContent[],
): ElementContent[] {
  const partners = findPartners(nodes);
  const out: ElementContent[] = [];
  const within: { children: ElementContent[]; end: number }[] = [];
  nodes.forEach((node, at) => {
    const around = within.at(-1);
    if (around?.end === at) {
      within.pop();
      return;
    }
    const into = around?.children ?? out;
    const end = partners.get(at);
    if (end === undefined) {
      into.push(...render(node, at));
      return;
    }
    const made = within.length < deepest ? open((node as unknown as Html).value.trim()) : null;
    if (made) into.push(made);
    within.push({ children: made?.children ?? into, end });
  });
  return out;
}

/** The closing tag of each opening one, by index. Opening tags that nothing closes are passed over. */
function findPartners(nodes: readonly { type: string }[]): Map<number, number> {
  const partners = new Map<number, number>();
  const open: { name: string; at: number }[] = [];
  const waiting = new Map<string, number>();
  nodes.forEach((node, at) => {
    const tag = tagOf(node);
    if (!tag) return;
    const count = waiting.get(tag.name) ?? 0;
    if (!tag.closes) {
      open.push({ name: tag.name, at });
      waiting.set(tag.name, count + 1);
    } else if (count > 0) {
      for (let last = open.pop(); last; last = open.pop()) {
        waiting.set(last.name, (waiting.get(last.name) ?? 1) - 1);
        if (last.name !== tag.name) continue;
        partners.set(last.at, at);
        break;
      }
    }
  });
  return partners;
}
