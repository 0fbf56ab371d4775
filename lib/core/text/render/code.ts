import type { Element, ElementContent } from "hast";
import { createHighlighterCoreSync, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import dark from "shiki/themes/github-dark-default.mjs";
import light from "shiki/themes/github-light-default.mjs";
import { element, text } from "./element.ts";
import { languages } from "./languages.ts";

let highlighter: HighlighterCore | undefined;
const loaded = new Set<string>();

/** Code longer than this is shown plain. */
const longest = 40_000;

/** Highlighted code as `<pre>`; plain where the language is not known. Colours are CSS variables for both themes. */
export function highlight(value: string, language: string | null): Element {
  const grammar = language && Object.hasOwn(languages, language) ? languages[language] : undefined;
  const name = grammar?.at(-1)?.name;
  if (!grammar || !name || value.length > longest) return pre(language, [text(value)]);
  highlighter ??= createHighlighterCoreSync({
    engine: createJavaScriptRegexEngine({ forgiving: true }),
    themes: [light, dark],
  });
  if (!loaded.has(name)) {
    highlighter.loadLanguageSync(grammar);
    loaded.add(name);
  }
  const root = highlighter.codeToHast(value, {
    lang: name,
    themes: { light: "github-light-default", dark: "github-dark-default" },
    defaultColor: false,
    tokenizeMaxLineLength: 2000,
    tokenizeTimeLimit: 500,
  });
  const made = root.children.find((child): child is Element => child.type === "element");
  const inside = made?.children.find((child): child is Element => child.type === "element");
  return pre(language, (inside?.children ?? []) as ElementContent[]);
}

function pre(language: string | null, children: ElementContent[]): Element {
  const properties = { className: ["code"], tabIndex: 0, ...(language ? { dataLanguage: language } : {}) };
  return element("pre", properties, [element("code", {}, children)]);
}
