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

function draw(source: string, display: boolean): string | null {
  if (source.length > 20_000) return null;
  try {
    const html = katex.renderToString(source, {
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
