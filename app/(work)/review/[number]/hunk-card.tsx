import type { Decision } from "#lib/core/proposal/index.ts";
import type { WordRun } from "#lib/core/prose/index.ts";
import { Badge, DrawnHtml, PageLink } from "#lib/ui/index.ts";
import { AdditionList, type AdditionView } from "../../additions.tsx";
import { ThreeWordings } from "../../three-wordings.tsx";
import { WordDiff } from "../../word-diff.tsx";

/** A hunk as the page shows it. */
export interface HunkView {
  id: string;
  path: string;
  chapter: string;
  kind: string;
  section: string | null;
  wordsAdded: number;
  wordsRemoved: number;
  needs: string[];
  /** Why it was decided so, drawn and safe. */
  reasonHtml: string | null;
  ruling: { decision: Decision; byName: string; published: boolean } | null;
  /** Other open proposals that change the same passage. */
  alsoIn: { number: number; title: string; authorName: string }[];
  runs: WordRun[];
  /** The change's own words, and the editor's in their place. */
  after: string;
  wording: string | null;
  /** The editor's words against the change's own. */
  wordingRuns: WordRun[] | null;
  /** All three, where the book has changed in the same words. */
  clash: { base: string; book: string; proposed: string } | null;
  /** Images and references that are used here first, and come along. */
  brings: readonly AdditionView[];
  drawn: { before: string; after: string } | null;
}

const kindWords: Record<string, string> = {
  typo: "Typo",
  small: "Small change",
  substantial: "Substantial change",
  new: "New text",
  removed: "Text removed",
  reflow: "Only line breaks",
  moved: "Moved",
  image: "Image",
  reference: "Reference",
};

/** One change: its words as they were and would be, and how it would look. */
export function HunkCard({
  hunk,
  current = false,
  sides = ["As it is", "As it would be"],
  children,
}: {
  hunk: HunkView;
  current?: boolean;
  /** What the text before the change is called, and the one after it. */
  sides?: readonly [string, string];
  children?: React.ReactNode;
}) {
  const { ruling } = hunk;
  return (
    <article
      className="hunk"
      data-current={current || undefined}
      data-decision={ruling?.decision}
      id={`hunk-${hunk.id}`}
      tabIndex={-1}
    >
      <header className="hunk-head">
        <Badge tone="neutral">{kindWords[hunk.kind] ?? hunk.kind}</Badge>
        <h2 className="hunk-place">{hunk.section ?? hunk.chapter}</h2>
        {ruling && (
          <Badge tone={ruling.decision === "accept" ? "success" : "warning"}>
            {ruling.published ? "In the book" : ruling.decision === "accept" ? "Accepted" : "Not taken"}
          </Badge>
        )}
      </header>
      {hunk.alsoIn.map((other) => (
        <p key={other.number} className="hunk-shared">
          This passage is changed by{" "}
          <PageLink href={`/review/${other.number}`}>
            #{other.number} {other.title}
          </PageLink>{" "}
          too, from {other.authorName}.
        </p>
      ))}
      {hunk.clash && (
        <div className="hunk-clash">
          <Badge tone="warning">The book has changed here too</Badge>
          <ThreeWordings {...hunk.clash} />
        </div>
      )}
      {hunk.drawn && hunk.kind !== "reflow" && (
        <div className="hunk-drawn">
          {hunk.drawn.before && (
            <div>
              <h3>{sides[0]}</h3>
              <DrawnHtml html={hunk.drawn.before} />
            </div>
          )}
          {hunk.drawn.after && (
            <div>
              <h3>{sides[1]}</h3>
              <DrawnHtml html={hunk.drawn.after} />
            </div>
          )}
        </div>
      )}
      {hunk.runs.length > 0 && (
        <details className="hunk-source" open={!hunk.drawn || hunk.kind === "typo" || hunk.kind === "small"}>
          <summary>The words that change</summary>
          <pre>
            <WordDiff runs={hunk.runs} />
          </pre>
        </details>
      )}
      {hunk.brings.length > 0 && (
        <div className="hunk-brings">
          {hunk.runs.length > 0 && <h3>Comes along with it</h3>}
          <AdditionList additions={hunk.brings} />
        </div>
      )}
      {hunk.wordingRuns && (
        <div className="hunk-wording">
          <h3 className="wording-title">The editor’s words for it</h3>
          <pre className="wording">
            <WordDiff runs={hunk.wordingRuns} />
          </pre>
        </div>
      )}
      {hunk.reasonHtml && <DrawnHtml className="written hunk-reason" html={hunk.reasonHtml} />}
      {children}
    </article>
  );
}
