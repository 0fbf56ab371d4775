import { parse } from "./parse.ts";
import type { ChapterTree } from "./tree.ts";

/**
 * The engine as a plugin of unified (https://unifiedjs.com), in the place of remark-parse: `unified().use(remarkQuarto)`
 * reads Quarto Markdown into mdast, widened by the nodes of `tree.ts`, every node with its place in the source.
 */
export function remarkQuarto(this: object): void {
  const parser = (source: string): ChapterTree => parse(source);
  Object.assign(this, { parser });
}
