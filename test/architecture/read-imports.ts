export interface Import {
  /** As written: "./x.ts", "#lib/core/outcome.ts", "node:fs". */
  name: string;
  /** True when nothing of it is left at run time. */
  typeOnly: boolean;
  line: number;
}

/** Strings, comments and template literals; in that order, so that a mark inside one does not begin another. */
const token = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

const statement =
  /(?:^|[;}\n])\s*(?:import|export)\s+(type\s+)?(?:[\w*${},\s]+?\s+from\s+)?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']\s*\)/g;

/** Read what a file imports and re-exports, `import()` included. A reading of the text, not a parse: enough for our own style. */
export function readImports(text: string): Import[] {
  const bare = withoutComments(text);
  return [...bare.matchAll(statement)].map((match) => {
    const words = match[0];
    const named = /\{([^}]*)\}/.exec(words)?.[1];
    const everyNameIsType =
      named !== undefined &&
      named.trim() !== "" &&
      /^\s*(?:import|export)\s*\{/.test(words.replace(/^[;}]/, "")) &&
      named
        .split(",")
        .filter((each) => each.trim() !== "")
        .every((each) => /^\s*type\s/.test(each));
    return {
      name: match[2] ?? match[3] ?? "",
      typeOnly: match[1] !== undefined || everyNameIsType,
      line: bare.slice(0, match.index + words.length).split("\n").length,
    };
  });
}

/** The text with comments blanked; lines stay where they are. */
export function withoutComments(text: string): string {
  return text.replace(token, (found) => (found.startsWith("/") ? blank(found) : found));
}

/** The text with comments and the insides of strings blanked. What `${…}` holds is kept: it is code. */
export function codeOnly(text: string): string {
  return text.replace(token, (found) => {
    if (found.startsWith("/")) return blank(found);
    if (!found.startsWith("`")) return `"${blank(found.slice(1, -1))}"`;
    const inserted = [...found.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1]).join(" ");
    return `"${blank(found)}"${inserted}`;
  });
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
