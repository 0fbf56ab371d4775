import type { ElementContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { element, outsideRel, text } from "./element.ts";
import { sanitiseHtml } from "./sanitise.ts";
import type { Writer } from "./writer.ts";

/** The works a chapter cites, in the order of their entries. */
export function referenceList(writer: Writer): ElementContent[] {
  if (writer.citedKeys.size === 0) return [];
  const byWords = new Intl.Collator("en");
  const rows = [...writer.citedKeys]
    .map((key) => {
      const html = writer.context.works[key]?.html ?? "";
      return { key, html, words: html.replace(/<[^>]*>/gu, "").trim() };
    })
    .sort((a, b) => byWords.compare(a.words, b.words));
  return [
    element("section", { className: ["references"], role: "doc-bibliography", ariaLabel: "References" }, [
      element("h2", { className: ["references-title"] }, [text("References")]),
      element(
        "ol",
        {},
        rows.map(({ key, html }) =>
          element("li", { id: `ref-${key}` }, linked(sanitiseHtml(html, noImages))),
        ),
      ),
    ]),
  ];
}

/** One entry of the list by itself, as HTML to be trusted. */
export function drawReference(html: string): string {
  return toHtml(linked(sanitiseHtml(html, noImages)));
}

const noImages = { files: {}, sizes: {} };

const address = /https?:\/\/[^\s<>"]+[^\s<>".,;)]/gu;

/** Addresses within an entry as links; what stands in a bibliography is as little trusted as a chapter. */
function linked(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child): ElementContent[] => {
    if (child.type === "element" && child.tagName !== "a")
      return [{ ...child, children: linked(child.children) }];
    if (child.type !== "text") return [child];
    const out: ElementContent[] = [];
    let done = 0;
    for (const found of child.value.matchAll(address)) {
      if (found.index > done) out.push(text(child.value.slice(done, found.index)));
      out.push(element("a", { href: found[0], rel: outsideRel }, [text(found[0])]));
      done = found.index + found[0].length;
    }
    if (done < child.value.length) out.push(text(child.value.slice(done)));
    return out;
  });
}
