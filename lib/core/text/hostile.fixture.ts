/**
 * Texts made to be slow, by size: every one must be read in time linear in `n`. Many are the pathological inputs of
 * CommonMark's own tests (spec/test/pathological_tests.py); the others aim at what this engine does besides.
 */
export const hostile: Record<string, (n: number) => string> = {
  "nested strong emphasis": (n) => `${"*a **a ".repeat(n)}b${" a** a*".repeat(n)}`,
  "emphasis closers": (n) => "a_ ".repeat(n),
  "emphasis openers": (n) => "_a ".repeat(n),
  "link closers": (n) => "a]".repeat(n),
  "link openers": (n) => "[a".repeat(n),
  "mismatched openers and closers": (n) => "*a_ ".repeat(n),
  "openers and closers multiple of 3": (n) => `a**b${"c* ".repeat(n)}`,
  "link openers and emphasis closers": (n) => "[ a_".repeat(n),
  "brackets and parentheses": (n) => "[ (](".repeat(n),
  "images of links": (n) => "![[]()".repeat(n),
  "nested brackets": (n) => `${"[".repeat(n)}a${"]".repeat(n)}`,
  "nested quotes": (n) => `${"> ".repeat(n)}a`,
  "nested lists": (n) =>
    Array.from({ length: Math.ceil(Math.sqrt(n)) }, (_, depth) => `${"  ".repeat(depth)}* a\n`).join(""),
  "NUL everywhere": (n) => "abc\u0000de\u0000".repeat(n),
  "runs of backticks": (n) =>
    Array.from({ length: Math.ceil(Math.sqrt(n)) }, (_, length) => `e${"`".repeat(length)}`).join(""),
  "links without an end": (n) => "[a](b".repeat(n),
  "links in angle brackets without an end": (n) => "[a](<b".repeat(n),
  "inline comments without an end": (n) => `</${"<!--".repeat(n)}`,
  "processing instructions without an end": (n) => `</${"<?".repeat(n)}`,
  "declarations without an end": (n) => `</${"<!X".repeat(n)}`,
  "CDATA without an end": (n) => `</${"<![CDATA[".repeat(n)}`,
  "blank lines in nested lists": (n) => `${"- ".repeat(n)}x${"\n".repeat(n)}`,
  "quotes in nested lists": (n) => `${"- ".repeat(n)}x\n${">x\n".repeat(n)}`,
  "emphasis in nested quotes": (n) => `${">".repeat(n)}${"a*".repeat(n)}`,
  "many definitions": (n) =>
    Array.from({ length: n }, (_, at) => `[l${at}]: x\n\n`).join("") + "[l0]\n\n".repeat(n),
  "definitions in a quote": (n) => "> [\n".repeat(n),
  "stars on both sides": (n) => `${"*".repeat(n)} a ${"*".repeat(n)}`,
  "strong and emphasis that never close": (n) => "**_* ".repeat(n),
  "a wide table with short rows": (n) => `|${"a|".repeat(200)}\n|${"-|".repeat(200)}\n${"|a|\n".repeat(n)}`,
  "a table too wide": (n) => `|${"a|".repeat(n)}\n|${"-|".repeat(n)}\n${"|a|\n".repeat(n)}`,
  "a grid of many columns": (n) =>
    `${`${"+-".repeat(n)}+\n${"|a".repeat(n)}|\n`.repeat(4)}${"+-".repeat(n)}+\n`,
  "a grid of many rows": (n) =>
    `+${"-+".repeat(100)}\n|${"a|".repeat(100)}\n`.repeat(n / 20).concat(`+${"-+".repeat(100)}\n`),
  "a grid of one cell with borders in it": (n) =>
    `+---+---+\n${"| a +-+ |\n|   +-+ |\n".repeat(n)}+---+---+\n`,
  "a grid of merged cells": (n) => `+---+---+\n${"| a | b |\n|   +---+\n".repeat(n)}| a | c |\n+---+---+\n`,
  "a ladder of backtick fences": (n) =>
    Array.from({ length: Math.ceil(Math.sqrt(n)) }, (_, length) => "`".repeat(length + 1))
      .toReversed()
      .join("\n\n"),
  "fences that never close": (n) => "```a\n\n".repeat(n),
  "ordinary prose": (n) => "The quick brown fox jumps over the lazy dog. ".repeat(8).concat("\n\n").repeat(n),
  "divs in divs": (n) => "::: {.a}\n".repeat(n),
  "divs in divs, closed": (n) => "::: {.a}\n".repeat(n) + ":::\n".repeat(n),
  "divs whose attributes never end": (n) => "::: {.a\n".repeat(n),
  "lists on one line": (n) => "- ".repeat(n),
  "list items that hold a list": (n) => "- - a\n".repeat(n),
  "notes in notes": (n) => "^[a".repeat(n) + "]".repeat(n),
  "emphasis in emphasis": (n) => "*a ".repeat(n) + " a*".repeat(n),
  "citations in citations": (n) => "[@a;".repeat(n) + "]".repeat(n),
  "keys without end": (n) => "@a[".repeat(n),
  dollars: (n) => "$a ".repeat(n),
  "displays that never close": (n) => "$$\na\n\n".repeat(n),
  "display openers line by line": (n) => "$$\n".repeat(n),
  "comments that never close": (n) => "<!-- \n\n".repeat(n),
  "elements that never close": (n) => "<table>\n\n<svg>\n\n".repeat(n),
  "block tags line by line": (n) => "<div>\n".repeat(n),
  "TeX braces that never close": (n) => "\\a{".repeat(n),
  "environments that never close": (n) =>
    Array.from({ length: n }, (_, at) => `\\begin{${letters(at)}}\n\n`).join(""),
  "environments that close once": (n) => `${"\\begin{a}\n\n".repeat(n)}\\end{a}\n`,
  "TeX commands line by line": (n) => "\\medskip\n".repeat(n),
  "attributes without end": (n) => "[a]{.b ".repeat(n),
  "shortcodes without end": (n) => "{{< a ".repeat(n),
  "escaped brackets": (n) => "\\[".repeat(n),
  entities: (n) => "&amp".repeat(n),
  "superscripts that never close": (n) => "a^b ".repeat(n),
  "terms and descriptions": (n) => "a\n: b\n".repeat(n),
  "descriptions apart": (n) => "a\n\n: b\n\n".repeat(n),
  "captions without a table": (n) => ": a\n\n".repeat(n),
  "rules that could open a table": (n) => "--- ---\na\n\n".repeat(n),
  "dashes line by line": (n) => "--- ---\n".repeat(n),
  "grid borders": (n) => "+---+\n".repeat(n),
  "a grid of one column": (n) => `+---+\n${"| a |\n+---+\n".repeat(n)}`,
  "front matter that never closes": (n) => "---\na: b\n\n".repeat(n),
  "one line": (n) => "x".repeat(n * 8),
  "one word a line": (n) => "x\n".repeat(n),
  "white space": (n) => " ".repeat(n * 8),
  "carriage returns": (n) => "a\r\r".repeat(n),
  "lone surrogates": (n) => "\ud800a \udc00".repeat(n),
};

function letters(value: number): string {
  return value.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "q");
}
