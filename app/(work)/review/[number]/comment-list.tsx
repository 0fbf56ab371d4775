import { DrawnHtml } from "#lib/ui/index.ts";

export interface CommentView {
  id: string;
  hunk: string | null;
  authorName: string;
  /** Drawn and safe. */
  html: string;
  at: string;
}

/** What was said, oldest first. */
export function CommentList({ comments }: { comments: CommentView[] }) {
  if (comments.length === 0) return null;
  return (
    <ol className="comment-list">
      {comments.map((each) => (
        <li key={each.id}>
          <strong>{each.authorName}</strong>
          <DrawnHtml className="written" html={each.html} />
        </li>
      ))}
    </ol>
  );
}
