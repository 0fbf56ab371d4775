import type { ElementContent } from "hast";
import type { Citation, CrossReference } from "../index.ts";
import { parseInline } from "../index.ts";
import { element, text } from "./element.ts";
import { referenceWords } from "./label-kinds.ts";
import { type Writer, warn } from "./writer.ts";

/** `[see @a, p. 3; @b]` as linked author and year; a key the bibliography lacks is shown as written, and reported. */
export function renderCitation(writer: Writer, node: Citation): ElementContent[] {
  const items = node.items.map((item): ElementContent[] => {
    const work = writer.context.works[item.key];
    if (!work) {
      warn(writer, node, "citation.missing", `The bibliography has no entry “${item.key}”.`);
      return [
        element("span", { className: ["unresolved"], title: "Not in the bibliography" }, [
          text(`@${item.key}`),
        ]),
      ];
    }
    writer.citedKeys.add(item.key);
    const suffix = item.suffix ? writer.inline(parseInline(`, ${item.suffix}`)) : [];
    const label = node.narrative || item.suppressAuthor ? work.year : `${work.author}, ${work.year}`;
    const link = element("a", { href: `#ref-${item.key}`, className: ["citation"], role: "doc-biblioref" }, [
      text(label),
    ]);
    if (node.narrative) return [text(`${work.author} (`), link, ...suffix, text(")")];
    return [...(item.prefix ? writer.inline(parseInline(`${item.prefix} `)) : []), link, ...suffix];
  });
  const joined = items.flatMap((item, index) => (index === 0 ? item : [text("; "), ...item]));
  return node.narrative ? joined : [text("("), ...joined, text(")")];
}

/** `@fig-x` as "Figure 3.2", linked across chapters; an unknown label is shown as written, and reported. */
export function renderCrossReference(writer: Writer, node: CrossReference): ElementContent[] {
  return node.labels.flatMap((label, index) => {
    const separator = index === 0 ? [] : [text(index === node.labels.length - 1 ? " and " : ", ")];
    return [...separator, ...referenceTo(writer, node, label, node.numberOnly)];
  });
}

/** One reference; `\ref{x}` gives the number only, as in TeX. */
export function referenceTo(
  writer: Writer,
  node: CrossReference | { type: "texCommand"; value: string; name: string },
  label: string,
  numberOnly: boolean,
): ElementContent[] {
  const target = writer.context.labels[label];
  if (!target) {
    warn(writer, node, "reference.missing", `Nothing in the book is labelled “${label}”.`);
    return [
      element("span", { className: ["unresolved"], title: "Nothing has this label" }, [text(`@${label}`)]),
    ];
  }
  const word = target.chapter ? "Chapter" : (referenceWords[target.kind] ?? "");
  const shown =
    target.number === null ? target.title || label : numberOnly ? target.number : `${word} ${target.number}`;
  const title = target.title ? { title: target.title } : {};
  return [element("a", { href: target.href, className: ["reference"], ...title }, [text(shown)])];
}
