import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { ToolbarResources } from "../question.tsx";
import { targets } from "./references.ts";

const divs: readonly (readonly [string, string])[] = [
  ["callout-note", "A note"],
  ["callout-tip", "A tip"],
  ["callout-important", "Something important"],
  ["callout-warning", "A warning"],
  ["callout-caution", "A caution"],
  ["column-margin", "In the margin"],
  ["column-page", "As wide as the page"],
  ["panel-tabset", "Tabs"],
  ["content-visible", "For some formats only"],
  ["content-hidden", "Not for some formats"],
];
const shortcodes: readonly (readonly [string, string])[] = [
  ["include", "Another file, put in here"],
  ["video", "A video"],
  ["pagebreak", "A new page"],
  ["meta", "A value of the front matter"],
  ["var", "A value of the book"],
];

const options = (list: readonly (readonly [string, string])[], after = ""): Completion[] =>
  list.map(([label, detail]) => ({ label, detail, apply: label + after }));

/** What can stand at the cursor: labels and works after `@`, classes of divs, shortcodes. */
export function complete(resources: ToolbarResources, context: CompletionContext): CompletionResult | null {
  const reference = context.matchBefore(/(?:^|[^\p{L}\p{N}_])@[\p{L}\p{N}_:.-]*$/u);
  if (reference) {
    const from = reference.from + reference.text.indexOf("@") + 1;
    return {
      from,
      validFor: /^[\p{L}\p{N}_:.-]*$/u,
      options: targets(resources, context.state.doc).map(({ key, title, kind }) => ({
        label: key,
        detail: title,
        boost: kind === "label" ? 1 : 0,
      })),
    };
  }
  const div = context.matchBefore(/^\s*:{3,}\s*\{[^}]*\.[\w-]*$/u);
  if (div)
    return {
      from: div.from + div.text.lastIndexOf(".") + 1,
      validFor: /^[\w-]*$/u,
      options: options(divs),
    };
  const shortcode = context.matchBefore(/\{\{<\s*[\w-]*$/u);
  if (shortcode)
    return {
      from: shortcode.from + (/[\w-]*$/u.exec(shortcode.text)?.index ?? 0),
      validFor: /^[\w-]*$/u,
      options: options(shortcodes, " "),
    };
  return null;
}

/** Offers what `resources` has now. */
export function completion(resources: () => ToolbarResources): Extension {
  return autocompletion({
    override: [(context) => complete(resources(), context)],
    icons: false,
    maxRenderedOptions: 60,
  });
}
