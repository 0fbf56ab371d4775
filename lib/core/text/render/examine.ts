import type { RootContent } from "mdast";
import { type Caption, parse } from "../index.ts";
import type { Examination } from "./context.ts";
import { numberLabels } from "./number-labels.ts";
import { walk } from "./visible.ts";

/** Files that may be chapters, with an anchor or without. */
const chapterLink = /\.(?:qmd|md|rmd|markdown|ipynb)(?:#|$)/iu;

/** What a chapter defines and what it needs of the book. `number` is the chapter's, null when it has none. */
export function examineChapter(source: string, number: string | null): Examination {
  const tree = parse(source);
  const { title, labels } = numberLabels(source, tree, number);
  const uses = {
    labels: new Set<string>(),
    works: new Set<string>(),
    files: new Set<string>(),
    links: new Set<string>(),
    includes: new Set<string>(),
  };
  const link = (url: string) => {
    if (url.startsWith("#")) uses.labels.add(url.slice(1));
    else if (isRelative(url)) (chapterLink.test(url) ? uses.links : uses.files).add(url);
  };
  for (const node of walkWithCaptions(tree.children)) {
    if (node.type === "crossReference") for (const label of node.labels) uses.labels.add(label);
    else if (node.type === "citation") for (const item of node.items) uses.works.add(item.key);
    else if (node.type === "image") uses.files.add(node.url);
    else if (node.type === "link") link(node.url);
    else if (node.type === "definition") {
      uses.files.add(node.url);
      link(node.url);
    } else if (node.type === "shortcode" && node.name === "include") {
      for (const path of node.arguments.slice(0, 1)) uses.includes.add(path.replace(/^(["'])(.*)\1$/u, "$2"));
    } else if (node.type === "html" || node.type === "rawBlock" || node.type === "rawInline") {
      for (const [, name, ...values] of node.value.matchAll(
        /\b(src|href)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'<>]+))/giu,
      )) {
        const url = values.find((value) => value !== undefined) ?? "";
        if (name!.toLowerCase() === "href") link(url);
        else if (isRelative(url)) uses.files.add(url);
      }
    } else if (node.type === "texCommand" && /^(?:ref|autoref|cref|eqref)$/u.test(node.name)) {
      const label = /\{([^}]*)\}/u.exec(node.value)?.[1];
      if (label) uses.labels.add(label);
    }
  }
  const list = (names: Set<string>) => [...names].sort();
  return {
    title,
    labels,
    uses: {
      labels: list(uses.labels),
      works: list(uses.works),
      files: list(uses.files),
      links: list(uses.links),
      includes: list(uses.includes),
    },
  };
}

/** Captions are no children of what they stand beside, and cite and refer as other text does. */
function* walkWithCaptions(nodes: readonly RootContent[]): Generator<RootContent> {
  for (const node of walk(nodes)) {
    yield node;
    if ("caption" in node && node.caption) yield* walk((node.caption as Caption).children as RootContent[]);
  }
}

/** Whether an address points into the book. */
export function isRelative(url: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|[\\/]{2}|#)/iu.test(url);
}
