import type { Element, ElementContent } from "hast";
import type { TrustedHtml } from "./element.ts";

/** Elements that running text does not go through. */
const apart = new Set(
  "address aside blockquote caption dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre section summary table td th tr ul".split(
    " ",
  ),
);

/** What is on the page and not of the text: signs beside headings and notes, drawings' sources, the list of works. */
const leftOut = new Set(["heading-anchor", "note-mark", "note-back", "drawing", "references"]);

/** The words that readers see, a line per block, for search; and how many of them are prose (no code, no formula). */
export function shownText(children: readonly ElementContent[]): { text: string; words: number } {
  const lines: string[] = [];
  let line = "";
  let words = 0;
  let prose = "";
  const end = () => {
    const tidy = line.replace(/\s+/gu, " ").trim();
    if (tidy !== "") lines.push(tidy);
    words += prose.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
    line = "";
    prose = "";
  };
  const read = (node: ElementContent, counted: boolean): void => {
    if (node.type === "text") {
      line += node.value;
      if (counted) prose += node.value;
    } else if (node.type === "element") {
      if (classesOf(node).some((name) => leftOut.has(name))) return;
      if (node.tagName === "br") line += " ";
      const block = apart.has(node.tagName);
      if (block) end();
      for (const child of node.children) read(child, counted && node.tagName !== "pre");
      if (block) end();
    } else if ("plain" in node) {
      line += (node as unknown as TrustedHtml).plain;
    }
  };
  for (const child of children) read(child, true);
  end();
  return { text: lines.join("\n"), words };
}

function classesOf(node: Element): readonly string[] {
  const { className } = node.properties;
  return Array.isArray(className) ? className.map(String) : [];
}
