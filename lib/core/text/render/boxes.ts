import type { Element, ElementContent } from "hast";
import type { Attributes, Div } from "../index.ts";
import { element, text } from "./element.ts";
import { numberedBoxes } from "./label-kinds.ts";
import { pair } from "./visible.ts";
import { type Writer, writtenWords } from "./writer.ts";

/** Boxes without a number, and the title they have when the author gives none. */
const plainBoxes: Record<string, string> = {
  "callout-note": "Note",
  "callout-tip": "Tip",
  "callout-important": "Important",
  "callout-warning": "Warning",
  "callout-caution": "Caution",
  "callout-takeaways": "Key takeaways",
  "callout-learning-objectives": "Learning objectives",
  "callout-chapter-connection": "Where this leads",
  "callout-research-questions": "Research questions",
  "callout-code": "Code",
  "callout-colab": "Try it",
  "callout-quiz-question": "Question",
  "callout-quiz-answer": "Answer",
  "fallacy-pitfall": "",
};

/** A box by the class that names it, and the word it is called by. */
interface Box {
  name: string;
  title: string;
}

/** The box a div is, by its first class that names one; null for any other div. */
export function boxOf(attributes: Attributes | null): Box | null {
  for (const name of attributes?.classes ?? []) {
    const numbered = Object.hasOwn(numberedBoxes, name) ? numberedBoxes[name] : undefined;
    if (numbered) return { name, title: numbered.word };
    if (Object.hasOwn(plainBoxes, name)) return { name, title: plainBoxes[name] ?? "" };
    if (/^callout-[a-z-]{1,40}$/u.test(name)) {
      const words = name.slice("callout-".length).replaceAll("-", " ");
      return { name, title: words.charAt(0).toUpperCase() + words.slice(1) };
    }
  }
  return null;
}

/**
 * A callout or a numbered box: `aside.box.box-<kind>` with `.box-title` and `.box-body`; `details` when it may be folded.
 * A heading that begins the box is its title, as in Quarto.
 */
export function renderBox(writer: Writer, node: Div, box: Box): Element {
  const attributes = node.attributes;
  const kind = box.name.replace(/^callout-/u, "");
  const item = writer.numbering.items.get(node.position?.start.offset ?? -1);
  const written = pair(attributes, "title") ?? pair(attributes, "name");
  const first = node.children[0];
  const heading = first?.type === "heading" && written === null ? first : null;
  const name = heading ? writer.inline(heading.children) : written ? writtenWords(writer, node, written) : [];
  const label = item ? `${box.title} ${item.number}` : name.length === 0 ? box.title : "";
  const title: ElementContent[] = [
    ...(label ? [element("span", { className: ["box-label"] }, [text(label)])] : []),
    ...(label && name.length > 0 ? [text(" ")] : []),
    ...(name.length > 0 ? [element("span", { className: ["box-name"] }, name)] : []),
  ];
  const body = element(
    "div",
    { className: ["box-body"] },
    writer.flow(heading ? node.children.slice(1) : node.children),
  );
  const properties = { className: ["box", `box-${kind}`], ...(attributes?.id ? { id: attributes.id } : {}) };
  const collapse = pair(attributes, "collapse");
  if (collapse === "true" || collapse === "false") {
    return element("details", { ...properties, ...(collapse === "false" ? { open: true } : {}) }, [
      element("summary", { className: ["box-title"] }, title),
      body,
    ]);
  }
  const head = title.length > 0 ? [element("p", { className: ["box-title"] }, title)] : [];
  return element("aside", { ...properties, role: "note" }, [...head, body]);
}
