/** Attributes `{#id .class key="value"}` are kept as written and changed in place. */
import type { Attributes } from "#lib/core/text/index.ts";
import { readAttributes, writeAttributes } from "#lib/core/text/index.ts";
import type { Desk } from "../document/construct.ts";
import { oneLine } from "../document/inline.ts";

/** The attributes of a tree node as written, on one line; null without any. */
export function attributeSource(source: string, attributes: Attributes | null | undefined): string | null {
  if (!attributes || attributes.span.end <= attributes.span.start) return null;
  return oneLine(source.slice(attributes.span.start, attributes.span.end));
}

/** Replace, add (at `end`, after a space) or take away attributes. */
export function amendAttributes(
  desk: Desk,
  attributes: Attributes | null | undefined,
  before: string | null,
  after: string | null,
  end: number,
  glued = false,
): void {
  if (before === after) return;
  if (!attributes || before === null) {
    if (after) desk.edit(end, end, glued ? after : ` ${after}`);
    return;
  }
  const { span } = attributes;
  if (after) {
    const raw = desk.source.slice(span.start, span.end);
    let head = 0;
    while (
      head < Math.min(before.length, after.length) &&
      before[head] === after[head] &&
      raw[head] === before[head]
    )
      head++;
    let tail = 0;
    while (
      tail < Math.min(before.length, after.length) - head &&
      before[before.length - 1 - tail] === after[after.length - 1 - tail] &&
      raw[raw.length - 1 - tail] === before[before.length - 1 - tail]
    )
      tail++;
    desk.edit(span.start + head, span.end - tail, after.slice(head, after.length - tail));
    return;
  }
  let start = span.start;
  while (!glued && /[ \t]/u.test(desk.source[start - 1] ?? "")) start--;
  desk.edit(start, span.end, "");
}

/** One attribute's value in attributes as written. */
export function attributeValue(written: string | null, key: string): string | null {
  if (written === null) return null;
  const read = readAttributes(written.startsWith("{") ? written : `{${written}}`);
  return read?.pairs.find(([each]) => each === key)?.[1] ?? null;
}

/** The same attributes with one value set (or taken away with null); everything else stays as written. */
export function withAttribute(written: string | null, key: string, value: string | null): string | null {
  const quoted = value === null ? "" : `${key}="${value.replace(/[\\"]/gu, "\\$&")}"`;
  if (written === null || !written.startsWith("{")) {
    if (value === null) return written;
    const bare = written?.trim() ?? "";
    return bare === "" ? `{${quoted}}` : `{${bare.startsWith(".") ? bare : `.${bare}`} ${quoted}}`;
  }
  const pattern = new RegExp(
    `(\\s*)(?<![\\w:.-])${key.replace(/[.*+?^$()|[\]\\]/gu, "\\$&")}=(?:"(?:\\\\.|[^"\\\\])*"|'(?:\\\\.|[^'\\\\])*'|[^\\s}]*)`,
    "u",
  );
  if (pattern.test(written)) {
    const replaced = written.replace(pattern, (_all, space: string) =>
      value === null ? "" : `${space}${quoted}`,
    );
    return /^\{\s*\}$/u.test(replaced) ? null : replaced;
  }
  if (value === null) return written;
  return written.replace(/\s*\}$/u, `${/^\{\s*\}$/u.test(written) ? "" : " "}${quoted}}`);
}

/** The same attributes with the first class of `from` replaced by `to`. */
export function withClass(written: string | null, from: string, to: string): string | null {
  const read = written === null ? null : readAttributes(written);
  if (!read || written === null) return writeAttributes({ id: null, classes: [to], pairs: [] });
  return written.replace(new RegExp(`\\.${from}(?=[\\s}.])`, "u"), `.${to}`);
}

/** The same attributes without their id; null when nothing else is left and they may be. */
export function withoutId(written: string): string | null {
  const left = written.replace(/(?<=[{\s])#[^\s}]+\s*/u, "").replace(/\s+\}$/u, "}");
  return /^\{\s*\}$/u.test(left) ? null : left;
}
