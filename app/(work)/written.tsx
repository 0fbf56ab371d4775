import "katex/dist/katex.min.css";
import { renderComment } from "#lib/core/text/render/render-comment.ts";
import { DrawnHtml } from "#lib/ui/index.ts";

/** What a person wrote in a form: a report, a reason, a comment. */
export function Written({ text }: { text: string }) {
  return <DrawnHtml className="written" html={renderComment(text)} />;
}
