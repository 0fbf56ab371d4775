/** Elements that never hold anything, so that they do not count as open. */
const hollow = new Set(["br", "hr", "img", "input", "col", "wbr", "path", "use"]);

/** One tag of well-formed HTML, attribute values with `>` in them included. */
const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^"'>]*(?:"[^"]*"|'[^']*'))*[^"'>]*)>/gu;

interface Heading {
  at: number;
  level: number;
  id: string | null;
}

/** The headings that stand in the flow of the text itself, and where the notes at its foot begin. */
function readFlow(html: string): { headings: Heading[]; foot: number } {
  const headings: Heading[] = [];
  let depth = 0;
  for (const found of html.matchAll(tag)) {
    const [, slash, name = "", rest = ""] = found;
    if (slash === "/") {
      depth--;
      continue;
    }
    if (depth === 0) {
      if (/^h[2-6]$/u.test(name)) {
        const id = /\sid="([^"]*)"/u.exec(rest)?.[1] ?? null;
        headings.push({ at: found.index, level: Number(name[1]), id });
      } else if (name === "section" && /\sclass="(?:footnotes|references)"/u.test(rest)) {
        return { headings, foot: found.index };
      }
    }
    if (!rest.endsWith("/") && !hollow.has(name)) depth++;
  }
  return { headings, foot: html.length };
}

/**
 * A chapter's drawn HTML, cut where the named sections end: before the next heading of the same or a higher level, or
 * before the notes. `ends` are the sections that end after the piece, the inner before the outer. Sections that are not
 * in the flow of the text end nowhere; they are told as `lost`.
 */
export function cutAtSections(
  html: string,
  sections: readonly string[],
): { pieces: { html: string; ends: string[] }[]; lost: string[] } {
  const { headings, foot } = readFlow(html);
  const ends = new Map<number, string[]>();
  const lost: string[] = [];
  for (const section of sections) {
    const index = headings.findIndex((heading) => heading.id === section);
    const own = headings[index];
    if (!own) {
      lost.push(section);
      continue;
    }
    const next = headings.slice(index + 1).find((heading) => heading.level <= own.level);
    const at = next?.at ?? foot;
    ends.set(at, [section, ...(ends.get(at) ?? [])]);
  }
  const pieces: { html: string; ends: string[] }[] = [];
  let from = 0;
  for (const [at, ended] of [...ends].sort(([a], [b]) => a - b)) {
    pieces.push({ html: html.slice(from, at), ends: ended });
    from = at;
  }
  if (from < html.length || pieces.length === 0) pieces.push({ html: html.slice(from), ends: [] });
  return { pieces, lost };
}
