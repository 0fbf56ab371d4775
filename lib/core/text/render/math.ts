import katex from "katex";

/** HTML longer than this is shown as source: a page must stay loadable. */
const longest = 200_000;
const remembered = new Map<string, string | null>();

/**
 * A formula as HTML with MathML, or null when KaTeX cannot draw it (the caller shows the source). Macros do not
 * outlive a formula, sizes and expansion are bounded, and nothing in it can link or load (trust is off).
 */
export function drawMath(source: string, display: boolean): string | null {
  const key = `${display ? "d" : "i"}${source}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size > 5000) remembered.clear();
  const html = draw(source, display);
  remembered.set(key, html);
  return html;
}

/** `` `{python} x` `` within a formula: a value that is computed when the book is built, shown by its name. */
const computed = /`(?:\{\w+\}|r|python|julia)[ \t]+([^`]*)`/gu;

/** What KaTeX cannot read and need not: labels are the chapter's business. */
function readable(source: string): string {
  return source
    .replace(/\\label\{[^{}]*\}/gu, "")
    .replace(
      computed,
      (_, name: string) => `\\texttt{${name.replace(/[^\w.()[\] -]/gu, "").replaceAll("_", "\\_")}}`,
    );
}

function draw(source: string, display: boolean): string | null {
  if (source.length > 20_000) return null;
  try {
    const html = katex.renderToString(readable(source), {
      displayMode: display,
      throwOnError: true,
      strict: false,
      trust: false,
      maxExpand: 1000,
      maxSize: 20,
      macros: {},
    });
    return html.length > longest ? null : html;
  } catch {
    // A parse error, or the stack: both mean that it cannot be drawn.
    return null;
  }
}
