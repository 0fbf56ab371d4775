/** A new figure as source, in the manner of Quarto (https://quarto.org/docs/authoring/figures.html). */
import { slugify } from "#lib/core/text/index.ts";

export interface FigureWish {
  target: string;
  /** What it shows; empty for decoration, which readers who cannot see it are not told of. */
  alt: string;
  /** Markdown on one line; may be empty. */
  caption: string;
  /** `fig-…`, or empty. */
  label: string;
  /** Such as `80%`; empty for the image's own. */
  width: string;
}

/** `![caption](target){#fig-label width="80%" fig-alt="…"}` */
export function figureSource({ target, alt, caption, label, width }: FigureWish): string {
  const quoted = (value: string): string => `"${value.replace(/[\\"]/gu, "\\$&").replace(/\s+/gu, " ")}"`;
  const attributes = [
    ...(label ? [`#${label}`] : []),
    ...(width ? [`width=${quoted(width)}`] : []),
    `fig-alt=${quoted(alt.trim())}`,
  ];
  const address = /[\s()]/u.test(target) ? `<${target}>` : target;
  return `![${balanced(caption.replace(/\s+/gu, " ").trim())}](${address}){${attributes.join(" ")}}`;
}

/** Brackets that do not pair would end the caption, so they are escaped. */
function balanced(caption: string): string {
  let depth = 0;
  for (const bracket of caption.replace(/\\./gu, "").replace(/[^[\]]/gu, "")) {
    depth += bracket === "[" ? 1 : -1;
    if (depth < 0) break;
  }
  return depth === 0 ? caption : caption.replace(/(?<!\\)[[\]]/gu, "\\$&");
}

/** A label for a figure that is about these words, unlike every one that is taken: `fig-memory-of-a-model`. */
export function figureLabel(words: string, taken: ReadonlySet<string>): string {
  const plain = words.normalize("NFKD").replace(/[^\p{ASCII}]|[._]/gu, "");
  const parts = slugify(plain).split(/-+/u).filter(Boolean).slice(0, 5);
  const label = `fig-${parts.join("-").slice(0, 40).replace(/-$/u, "")}`;
  if (!taken.has(label)) return label;
  for (let number = 2; ; number++) if (!taken.has(`${label}-${number}`)) return `${label}-${number}`;
}

/** What a label of a figure looks like. */
export const isFigureLabel = (label: string): boolean => /^fig-[A-Za-z\d](?:[\w-]*[A-Za-z\d])?$/u.test(label);
