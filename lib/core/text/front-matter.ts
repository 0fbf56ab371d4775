import { isMap, LineCounter, parseDocument } from "yaml";
import { type Outcome, ok, refuse } from "../outcome.ts";
import { lineStarts, splitLines } from "./lines.ts";
import type { Span } from "./tree.ts";

/** The YAML at a chapter's head. */
export interface FrontMatter {
  /** The whole block with both fences; null when the chapter has none. */
  span: Span | null;
  /** The YAML between the fences. */
  yaml: string;
  data: Record<string, unknown>;
}

/** Front matter longer than this is not read. */
const longest = 131_072;

/**
 * Read the YAML front matter of a chapter; none is an empty one. No tags run and aliases are few, so hostile
 * YAML stays cheap. Problems: `input.invalid` with `at` as `line:column` in the chapter.
 */
export function readFrontMatter(source: string): Outcome<FrontMatter> {
  const found = frontMatterSpan(source);
  if (!found) return ok({ span: null, yaml: "", data: {} });
  const { span, inside } = found;
  const yaml = source.slice(inside.start, inside.end);
  if (yaml.length > longest) return refuse("input.too-large", "The front matter is too long to be read.");
  const counter = new LineCounter();
  const document = parseDocument(yaml, {
    lineCounter: counter,
    prettyErrors: false,
    schema: "core",
    merge: false,
  });
  const error = document.errors[0];
  if (error) {
    const { line, col } = counter.linePos(error.pos[0]);
    const first = lineStarts(source.slice(0, inside.start)).length;
    return refuse(
      "input.invalid",
      `The front matter is not valid YAML: ${error.message}`,
      `${first + line - 1}:${col}`,
    );
  }
  if (document.contents === null) return ok({ span, yaml, data: {} });
  if (!isMap(document.contents)) {
    return refuse("input.invalid", "The front matter must be a list of `key: value` lines.", "2:1");
  }
  try {
    const data: unknown = document.toJS({ maxAliasCount: 50 });
    return ok({ span, yaml, data: data as Record<string, unknown> });
  } catch {
    return refuse("input.invalid", "The front matter repeats itself too often through aliases.", "2:1");
  }
}

/** Where front matter stands, by the rule the block scanner uses. */
function frontMatterSpan(source: string): { span: Span; inside: Span } | null {
  if (!/^\ufeff?---[ \t]*(?:\r?\n|\r)(?![ \t]*[\r\n])/.test(source)) return null;
  const lines = splitLines(source);
  const first = lines[0];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || !/^(?:---|\.\.\.)[ \t]*$/.test(source.slice(line.from, line.to))) continue;
    const start = lines[1]?.from ?? line.from;
    return {
      span: { start: first?.from ?? 0, end: line.to },
      inside: { start, end: Math.max(start, line.from) },
    };
  }
  return null;
}
