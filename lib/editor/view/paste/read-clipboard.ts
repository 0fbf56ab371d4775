import type { Schema } from "@tiptap/pm/model";
import { fromDom, fromHtml, fromText, type Pasted } from "../../paste/index.ts";

/** Longer HTML than this, in characters, is not taken apart; its plain text is pasted. */
const longest = 8_000_000;

/** Languages of a code editor whose text is text of the book. */
const prose = new Set(["markdown", "quarto", "plaintext", "latex", "tex", "rmd"]);

/**
 * What a clipboard holds, as clean blocks; null when there is nothing to turn: no text at all, or what was copied in
 * the editor itself. Nothing of the HTML runs or loads: it is read into a document that is never shown.
 */
export function readClipboard(data: DataTransfer, schema: Schema, taken: ReadonlySet<string>): Pasted | null {
  const html = data.getData("text/html");
  const text = data.getData("text/plain");
  if (html.includes("data-pm-slice")) return null;
  const language = codeLanguage(data);
  if (language !== null && text !== "")
    return prose.has(language) || !text.includes("\n")
      ? fromText(text, schema)
      : { blocks: [schema.node("codeBlock", { info: language }, schema.text(text.trimEnd()))], notes: [] };
  if (html !== "" && html.length <= longest) {
    const tree = fromDom(new DOMParser().parseFromString(html, "text/html").body);
    const pasted = tree && fromHtml(html, tree, schema, taken);
    if (pasted && (pasted.blocks.length > 0 || pasted.notes.length > 0 || text === "")) return pasted;
  }
  return text === "" ? null : fromText(text.replace(/\r\n?/gu, "\n"), schema);
}

/** The language of what was copied in a code editor, whose HTML is only its colours; null when it comes from elsewhere. */
function codeLanguage(data: DataTransfer): string | null {
  const written = data.getData("vscode-editor-data");
  if (written === "") return null;
  try {
    const { mode } = JSON.parse(written) as { mode?: unknown };
    return typeof mode === "string" && /^[\w+#-]{1,30}$/u.test(mode) ? mode : "plaintext";
  } catch {
    return "plaintext";
  }
}
