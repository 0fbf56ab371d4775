import type { Heading, RootContent } from "mdast";
import { parse } from "./parse.ts";
import { plainText } from "./plain-text.ts";
import { slugify } from "./slugify.ts";
import type { ChapterTree, Span } from "./tree.ts";

/** A heading and what belongs to it, up to the next heading that is not deeper. */
export interface Section {
  /** The written id, or Pandoc's automatic one, made unique by `-1`, `-2`. */
  id: string;
  /** Whether the id stands in the source. */
  explicit: boolean;
  title: string;
  /** 1 to 6. */
  level: number;
  /** The heading's own span. */
  heading: Span;
  /** The heading and its content. */
  span: Span;
  /** `.unnumbered` or `{-}`. */
  unnumbered: boolean;
  /** `.unlisted`: left out of tables of contents. */
  unlisted: boolean;
}

/** The sections of a chapter in source order, headings inside divs included, those in quotes and lists not. */
export function outline(chapter: ChapterTree | string): Section[] {
  const tree = typeof chapter === "string" ? parse(chapter) : chapter;
  const end = tree.position?.end.offset ?? 0;
  const sections: Section[] = [];
  const taken = new Map<string, number>();
  const open: Section[] = [];
  for (const node of headings(tree.children)) {
    const start = node.position?.start.offset ?? 0;
    const title = node.children.map(plainText).join("").replace(/\s+/g, " ").trim();
    const written = node.attributes?.id ?? null;
    const classes = node.attributes?.classes ?? [];
    const section: Section = {
      id: written ?? uniqueSlug(slugify(title), taken),
      explicit: written !== null,
      title,
      level: node.depth,
      heading: { start, end: node.position?.end.offset ?? start },
      span: { start, end },
      unnumbered: classes.includes("unnumbered"),
      unlisted: classes.includes("unlisted"),
    };
    if (written !== null && !taken.has(written)) taken.set(written, 0);
    while (open.length > 0 && (open[open.length - 1]?.level ?? 0) >= section.level) {
      const closed = open.pop();
      if (closed) closed.span.end = start;
    }
    open.push(section);
    sections.push(section);
  }
  return sections;
}

function uniqueSlug(slug: string, taken: Map<string, number>): string {
  const count = taken.get(slug);
  if (count === undefined) {
    taken.set(slug, 0);
    return slug;
  }
  let next = count + 1;
  while (taken.has(`${slug}-${next}`)) next++;
  taken.set(slug, next);
  taken.set(`${slug}-${next}`, 0);
  return `${slug}-${next}`;
}

function* headings(nodes: readonly RootContent[]): Generator<Heading> {
  for (const node of nodes) {
    if (node.type === "heading") yield node;
    else if (node.type === "div") yield* headings(node.children);
  }
}
