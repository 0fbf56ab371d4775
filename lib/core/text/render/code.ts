import type { Element, ElementContent } from "hast";
import { createHighlighterCoreSync, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import bash from "shiki/langs/bash.mjs";
import c from "shiki/langs/c.mjs";
import cpp from "shiki/langs/cpp.mjs";
import javascript from "shiki/langs/javascript.mjs";
import json from "shiki/langs/json.mjs";
import python from "shiki/langs/python.mjs";
import r from "shiki/langs/r.mjs";
import rust from "shiki/langs/rust.mjs";
import sql from "shiki/langs/sql.mjs";
import toml from "shiki/langs/toml.mjs";
import yaml from "shiki/langs/yaml.mjs";
import dark from "shiki/themes/github-dark-default.mjs";
import light from "shiki/themes/github-light-default.mjs";
import { element, text } from "./element.ts";

let highlighter: HighlighterCore | undefined;

/** Code longer than this is shown plain. */
const longest = 40_000;

/** Highlighted code as `<pre>`; plain where the language is not known. Colours are CSS variables for both themes. */
export function highlight(value: string, language: string | null): Element {
  const plain = () =>
    element("pre", { className: ["code"], tabIndex: 0 }, [element("code", {}, [text(value)])]);
  if (!language || value.length > longest) return plain();
  highlighter ??= createHighlighterCoreSync({
    engine: createJavaScriptRegexEngine({ forgiving: true }),
    langs: [bash, c, cpp, javascript, json, python, r, rust, sql, toml, yaml],
    themes: [light, dark],
  });
  if (!highlighter.getLoadedLanguages().includes(language)) return plain();
  const root = highlighter.codeToHast(value, {
    lang: language,
    themes: { light: "github-light-default", dark: "github-dark-default" },
    defaultColor: false,
    tokenizeMaxLineLength: 2000,
    tokenizeTimeLimit: 500,
  });
  const pre = root.children.find((child): child is Element => child.type === "element");
  const inside = pre?.children.find((child): child is Element => child.type === "element");
  return element("pre", { className: ["code"], tabIndex: 0, dataLanguage: language }, [
    element("code", {}, (inside?.children ?? []) as ElementContent[]),
  ]);
}
