export { isLatex, latexToMarkdown } from "./latex.ts";
export {
  fromHtml,
  fromPlainText,
  fromText,
  longest,
  type Pasted,
  sliceOf,
  sourceOf,
  tooLong,
} from "./pasted.ts";
export { type DomNode, fromDom } from "./read-html.ts";
