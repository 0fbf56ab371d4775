/** A tree in one line, for tests: `type(children)`, words in quotes, what matters of each node after `=`. */
import type { Node } from "unist";
import { parse } from "./parse.ts";

type Fields = Record<string, unknown>;

const shown: Record<string, string[]> = {
  heading: ["depth"],
  code: ["lang", "value"],
  inlineCode: ["value"],
  inlineMath: ["value"],
  math: ["value"],
  html: ["value"],
  rawBlock: ["format", "value"],
  rawInline: ["format", "value"],
  texCommand: ["name"],
  shortcode: ["name"],
  yaml: ["value"],
  link: ["url"],
  image: ["url", "alt"],
  linkReference: ["identifier"],
  footnoteReference: ["identifier"],
  footnoteDefinition: ["identifier"],
  definition: ["identifier", "url"],
  crossReference: ["labels"],
  opaque: ["reason"],
};

export function sketchNode(node: Node): string {
  const fields = node as Node & Fields;
  if (node.type === "text") return JSON.stringify(fields.value);
  const keys = shown[node.type] ?? [];
  const own = keys.map((key) =>
    Array.isArray(fields[key]) ? (fields[key] as unknown[]).join(",") : fields[key],
  );
  const children = (fields.children as Node[] | undefined)?.map(sketchNode).join(" ");
  const name = own.length === 0 ? node.type : `${node.type}=${own.join("|")}`;
  return children === undefined ? name : `${name}(${children})`;
}

/** The sketch of a whole source's top level, one string per block. */
export function sketch(source: string): string[] {
  return parse(source).children.map(sketchNode);
}
