/** Link reference definitions, `[label]: <url> "title" {attributes}`, alone on one line or two. */
import { readAttributesAt } from "./attributes.ts";
import type { Attributes } from "./tree.ts";

/** A definition as read; offsets are in the units of the text handed in. */
export interface LinkDefinition {
  label: string;
  url: string;
  title: string | null;
  attributes: Attributes | null;
  end: number;
}

const pattern = /^\[((?:[^\]\\\n[]|\\.){1,999})\]:[ \t]*(?:\n[ \t]*)?(?:<([^<>\n]*)>|(\S+))/;
const titlePattern =
  /[ \t]*(?:\n[ \t]*)?(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|\(((?:[^()\\\n]|\\.)*)\))(?=[ \t]*(?:\n|$|\{))/y;
const restPattern = /[ \t]*(?=\n|$)/y;

/** Labels compare without case and with white space collapsed, as in CommonMark. */
export function normalLabel(label: string): string {
  return label.replace(/\s+/g, " ").trim().toLowerCase();
}

/** Read a definition at the head of a text of a few lines; null when the lines are anything else. */
export function readLinkDefinition(text: string): LinkDefinition | null {
  if (text[1] === "^" || text[1] === "@") return null;
  const found = pattern.exec(text);
  if (!found) return null;
  const definition: LinkDefinition = {
    label: found[1] ?? "",
    url: found[2] ?? found[3] ?? "",
    title: null,
    attributes: null,
    end: found[0].length,
  };
  const bare = definition.end;
  titlePattern.lastIndex = bare;
  const title = titlePattern.exec(text);
  if (title) {
    definition.title = title[1] ?? title[2] ?? title[3] ?? "";
    definition.end += title[0].length;
  }
  const space = /^[ \t]*/.exec(text.slice(definition.end))?.[0].length ?? 0;
  const attributes = readAttributesAt(text, definition.end + space);
  if (attributes) {
    definition.attributes = attributes.attributes;
    definition.end = attributes.end;
  }
  restPattern.lastIndex = definition.end;
  if (restPattern.test(text)) return definition;
  if (!title?.[0].includes("\n")) return null;
  // The second line was no title after all: the definition ends with the first.
  restPattern.lastIndex = bare;
  return restPattern.test(text) ? { ...definition, title: null, attributes: null, end: bare } : null;
}
