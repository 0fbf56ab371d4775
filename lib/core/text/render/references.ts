import type { ElementContent } from "hast";
import type { Citation, CrossReference, TexCommand } from "../index.ts";
import { element, text } from "./element.ts";
import { referenceWords } from "./label-kinds.ts";
import { type Writer, warn, writtenWords } from "./writer.ts";

/** `[see @a, p. 3; @b]` as linked author and year; a key the bibliography lacks is shown as written, and reported. */
export function renderCitation(writer: Writer, node: Citation): ElementContent[] {
  // `(@label)` that names an item of an example list is that item's number.
  const example = node.narrative ? writer.numbering.examples.get(node.items[0]?.key ?? "") : undefined;
  if (example !== undefined) return [text(String(example))];
  const items = node.items.map((item): ElementContent[] => {
    const work = Object.hasOwn(writer.context.works, item.key) ? writer.context.works[item.key] : undefined;
    if (!work) {
      warn(writer, node, "citation.missing", `The bibliography has no entry “${item.key}”.`);
      return [
        element("span", { className: ["unresolved"], title: "Not in the bibliography" }, [
          text(`@${item.key}`),
        ]),
      ];
    }
    writer.citedKeys.add(item.key);
    const suffix = item.suffix ? writtenWords(writer, node, `, ${item.suffix}`) : [];
    const label = node.narrative || item.suppressAuthor ? work.year : `${work.author}, ${work.year}`;
    const link = element("a", { href: `#ref-${item.key}`, className: ["citation"], role: "doc-biblioref" }, [
      text(label),
    ]);
    if (node.narrative) return [text(`${work.author} (`), link, ...suffix, text(")")];
    return [...(item.prefix ? writtenWords(writer, node, `${item.prefix} `) : []), link, ...suffix];
  });
  const joined = items.flatMap((item, index) => (index === 0 ? item : [text("; "), ...item]));
  return node.narrative ? joined : [text("("), ...joined, text(")")];
}

/** `@fig-x` as "Figure 3.2", linked across chapters; an unknown label is shown as written, and reported. */
export function renderCrossReference(writer: Writer, node: CrossReference): ElementContent[] {
  const last = node.labels.length - 1;
  const made = node.labels.flatMap((label, index) => {
    const separator = index === 0 ? [] : [text(index === last ? " and " : ", ")];
    const word = index === 0 ? node.prefix : undefined;
    return [...separator, ...referenceTo(writer, node, label, { numberOnly: node.numberOnly, word })];
  });
  return node.suffix ? [...made, ...writtenWords(writer, node, ` ${node.suffix}`)] : made;
}

/** One reference; `\ref{x}` gives the number only, as in TeX. `word` stands in for "Figure". */
export function referenceTo(
  writer: Writer,
  node: CrossReference | TexCommand,
  label: string,
  { numberOnly, word }: { numberOnly: boolean; word?: string | undefined },
): ElementContent[] {
  const target = Object.hasOwn(writer.context.labels, label) ? writer.context.labels[label] : undefined;
  if (!target) {
    warn(writer, node, "reference.missing", `Nothing in the book is labelled “${label}”.`);
    return [
      element("span", { className: ["unresolved"], title: "Nothing has this label" }, [text(`@${label}`)]),
    ];
  }
  const kind = word ?? (target.chapter ? chapterWord(target.number) : (referenceWords[target.kind] ?? ""));
  const shown =
    target.number === null ? target.title || label : numberOnly ? target.number : `${kind} ${target.number}`;
  const title = target.title ? { title: target.title } : {};
  return [element("a", { href: target.href, className: ["reference"], ...title }, [text(shown.trim())])];
}

function chapterWord(number: string | null): string {
  return number !== null && /^[A-Z]/u.test(number) ? "Appendix" : "Chapter";
}
