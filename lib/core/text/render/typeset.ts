/**
 * Quotes, dashes and dots as a typesetter sets them (Pandoc's `smart`). `before` and `after` are what stands beside the
 * text in its paragraph: a quote before `*words*` opens although its own text ends there.
 */
export function typeset(value: string, before = "", after = ""): string {
  if (!/["'.-]/u.test(value)) return value;
  let opened = false;
  return value
    .replace(/---/gu, "—")
    .replace(/--/gu, "–")
    .replace(/\.\.\./gu, "…")
    .replace(/["']/gu, (mark, at: number, whole: string) => {
      const left = at > 0 ? whole.charAt(at - 1) : before;
      const right = whole.charAt(at + 1) || after;
      const afterQuote = left === '"' || left === "'";
      opened = afterQuote ? opened : opens(left, right);
      if (mark === '"') return opened ? "“" : "”";
      // A year without its century (’90s) begins with an apostrophe.
      return opened && !/^\d\ds?\b/u.test(whole.slice(at + 1, at + 5)) ? "‘" : "’";
    });
}

/** Whether a quote between these two characters opens; nothing stands at the edge of a paragraph. */
function opens(left: string, right: string): boolean {
  return (left === "" || /[\s([{“‘—–-]/u.test(left)) && right !== "" && !/[\s)\]},;:!?]/u.test(right);
}
