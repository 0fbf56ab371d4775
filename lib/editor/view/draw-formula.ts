import katex from "katex";

/** Longer formulas are shown as their source while being edited. */
const longest = 20_000;

/** A formula as HTML; null when it cannot be read. Nothing in it may run or fetch. */
export function drawFormula(tex: string, display: boolean): string | null {
  if (tex.length > longest) return null;
  try {
    return katex.renderToString(tex, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxExpand: 200,
      maxSize: 30,
    });
  } catch {
    return null;
  }
}

/** The TeX between the dollars of a formula in running text. */
export function formulaOf(source: string): { tex: string; display: boolean } {
  const display = source.startsWith("$$");
  const body = /^\$\$?([\s\S]*?)\$\$?(?:\s*\{[^}]*\})?$/u.exec(source)?.[1] ?? source;
  return { tex: body, display };
}
