/** TeX commands as they stand in Markdown: `\name`, a star perhaps, and arguments glued to it. */

/** How far an argument is looked for. */
const longest = 4_096;

/** The offset after a bracketed argument that opens at `at`, braces balanced, or -1. */
function argumentEnd(text: string, at: number): number {
  const open = text[at];
  const close = open === "{" ? "}" : "]";
  const limit = Math.min(text.length, at + longest);
  let depth = 0;
  for (let i = at; i < limit; i++) {
    const character = text[i];
    if (character === "\\") i++;
    else if (character === open) depth++;
    else if (character === close && --depth === 0) return i + 1;
  }
  return -1;
}

/** The command that begins at `at` (a backslash): its name and the offset after its last argument. */
export function readTexCommand(text: string, at: number): { name: string; end: number } | null {
  let end = at + 1;
  while (/[A-Za-z]/.test(text[end] ?? "")) end++;
  if (end === at + 1) return null;
  if (text[end] === "*") end++;
  const name = text.slice(at + 1, end);
  while (text[end] === "{" || text[end] === "[") {
    const next = argumentEnd(text, end);
    if (next === -1) break;
    end = next;
  }
  return { name, end };
}

/** Whether a text is nothing but TeX commands, comments and white space. */
export function isOnlyTex(text: string): boolean {
  let at = 0;
  let commands = 0;
  while (at < text.length) {
    const character = text[at] ?? "";
    if (/\s/.test(character)) at++;
    else if (character === "\\") {
      const command = readTexCommand(text, at);
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
