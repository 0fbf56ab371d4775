"use client";

import { memo, useEffect, useState } from "react";
import { changedLines, diffWords, type Hunk, touchesPassage } from "#lib/core/prose/index.ts";
import { Button, DrawnHtml } from "#lib/ui/index.ts";
import { WordDiff } from "../../../word-diff.tsx";
import { renderPreview } from "./actions.ts";

/** More changes than this are listed without being drawn. */
const drawnAtMost = 20;

/** “3 lines in 2 places” */
export function countChanges(hunks: readonly Hunk[]): string {
  const lines = hunks.reduce((sum, hunk) => sum + changedLines(hunk.before, hunk.after), 0);
  const places = hunks.length === 1 ? "1 place" : `${hunks.length} places`;
  return `${lines === 1 ? "1 line" : `${lines} lines`} in ${places}`;
}

/**
 * What will change, exactly as it would be published, drawn as it will look. It stands beside the text, or is open
 * over the page when `onClose` is given.
 */
export const Changes = memo(function Changes({
  hunks,
  openPassages,
  book,
  path,
  onClose,
  proposal,
}: {
  hunks: readonly Hunk[];
  /** What other people's open proposals change. */
  openPassages: readonly string[];
  book: string;
  path: string;
  onClose: (() => void) | null;
  proposal: string;
}) {
  const [drawn, setDrawn] = useState<{ key: string; html: string[] }>({ key: "", html: [] });
  const key = hunks.map((hunk) => hunk.id).join();
  useEffect(() => {
    if (hunks.length === 0 || hunks.length > drawnAtMost) return;
    let here = true;
    const timer = setTimeout(async () => {
      const answer = await renderPreview({
        book,
        path,
        proposal,
        sources: hunks.map((hunk) => hunk.after),
      }).catch(() => null);
      if (here && answer?.ok) setDrawn({ key, html: answer.value });
    }, 400);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [book, hunks, key, path, proposal]);
  return (
    <section
      className="propose-changes"
      id="propose-changes"
      aria-labelledby="changes"
      data-open={onClose !== null}
    >
      <div className="propose-changes-head">
        <h2 id="changes">What will change</h2>
        {hunks.length > 0 && <span className="work-hint">{countChanges(hunks)}</span>}
        {onClose && <Button onClick={onClose}>Close</Button>}
      </div>
      {hunks.length === 0 ? (
        <p className="work-hint">Nothing yet. Everything you do not touch stays exactly as it is.</p>
      ) : (
        hunks.map((hunk, index) => (
          <Change
            key={hunk.id}
            hunk={hunk}
            isShared={touchesPassage(hunk, openPassages)}
            html={drawn.key === key ? (drawn.html[index] ?? null) : null}
          />
        ))
      )}
    </section>
  );
});

function Change({ hunk, isShared, html }: { hunk: Hunk; isShared: boolean; html: string | null }) {
  const lines = changedLines(hunk.before, hunk.after);
  return (
    <article className="hunk">
      <p className="hunk-place">
        {hunk.section ?? "Beginning"} · {lines === 1 ? "1 line" : `${lines} lines`}
      </p>
      {isShared && (
        <p className="hunk-shared">
          Somebody else’s proposal changes this passage too and waits for the editor, who will see both.
        </p>
      )}
      <pre className="propose-diff">
        <WordDiff runs={diffWords(hunk.before, hunk.after)} />
      </pre>
      {html && (
        <details open>
          <summary className="work-hint">As it will look</summary>
          <DrawnHtml html={html} />
        </details>
      )}
    </article>
  );
}
