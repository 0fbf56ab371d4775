import { spanOf } from "../chapter-view.ts";
import type { Rule } from "../rule.ts";

export const unclosedDivs: Rule = {
  id: "unclosed-divs",
  title: "Boxes that are never closed",
  doc: "A box opened by `:::` swallows the rest of the chapter when its closing `:::` is missing. Add a line of colons where it should end.",
  severity: "error",
  check(view) {
    return view
      .all("div")
      .filter((div) => !div.closed)
      .map((div) => {
        const { start, end } = spanOf(div);
        const lineEnd = view.source.indexOf("\n", start);
        return {
          span: { start, end: lineEnd < 0 ? end : Math.min(lineEnd, end) },
          message: "This box is opened here but never closed.",
        };
      });
  },
};
