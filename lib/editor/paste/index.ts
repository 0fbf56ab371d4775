export { isLatex, latexToMarkdown } from "./latex.ts";
export { fromHtml, fromPlainText, fromText, type Pasted, sliceOf, sourceOf } from "./pasted.ts";
export { type DomNode, fromDom } from "./read-html.ts";
