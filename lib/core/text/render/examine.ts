import { parse } from "../index.ts";
import type { Examination } from "./context.ts";
import { numberLabels, walk } from "./number-labels.ts";

/** What a chapter defines and what it needs of the book. `number` is the chapter's, null when it has none. */
export function examineChapter(source: string, number: string | null): Examination {
  const tree = parse(source);
  const { title, labels } = numberLabels(tree, number);
  const uses = {
    labels: new Set<string>(),
    works: new Set<string>(),
    files: new Set<string>(),
    links: new Set<string>(),
    includes: new Set<string>(),
  };
  for (const node of walk(tree.children)) {
    if (node.type === "crossReference") for (const label of node.labels) uses.labels.add(label);
    else if (node.type === "citation") for (const item of node.items) uses.works.add(item.key);
    else if (node.type === "image" || node.type === "definition") uses.files.add(node.url);
    else if (node.type === "link" && isRelative(node.url)) {
      (/\.(?:qmd|md|ipynb)(?:#|$)/u.test(node.url) ? uses.links : uses.files).add(node.url);
    } else if (node.type === "shortcode" && node.name === "include") {
      for (const path of node.arguments.slice(0, 1)) uses.includes.add(path);
    } else if (node.type === "html" || node.type === "rawBlock") {
      for (const [, url] of node.value.matchAll(/\bsrc\s*=\s*"([^"]+)"/gu))
        if (isRelative(url!)) uses.files.add(url!);
    } else if (node.type === "texCommand" && node.name === "ref") {
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

/** Whether an address points into the book. */
export function isRelative(url: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/iu.test(url);
}
