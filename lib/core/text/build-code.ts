/** Code blocks: the fence's info string read as language, attributes and cell options. */
import type { Code } from "mdast";
import { moveAttributes, readAttributesAt } from "./attributes.ts";
import { dedent, firstInk, isBlank, type Line, lastInk } from "./lines.ts";
import type { Piece } from "./piece.ts";
import type { Points } from "./points.ts";

type Info = Pick<Code, "lang" | "meta" | "attributes" | "executable">;

/** Read `{python}`, `{.python #id}`, `{{r}}`, `python {.x}`, `python title`. */
export function readInfo(info: string, infoAt: number): Info {
  if (info === "") return { lang: null, meta: null };
  const shown = /^\{\{+\s*([\w-]+)[^}]*\}+\}$/.exec(info);
  if (shown) return { lang: shown[1] ?? null, meta: null, executable: false };
  const brace = info.indexOf("{");
  const found = brace === -1 ? null : readAttributesAt(info, brace, true);
  const whole =
    found?.end === info.length ? moveAttributes(found.attributes, (index) => infoAt + index) : null;
  if (brace === 0) {
    const cell = /^\{\s*([A-Za-z][\w-]*)(?=[\s,}])/.exec(info);
    if (cell) {
      // The language is the first word, not a class.
      const attributes = whole && { ...whole, classes: whole.classes.slice(1) };
      const rest = found ? info.slice(found.end).trim() : "";
      return {
        lang: cell[1] ?? null,
        meta: rest || null,
        executable: true,
        ...(attributes && { attributes }),
      };
    }
    return whole
      ? { lang: whole.classes[0] ?? null, meta: null, attributes: whole }
      : { lang: null, meta: info };
  }
  const word = /^[^\s{]+/.exec(info)?.[0] ?? null;
  const rest = info.slice(word?.length ?? 0).trim();
  if (whole && brace > 0) return { lang: word, meta: null, attributes: whole };
  return { lang: word, meta: rest || null };
}

/** `#| key: value` lines at the head of a cell, and how many there are. */
function readOptions(value: string): { options: [string, string][]; optionLines: number } {
  const options: [string, string][] = [];
  let count = 0;
  for (const line of value.split("\n")) {
    const found = /^\s*(?:#|\/\/|%%|--)\|(?: ?(.*))?$/.exec(line);
    if (!found) break;
    count++;
    const pair = /^([\w.-]+):(?:\s+(.*?))?\s*$/.exec(found[1] ?? "");
    const last = options[options.length - 1];
    if (pair) options.push([pair[1] ?? "", pair[2] ?? ""]);
    else if (last) last[1] = `${last[1]}\n${found[1] ?? ""}`.trim();
  }
  return { options, optionLines: count };
}

/** Build a fenced or an indented code block from its lines. */
export function buildCode(source: string, piece: Piece, own: readonly Line[], points: Points): Code {
  const { fence } = piece;
  const head = own[0] as Line;
  const tail = own[own.length - 1] as Line;
  const start = fence ? firstInk(source, head) : head.from;
  const position = points.place(start, lastInk(source, start, tail.to));
  const inner = fence ? own.slice(1, -1) : own;
  const columns = fence ? fence.indent : 4;
  const value = inner
    .map((line) =>
      !fence && isBlank(source, line) ? dedent(source, line, 4) : dedent(source, line, columns),
    )
    .map((line) => source.slice(line.from, line.to))
    .join("\n");
  if (!fence) return { type: "code", lang: null, meta: null, value, position };
  const info = readInfo(fence.info, fence.infoAt);
  const { options, optionLines } =
    info.executable || value.startsWith("#|") ? readOptions(value) : { options: [], optionLines: 0 };
  return { type: "code", ...info, value, position, ...(optionLines > 0 && { options, optionLines }) };
}
