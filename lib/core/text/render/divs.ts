import type { ElementContent } from "hast";
import type { Div } from "../index.ts";
import { boxOf, renderBox } from "./boxes.ts";
import { element } from "./element.ts";
import { columnsOf, layoutsOf, renderFigureDiv } from "./figures.ts";
import { kindOf, referenceWords, statements } from "./label-kinds.ts";
import { isShown } from "./visible.ts";
import { type Writer, warn } from "./writer.ts";

/** A fenced div: a box, a numbered figure or statement, a layout, or merely what it holds. */
export function renderDiv(writer: Writer, node: Div): ElementContent[] {
  const { attributes } = node;
  const classes = attributes?.classes ?? [];
  if (!node.closed) warn(writer, node, "div.unclosed", "This block is opened by ::: and never closed.");
  if (!isShown(node)) return [];
  const box = boxOf(attributes);
  if (box) return [renderBox(writer, node, box)];
  const id = attributes?.id ?? null;
  const kind = id ? kindOf(id) : null;
  if (kind === "fig" || kind === "tbl" || kind === "lst") return [renderFigureDiv(writer, node, kind)];
  if (kind && kind !== "sec") {
    const statement = statements[kind];
    const word = statement?.word ?? referenceWords[kind] ?? "";
    return [renderBox(writer, node, { name: statement?.box ?? kind, title: word })];
  }
  if (classes.includes("quiz-end")) return [element("div", { dataQuizEnd: "" })];
  const children = writer.flow(node.children);
  const kept = [...layoutsOf(attributes), ...columnsOf(attributes, node.children.length)];
  if (kept.includes("column-margin")) {
    return [element("aside", { ...(id ? { id } : {}), className: kept }, children)];
  }
  // Quarto puts the list of works into `#refs`; here it stands at every chapter's foot.
  if (children.length === 0 && (id === null || id === "refs")) return [];
  const properties = { ...(kept.length > 0 ? { className: kept } : {}), ...(id ? { id } : {}) };
  return [element("div", properties, children)];
}
