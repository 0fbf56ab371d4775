/** TeX commands as they stand in Markdown: `\name`, a star perhaps, and arguments glued to it. */

/** An optional argument is short; braces may be as long as they like. */
const longestOption = 256;

/** Where each brace of a text closes: the index after its partner, braces after a backslash not counted. */
export function braceEnds(text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (let at = text.indexOf("{"); at < text.length && at !== -1; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 123) open.push(at);
    else if (code === 125) {
      const start = open.pop();
      if (start !== undefined) ends.set(start, at + 1);
    }
  }
  return ends;
}

/** The index after `[…]` at `at`, or -1. */
function optionEnd(text: string, at: number): number {
  const limit = Math.min(text.length, at + longestOption);
  for (let i = at + 1; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) i++;
    else if (code === 93) return i + 1;
    else if (code === 91 || code === 10) return -1;
  }
  return -1;
}

/** The command that begins at `at` (a backslash): its name and the offset after its last argument. */
export function readTexCommand(
  text: string,
  at: number,
  braces: ReadonlyMap<number, number>,
): { name: string; end: number } | null {
  let end = at + 1;
  while (/[A-Za-z]/.test(text[end] ?? "")) end++;
  if (end === at + 1) return null;
  if (text[end] === "*") end++;
  const name = text.slice(at + 1, end);
  while (text[end] === "{" || text[end] === "[") {
    const next = text[end] === "{" ? braces.get(end) : optionEnd(text, end);
    if (next === undefined || next === -1) break;
    end = next;
  }
  return { name, end };
}

/** Whether a text is nothing but TeX commands, comments and white space. */
export function isOnlyTex(text: string): boolean {
  const braces = braceEnds(text);
  let at = 0;
  let commands = 0;
  while (at < text.length) {
    const character = text[at] ?? "";
    if (/\s/.test(character)) at++;
    else if (character === "\\") {
      const command = readTexCommand(text, at, braces);
      if (!command) return false;
      at = command.end;
      commands++;
    } else if (character === "%" && commands > 0) {
      const end = text.indexOf("\n", at);
      at = end === -1 ? text.length : end;
    } else return false;
  }
  return commands > 0;
}
