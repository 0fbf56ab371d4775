import type { ElementContent } from "hast";
import { element, text } from "./element.ts";

/** An algorithm read from LaTeX: its lines, and what it is called where it says so. */
export interface Pseudocode {
  caption: string | null;
  lines: PseudocodeLine[];
}

interface PseudocodeLine {
  depth: number;
  /** What the line begins with, in bold: `for`, `Require:`. */
  before: string;
  /** Running text, with formulas between dollars. */
  words: string;
  /** `do`, `then`. */
  after: string;
  comment: string | null;
  /** What an algorithm takes and gives is not one of its steps. */
  step: boolean;
}

/** Commands that begin a line: what is said before and after their argument, and how the depth changes there and after. */
const commands: Record<string, { before: string; after?: string; out?: true; into?: true; step?: false }> = {
  state: { before: "" },
  statex: { before: "", step: false },
  require: { before: "Require:", step: false },
  ensure: { before: "Ensure:", step: false },
  input: { before: "Input:", step: false },
  output: { before: "Output:", step: false },
  return: { before: "return" },
  print: { before: "print" },
  for: { before: "for", after: "do", into: true },
  forall: { before: "for all", after: "do", into: true },
  while: { before: "while", after: "do", into: true },
  if: { before: "if", after: "then", into: true },
  elsif: { before: "else if", after: "then", out: true, into: true },
  elseif: { before: "else if", after: "then", out: true, into: true },
  else: { before: "else", out: true, into: true },
  repeat: { before: "repeat", into: true },
  until: { before: "until", out: true },
  loop: { before: "loop", into: true },
  procedure: { before: "procedure", into: true },
  function: { before: "function", into: true },
  endfor: { before: "end for", out: true },
  endwhile: { before: "end while", out: true },
  endif: { before: "end if", out: true },
  endloop: { before: "end loop", out: true },
  endprocedure: { before: "end procedure", out: true },
  endfunction: { before: "end function", out: true },
};

/** Commands within a line, outside formulas. */
const words: Record<string, string> = {
  to: "to",
  downto: "down to",
  and: "and",
  or: "or",
  not: "not",
  true: "true",
  false: "false",
  return: "return",
  print: "print",
};

const deepest = 8;

/** Longer ones are shown as source. */
const longest = 20_000;

/**
 * Read an algorithm as the LaTeX packages algpseudocode and algorithmic write it (and pseudocode.js after them). Null
 * when it holds something else: the caller shows the source.
 */
export function readPseudocode(source: string): Pseudocode | null {
  if (source.length > longest) return null;
  const lines: PseudocodeLine[] = [];
  let caption: string | null = null;
  let depth = 0;
  for (const raw of statements(source)) {
    const [, name = "", rest = ""] = /^\\([A-Za-z]+)\*?\s*([\s\S]*)$/u.exec(raw) ?? [];
    if (/^(?:begin|end|label)$/u.test(name)) continue;
    if (name === "caption") {
      caption = group(rest)?.inside ?? null;
      continue;
    }
    const command = Object.hasOwn(commands, name.toLowerCase()) ? commands[name.toLowerCase()] : undefined;
    if (!command) return null;
    const { said, comment } = apart(argumentsOf(name.toLowerCase(), rest));
    const wording = inWords(unwrapped(said));
    if (wording === null) return null;
    if (command.out) depth = Math.max(0, depth - 1);
    lines.push({
      depth: Math.min(depth, deepest),
      before: command.before,
      words: wording,
      after: command.after ?? "",
      comment: comment === null ? null : inWords(unwrapped(comment)),
      step: command.step !== false,
    });
    if (command.into) depth++;
  }
  return lines.length > 0 ? { caption, lines } : null;
}

/** The algorithm as a numbered list. `draw` draws running text. */
export function drawPseudocode(code: Pseudocode, draw: (words: string) => ElementContent[]): ElementContent {
  const bold = (word: string) => (word === "" ? [] : [element("strong", {}, [text(word)])]);
  const items = code.lines.map(({ depth, before, words: said, after, comment, step }) => {
    const parts = [bold(before), said === "" ? [] : draw(said), bold(after)].filter(
      (part) => part.length > 0,
    );
    const spaced = parts.flatMap((part, at) => (at === 0 ? part : [text(" "), ...part]));
    const aside = comment
      ? [text(" "), element("span", { className: ["pseudocode-comment"] }, [text("▷ "), ...draw(comment)])]
      : [];
    const className = [`depth-${depth}`, ...(step ? [] : ["pseudocode-head"])];
    return element("li", { className }, [...spaced, ...aside]);
  });
  return element("ol", { className: ["pseudocode"] }, items);
}

/** The commands one after the other; a line that begins with none goes on with the one before. */
function statements(source: string): string[] {
  const all: string[] = [];
  for (const line of source.split("\n").map((each) => each.replace(/(?<!\\)%.*$/u, "").trim())) {
    if (line === "") continue;
    const [, name = ""] = /^\\([A-Za-z]+)/u.exec(line) ?? [];
    const begins = /^(?:begin|end|label|caption)$/u.test(name) || Object.hasOwn(commands, name.toLowerCase());
    if (begins || all.length === 0) all.push(line);
    else all[all.length - 1] += ` ${line}`;
  }
  return all;
}

/** A group in braces at the beginning of a text, and what follows it; null when there is none that closes. */
function group(from: string): { inside: string; rest: string } | null {
  if (from[0] !== "{") return null;
  let open = 0;
  for (let at = 0; at < from.length; at++) {
    if (from[at] === "\\") at++;
    else if (from[at] === "{") open++;
    else if (from[at] === "}" && --open === 0) return { inside: from.slice(1, at), rest: from.slice(at + 1) };
  }
  return null;
}

/** `{cond} rest` as one text; `{Name}{arguments}` of a procedure as a call. */
function argumentsOf(name: string, rest: string): string {
  const first = group(rest);
  if (!first) return rest;
  const second = /^(?:procedure|function)$/u.test(name) ? group(first.rest) : null;
  return second ? `${first.inside}(${second.inside})${second.rest}` : `${first.inside}${first.rest}`;
}

/** What is said, and the remark at its end. */
function apart(said: string): { said: string; comment: string | null } {
  const at = said.search(/\\comment\s*\{/iu);
  if (at < 0) return { said, comment: null };
  const remark = group(said.slice(said.indexOf("{", at)));
  return remark ? { said: said.slice(0, at) + remark.rest, comment: remark.inside } : { said, comment: null };
}

/** `\\Call{Name}{arguments}` as `Name(arguments)`, and words set in a typeface of their own as words. */
function unwrapped(said: string): string {
  let done = "";
  for (let rest = said; ; ) {
    const at = rest.search(/\\(?:call|textproc|textbf|textit|textsc|emph|texttt|textrm|text)\s*\{/iu);
    const name = at < 0 ? null : group(rest.slice(rest.indexOf("{", at)));
    if (!name) return done + rest;
    const given = /^\\call/iu.test(rest.slice(at)) ? group(name.rest.trimStart()) : null;
    done += rest.slice(0, at) + (given ? `${name.inside}(${given.inside})` : name.inside);
    rest = given ? given.rest : name.rest;
  }
}

/** LaTeX's words as the book's own Markdown; null for commands that are not known. */
function inWords(said: string): string | null {
  let known = true;
  const parts = said.trim().split(/(\$[^$]*\$)/u);
  const spoken = parts.map((part, at) => {
    if (at % 2 === 1) return part;
    return part
      .replace(/\\([A-Za-z]+)\s*/gu, (_, name: string) => {
        const word = Object.hasOwn(words, name.toLowerCase()) ? words[name.toLowerCase()] : undefined;
        if (word === undefined) known = false;
        return `**${word}** `;
      })
      .replace(/\\([&%#_$ ])/gu, "$1");
  });
  return known ? spoken.join("").trim() : null;
}
