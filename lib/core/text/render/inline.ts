import type { ElementContent } from "hast";
import type { Html, Image, Link, PhrasingContent } from "mdast";
import { element, safeLink, text, trusted } from "./element.ts";
import { isRelative } from "./examine.ts";
import { renderImage } from "./figures.ts";
import { drawMath } from "./math.ts";
import { attributesOf } from "./number-labels.ts";
import { referenceTo, renderCitation, renderCrossReference } from "./references.ts";
import { openTag, sanitiseHtml } from "./sanitise.ts";
import { renderShortcode } from "./shortcodes.ts";
import { type Note, type Writer, warn } from "./writer.ts";

/** Running text as HTML. An author's own tags are paired here, so that `<kbd>` and `</kbd>` hold what is between. */
export function renderInline(writer: Writer, nodes: readonly PhrasingContent[]): ElementContent[] {
  return pairTags(writer, nodes, (node) => renderNode(writer, node));
}

/** Put what stands between an opening and its closing tag inside the element; a tag without a partner is dropped. */
export function pairTags<T extends { type: string }>(
  writer: Writer,
  nodes: readonly T[],
  render: (node: T) => ElementContent[],
): ElementContent[] {
  const out: ElementContent[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at]!;
    const html = node.type === "html" ? (node as unknown as Html).value.trim() : null;
    const opened = html && /^<([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>$/u.exec(html);
    if (!opened || html.endsWith("/>")) {
      out.push(...render(node));
      continue;
    }
    const close = findClose(nodes, at, opened[1]!.toLowerCase());
    if (close === -1) {
      out.push(...render(node));
      continue;
    }
    const inside = pairTags(writer, nodes.slice(at + 1, close), render);
    const made = openTag(html, writer.context.files);
    out.push(...(made ? [{ ...made, children: inside }] : inside));
    at = close;
  }
  return out;
}

function findClose(nodes: readonly { type: string }[], from: number, name: string): number {
  let depth = 0;
  for (let at = from; at < nodes.length; at++) {
    const node = nodes[at]!;
    if (node.type !== "html") continue;
    const value = (node as unknown as Html).value.trim().toLowerCase();
    if (new RegExp(`^<${name}\\b[^<>]*[^/]?>$`, "u").test(value)) depth++;
    else if (new RegExp(`^</${name}\\s*>$`, "u").test(value) && --depth === 0) return at;
  }
  return -1;
}

function renderNode(writer: Writer, node: PhrasingContent): ElementContent[] {
  switch (node.type) {
    case "text":
      return [text(typeset(node.value))];
    case "emphasis":
      return [element("em", {}, writer.inline(node.children))];
    case "strong":
      return [element("strong", {}, writer.inline(node.children))];
    case "delete":
      return [element("del", {}, writer.inline(node.children))];
    case "superscript":
      return [element("sup", {}, writer.inline(node.children))];
    case "subscript":
      return [element("sub", {}, writer.inline(node.children))];
    case "bracketedSpan":
      return [element("span", spanProperties(node.attributes), writer.inline(node.children))];
    case "break":
      return [element("br", {}), text("\n")];
    case "inlineCode":
      return node.computed
        ? [
            element("code", { className: ["computed"], title: "Computed when the book is built" }, [
              text(node.value),
            ]),
          ]
        : [element("code", {}, [text(node.value)])];
    case "inlineMath":
      return [renderInlineMath(writer, node.value, node)];
    case "citation":
      return renderCitation(writer, node);
    case "crossReference":
      return renderCrossReference(writer, node);
    case "link":
      return [renderLink(writer, node)];
    case "image":
      return [renderImage(writer, node)];
    case "footnoteReference":
      return renderNoteMark(writer, node.identifier, node);
    case "inlineNote": {
      const note = addNote(writer, `inline-${node.position?.start.offset ?? 0}`, () => [
        element("p", {}, writer.inline(node.children)),
      ]);
      return [noteMark(note)];
    }
    case "linkReference":
    case "imageReference": {
      const target = writer.definitions.get(node.identifier);
      if (!target) return "children" in node ? writer.inline(node.children) : [text(node.alt ?? "")];
      if (node.type === "imageReference") {
        return [
          renderImage(writer, { ...node, type: "image", url: target.url, title: target.title } as Image),
        ];
      }
      return [renderLink(writer, { ...node, type: "link", url: target.url, title: target.title } as Link)];
    }
    case "html":
      return sanitiseHtml(node.value, writer.context.files);
    case "rawInline":
      return node.format === "html" ? sanitiseHtml(node.value, writer.context.files) : [];
    case "shortcode":
      return renderShortcode(writer, node);
    case "texCommand":
      return renderTexCommand(writer, node);
    default:
      return [];
  }
}

/** Quotes, dashes and dots as a typesetter sets them (Pandoc's `smart`). */
export function typeset(value: string): string {
  return value
    .replace(/---/gu, "—")
    .replace(/--/gu, "–")
    .replace(/\.\.\./gu, "…")
    .replace(/(^|[\s([{“‘—–-])"(?=\S)/gu, "$1“")
    .replace(/"/gu, "”")
    .replace(/(^|[\s([{“—–-])'(?=\S)/gu, "$1‘")
    .replace(/'/gu, "’");
}

function spanProperties(attributes: { id: string | null; classes: string[] }) {
  const classes = attributes.classes.filter((name) =>
    ["smallcaps", "underline", "mark", "aside", "nowrap"].includes(name),
  );
  return {
    ...(attributes.id ? { id: attributes.id } : {}),
    ...(classes.length > 0 ? { className: classes } : {}),
  };
}

function renderInlineMath(writer: Writer, value: string, node: PhrasingContent): ElementContent {
  const html = drawMath(value, false);
  if (html !== null) return element("span", { className: ["math"] }, [trusted(html)]);
  warn(writer, node, "math.unreadable", "This formula cannot be drawn; readers see its source.");
  return element("code", { className: ["math-source"] }, [text(value)]);
}

function renderLink(writer: Writer, node: Link): ElementContent {
  const children = writer.inline(node.children);
  const inside = writer.context.links[node.url] ?? writer.context.files[node.url];
  const href = inside ?? safeLink(node.url);
  if (!href) return element("span", {}, children);
  const outside = !inside && !isRelative(href) && !href.startsWith("#");
  const { id } = attributesOf(node) ?? { id: null };
  return element(
    "a",
    {
      href,
      ...(id ? { id } : {}),
      ...(node.title ? { title: node.title } : {}),
      ...(outside ? { rel: ["nofollow", "ugc", "noopener"] } : {}),
    },
    children,
  );
}

/** A note known by its definition; one that has none is reported and left out. */
function renderNoteMark(writer: Writer, identifier: string, node: PhrasingContent): ElementContent[] {
  const note = writer.notes.get(identifier.toLowerCase());
  if (!note) {
    warn(writer, node, "footnote.missing", `There is no footnote “${identifier}”.`);
    return [];
  }
  return [noteMark(use(writer, note))];
}

function addNote(writer: Writer, id: string, make: () => ElementContent[]): Note {
  return use(writer, { number: 0, id, content: null, make, references: 0 });
}

function use(writer: Writer, note: Note): Note {
  if (note.number === 0) {
    writer.usedNotes.push(note);
    note.number = writer.usedNotes.length;
    note.content = [];
    note.content = note.make();
  }
  note.references++;
  return note;
}

function noteMark(note: Note): ElementContent {
  const id = note.references === 1 ? `fnref-${note.id}` : `fnref-${note.id}-${note.references}`;
  return element("sup", { className: ["note-mark"] }, [
    element("a", { href: `#fn-${note.id}`, id, role: "doc-noteref", ariaLabel: `Note ${note.number}` }, [
      text(String(note.number)),
    ]),
  ]);
}

/** Index entries and layout commands of the printed book say nothing on a page; references and a few marks do. */
function renderTexCommand(
  writer: Writer,
  node: { type: "texCommand"; name: string; value: string },
): ElementContent[] {
  const argument = /\{([\s\S]*)\}\s*$/u.exec(node.value)?.[1] ?? "";
  switch (node.name) {
    case "ref":
    case "autoref":
    case "cref":
      return referenceTo(writer, node, argument, node.name === "ref");
    case "textbf":
      return [element("strong", {}, [text(argument)])];
    case "emph":
    case "textit":
      return [element("em", {}, [text(argument)])];
    case "texttt":
      return [element("code", {}, [text(argument)])];
    case "LaTeX":
    case "TeX":
      return [text(node.name)];
    default:
      return [];
  }
}
