import type { ElementContent } from "hast";
import type { Code } from "mdast";
import { highlight } from "./code.ts";
import { element, text } from "./element.ts";
import { figure, figureKinds } from "./figures.ts";
import { kindOf } from "./label-kinds.ts";
import { drawPseudocode, readPseudocode } from "./pseudocode.ts";
import { attributesOf, cellOption, isShown, labelOf, named } from "./visible.ts";
import { type Writer, writtenWords } from "./writer.ts";

/** Languages whose source draws a picture; drawn when the book is built, so readers get it folded. */
const drawings: Record<string, string> = {
  tikz: "TikZ",
  mermaid: "Mermaid",
  dot: "Graphviz",
  graphviz: "Graphviz",
};

/** Code, with a caption and number where it has a label. What a cell computes is not known here, and said to be so. */
export function renderCode(writer: Writer, node: Code): ElementContent[] {
  if (!isShown(node)) return [];
  const language = languageOf(node);
  const label = labelOf(node);
  const kind = label ? kindOf(label) : null;
  const drawing = language && Object.hasOwn(drawings, language) ? drawings[language] : undefined;
  const algorithm = language === "pseudocode" ? readPseudocode(source(node)) : null;
  const content = drawing
    ? [folded(writer, node, drawing)]
    : algorithm
      ? [drawPseudocode(algorithm, (words) => writtenWords(writer, node, words))]
      : shownCode(writer, node, language);
  if (!drawing && node.executable && (kind === "fig" || kind === "tbl")) {
    const what = kind === "fig" ? "figure" : "table";
    content.push(
      element("p", { className: ["computed-output"] }, [
        text(`This ${what} is made when the book is built.`),
      ]),
    );
  }
  if (kind === null || kind === "sec") return content;
  const caption = named(node, `${kind}-cap`, "lst-cap", "fig-cap", "tbl-cap", "title") ?? algorithm?.caption;
  return [
    figure(writer, node, {
      id: label,
      kind: language === "pseudocode" ? "algorithm" : (figureKinds[kind] ?? "listing"),
      content,
      caption: caption ? writtenWords(writer, node, caption) : [],
      above: kind !== "fig",
    }),
  ];
}

/** `python` of ` ```python `, ` ```{.python} `, ` ```{python} ` and ` ```rust,ignore `. */
function languageOf(node: Code): string | null {
  const written = node.lang ?? attributesOf(node)?.classes[0] ?? "";
  return written.toLowerCase().replace(/^[{.]+|[},\s].*$/gu, "") || null;
}

function source(node: Code): string {
  return node.value
    .split("\n")
    .slice(node.optionLines ?? 0)
    .join("\n");
}

function folded(writer: Writer, node: Code, drawing: string): ElementContent {
  const caption = labelOf(node) ? null : named(node, "fig-cap");
  const summary = caption ? writtenWords(writer, node, caption) : [text(`Drawing as ${drawing} source`)];
  return element("details", { className: ["drawing"] }, [
    element("summary", {}, summary),
    element("pre", { className: ["code"], tabIndex: 0 }, [element("code", {}, [text(source(node))])]),
  ]);
}

function shownCode(writer: Writer, node: Code, language: string | null): ElementContent[] {
  const echo = cellOption(node, "echo") ?? (node.executable && !writer.echo ? "false" : "true");
  const value = source(node);
  return echo === "false" || value.trim() === "" ? [] : [highlight(value, language)];
}
