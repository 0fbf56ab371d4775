import type { ElementContent, Properties } from "hast";
import type { Nodes } from "mdast";
import type { InlineMath, Math as MathBlock } from "mdast-util-math";
import type { RawBlock } from "../index.ts";
import { element, text, trusted } from "./element.ts";
import { drawMath } from "./math.ts";
import { attributesOf } from "./visible.ts";
import { type Writer, warn } from "./writer.ts";

/** A formula within a line. `$$…$$` within a line is set apart like one of its own. */
export function renderInlineMath(writer: Writer, node: InlineMath): ElementContent {
  const { made, drawn } = draw(writer, node, node.value, node.display === true);
  if (node.display) return element("span", equation(node), [made, ...numberOf(writer, node)]);
  return drawn ? element("span", { className: ["math"] }, [made]) : made;
}

export function renderMath(writer: Writer, node: MathBlock): ElementContent {
  const { made } = draw(writer, node, node.value, true);
  return element("div", { ...equation(node), tabIndex: 0 }, [made, ...numberOf(writer, node)]);
}

/** A bare `\begin{align}` … `\end{align}`; other raw TeX is the printed book's layout and does not show. */
export function renderTexMath(writer: Writer, node: RawBlock): ElementContent[] {
  if (!/^\s*\\begin\{(?:equation|align|gather|multline|alignat|eqnarray)\*?\}/u.test(node.value)) return [];
  const source = node.value.replaceAll("{eqnarray", "{align").replaceAll("{multline", "{gather");
  return [element("div", { className: ["equation"], tabIndex: 0 }, [draw(writer, node, source, true).made])];
}

function equation(node: Nodes): Properties {
  const id = attributesOf(node)?.id;
  return { className: ["equation"], ...(id ? { id } : {}) };
}

function numberOf(writer: Writer, node: Nodes): ElementContent[] {
  const item = writer.numbering.items.get(node.position?.start.offset ?? -1);
  return item ? [element("span", { className: ["equation-number"] }, [text(`(${item.number})`)])] : [];
}

function draw(
  writer: Writer,
  node: Nodes,
  source: string,
  display: boolean,
): { made: ElementContent; drawn: boolean } {
  const html = drawMath(source, display);
  if (html !== null) return { made: trusted(html, source), drawn: true };
  warn(writer, node, "math.unreadable", "This formula cannot be drawn; readers see its source.");
  const tag = node.type === "inlineMath" ? "code" : "pre";
  return { made: element(tag, { className: ["math-source"] }, [text(source)]), drawn: false };
}
