/** SVG read strictly as XML: tags, attributes and text, or null where it is not well formed. */
export interface SvgElement {
  name: string;
  attributes: [name: string, value: string][];
  /** Text is kept as written, entities and all. */
  children: (SvgElement | string)[];
}

const deepest = 200;
const mostNodes = 100_000;

/** Anything that is not markup or one of XML's own entities stands for something defined elsewhere. */
const foreignEntity = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/iu;

const token =
  /<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>|<!DOCTYPE[^<>[\]]*>|<\/([A-Za-z_][\w:.-]*)\s*>|<([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/suy;
const attribute = /\s+([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gu;

/** The root element of an SVG; null when it is not well-formed XML, defines entities, or nests too deep. */
export function readSvg(text: string): SvgElement | null {
  const top: SvgElement = { name: "", attributes: [], children: [] };
  const open: SvgElement[] = [top];
  let nodes = 0;
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match || ++nodes > mostNodes) return null;
    const [, cdata, closing, opening, written = "", empty, words] = match;
    const parent = open[open.length - 1]!;
    if (words !== undefined) {
      if (foreignEntity.test(words)) return null;
      parent.children.push(words);
    } else if (cdata !== undefined) {
      parent.children.push(cdata.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;"));
    } else if (closing !== undefined) {
      if (open.length === 1 || open.pop()?.name !== closing) return null;
    } else if (opening !== undefined) {
      if (foreignEntity.test(written)) return null;
      const attributes = [...written.matchAll(attribute)].map((each): [string, string] => [
        each[1]!,
        each[2] ?? each[3] ?? "",
      ]);
      if (new Set(attributes.map(([name]) => name)).size < attributes.length) return null;
      const made: SvgElement = { name: opening, attributes, children: [] };
      parent.children.push(made);
      if (empty === "") open.push(made);
      if (open.length > deepest) return null;
    }
  }
  const [root, ...others] = top.children.filter((child) => typeof child !== "string");
  const stray = top.children.some((child) => typeof child === "string" && /[^\s\ufeff]/u.test(child));
  return open.length === 1 && root && others.length === 0 && !stray ? root : null;
}

/** The element as XML. */
export function writeSvg({ name, attributes, children }: SvgElement): string {
  const written = attributes.map(([key, value]) => ` ${key}="${value.replace(/"/gu, "&quot;")}"`).join("");
  if (children.length === 0) return `<${name}${written}/>`;
  const inside = children.map((child) => (typeof child === "string" ? child : writeSvg(child))).join("");
  return `<${name}${written}>${inside}</${name}>`;
}
