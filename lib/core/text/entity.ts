import { fromMarkdown } from "mdast-util-from-markdown";

const known = new Map<string, string>();

/** The character a reference such as `&amp;` or `&#8212;` stands for; the text itself when it is none. */
export function decodeEntity(text: string): string {
  const cached = known.get(text);
  if (cached !== undefined) return cached;
  const paragraph = fromMarkdown(text).children[0];
  const node = paragraph?.type === "paragraph" ? paragraph.children[0] : undefined;
  const value = node?.type === "text" ? node.value : text;
  // Named references are a closed set and numbers are few in a book; the bound guards against the rest.
  if (known.size < 4_096) known.set(text, value);
  return value;
}
