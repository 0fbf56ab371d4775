/** Definition lists and line blocks. */
import type { PhrasingContent, RootContent, Text } from "mdast";
import { readDescriptionMarker } from "./block-starts.ts";
import type { Builder } from "./build.ts";
import { dedent, firstInk, isBlank, type Line, lastInk } from "./lines.ts";
import type { DefinitionDescription, DefinitionTerm } from "./tree.ts";

export function buildDefinitionList(
  builder: Builder,
  own: readonly Line[],
  start: number,
  end: number,
): RootContent {
  const { source } = builder;
  const children: (DefinitionTerm | DefinitionDescription)[] = [];
  const marked = (line: Line): ReturnType<typeof readDescriptionMarker> =>
    readDescriptionMarker(source.slice(firstInk(source, line), line.to));
  let at = 0;
  while (at < own.length) {
    const line = own[at] as Line;
    if (isBlank(source, line)) {
      at++;
      continue;
    }
    const from = firstInk(source, line);
    const marker = marked(line);
    if (!marker || children.length === 0) {
      const to = lastInk(source, from, line.to);
      const words = builder.running([line]);
      children.push({ type: "definitionTerm", children: words, position: builder.points.place(from, to) });
      at++;
      continue;
    }
    let last = at + 1;
    let afterBlank = false;
    for (let next = last; next < own.length; next++) {
      const each = own[next] as Line;
      if (isBlank(source, each)) {
        afterBlank = true;
        continue;
      }
      const indented = dedent(source, each, marker.content).from - each.from >= Math.min(marker.content, 2);
      if (!indented && (afterBlank || marked(each))) break;
      if (!indented && isTerm(builder, own, next)) break;
      afterBlank = false;
      last = next + 1;
    }
    const inside = own
      .slice(at, last)
      .map((each, index) =>
        index === 0 ? { from: from + marker.width, to: each.to } : dedent(source, each, marker.content),
      );
    const tail = own[last - 1] as Line;
    children.push({
      type: "definitionDescription",
      children: builder.content(inside, false),
      position: builder.points.place(from, lastInk(source, from, tail.to)),
    });
    at = last;
  }
  return { type: "definitionList", children, position: builder.points.place(start, end) } as RootContent;
}

function isTerm(builder: Builder, own: readonly Line[], at: number): boolean {
  const next = own[at + 1];
  return (
    next !== undefined &&
    readDescriptionMarker(builder.source.slice(firstInk(builder.source, next), next.to)) !== null
  );
}

export function buildLineBlock(
  builder: Builder,
  own: readonly Line[],
  start: number,
  end: number,
): RootContent {
  const { source } = builder;
  const children: PhrasingContent[] = [];
  let group: Line[] = [];
  const flush = (next: Line | null): void => {
    const head = group[0];
    const tail = group[group.length - 1];
    if (!head || !tail) return;
    children.push(...builder.running(group));
    const from = lastInk(source, head.from, tail.to);
    if (next) children.push({ type: "break", position: builder.points.place(from, firstInk(source, next)) });
    group = [];
  };
  for (const line of own) {
    const bar = firstInk(source, line);
    if (source[bar] === "|") {
      flush(line);
      const from = Math.min(line.to, bar + 2);
      const indent = firstInk(source, { from, to: line.to });
      // Pandoc keeps indentation inside a line block, as no-break spaces.
      if (indent > from && indent < line.to) {
        const value = "\u00a0".repeat(indent - from);
        const blank: Text = { type: "text", value, runs: [], position: builder.points.place(from, indent) };
        children.push(blank);
      }
      group.push({ from: indent, to: line.to });
    } else group.push({ from: bar, to: line.to });
  }
  flush(null);
  return { type: "lineBlock", children, position: builder.points.place(start, end) } as RootContent;
}
