/** The lines of a cell, broken so that they fit into its width. */
import { displayWidth } from "#lib/core/text/index.ts";
import type { OpenDocument } from "./open.ts";
import type { Origin } from "./origin.ts";
import { risky, whole } from "./wrap.ts";

/** Lines that fit, or how wide they want to be. */
export type Fit = { lines: string[] } | { needs: number };

/**
 * Break what is too wide at spaces, as little as possible: what does not fit moves to the line below. `open` reads the
 * text of a cell, `says` tells whether it still says the same.
 */
export function fitted(
  text: string,
  width: number,
  open: (text: string) => OpenDocument,
  says: (opened: OpenDocument) => boolean,
): Fit {
  const lines = text.split("\n");
  const widest = Math.max(...lines.map(displayWidth));
  if (widest <= width) return { lines };
  // What cannot be said in a cell at all is not said on a longer line either.
  const sayable = says(open(text));
  for (const glue of [true, false]) {
    const broken = breakLines(text, width, open, glue);
    if ("needs" in broken) {
      if (!glue) return broken;
      continue;
    }
    if (!sayable || says(open(broken.lines.join("\n")))) return broken;
  }
  return { needs: widest };
}

function breakLines(text: string, width: number, open: (text: string) => OpenDocument, glue: boolean): Fit {
  let written = text;
  for (let at = 0; ; at++) {
    const lines = written.split("\n");
    const line = lines[at];
    if (line === undefined) return { lines };
    if (displayWidth(line) <= width) continue;
    const place = lines.slice(0, at).reduce((sum, each) => sum + each.length + 1, 0);
    const around = textAround(open(written).origin, place, place + line.length);
    // What is no running text (code, a heading) keeps its lines.
    if (!around) return { needs: displayWidth(line) };
    const cut = breakAt(line, width, glue);
    if ("needs" in cut) return cut;
    const rest = line.slice(cut.at).trimStart();
    const below = lines[at + 1];
    const goesOn = below !== undefined && place + line.length + 1 < around.end;
    if (goesOn) {
      const lead = /^[ \t>]*/u.exec(below)?.[0] ?? "";
      lines[at + 1] = `${lead}${rest} ${below.slice(lead.length)}`;
    } else lines.splice(at + 1, 0, around.prefix + rest);
    lines[at] = line.slice(0, cut.at).trimEnd();
    written = lines.join("\n");
  }
}

/** The last space a line can be broken at, or how wide it is up to the first. */
function breakAt(line: string, width: number, glue: boolean): { at: number } | { needs: number } {
  const shown = glue ? line.replace(whole, (found) => found.replaceAll(" ", "\u0000")) : line;
  const lead =
    /^[ \t>]*(?:(?:[-*+]|\(?[\w#@]{1,9}[.)]|:)[ \t]+(?:\[[ xX]\][ \t]+)?)*/u.exec(shown)?.[0].length ?? 0;
  let best = -1;
  for (let at = shown.indexOf(" ", lead + 1); at !== -1; at = shown.indexOf(" ", at + 1)) {
    if (risky.test(shown.slice(at + 1)) || shown.slice(at + 1).trim() === "") continue;
    const columns = displayWidth(line.slice(0, at).trimEnd());
    if (columns <= width) best = at;
    else if (best === -1) return { needs: columns };
    else break;
  }
  return best === -1 ? { needs: displayWidth(line) } : { at: best };
}

/** The running text a line is of, with what its lines begin with. */
function textAround(origin: Origin, from: number, to: number): { end: number; prefix: string } | null {
  for (const child of origin.children) {
    if (child.hollow || child.start >= to || child.end <= from) continue;
    if (child.children.length > 0) return textAround(child, from, to);
    const name = child.node.type.name;
    if (child.text?.kind !== "rich" || name !== "paragraph") return null;
    return { end: child.end, prefix: child.prefix };
  }
  return null;
}
