"use client";

import { memo, useEffect, useMemo, useState } from "react";
import { diffWords, type Hunk, hunksBetween } from "#lib/core/prose/index.ts";
import { DrawnHtml } from "#lib/ui/index.ts";
import { WordDiff } from "../../../word-diff.tsx";
import { renderPreview } from "./actions.ts";

/** More changes than this are listed without being drawn. */
const drawnAtMost = 20;

/** What will change, exactly as it would be published, drawn as it will look. */
export const Changes = memo(function Changes({
  base,
  text,
  book,
  path,
}: {
  base: string;
  text: string;
  book: string;
  path: string;
}) {
  const hunks = useMemo(() => hunksBetween(base, text), [base, text]);
  const [drawn, setDrawn] = useState<{ key: string; html: string[] }>({ key: "", html: [] });
  const key = hunks.map((hunk) => hunk.id).join();
  useEffect(() => {
    if (hunks.length === 0 || hunks.length > drawnAtMost) return;
    let here = true;
    const timer = setTimeout(async () => {
      const answer = await renderPreview({ book, path, sources: hunks.map((hunk) => hunk.after) }).catch(
        () => null,
      );
      if (here && answer?.ok) setDrawn({ key, html: answer.value });
    }, 400);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [book, hunks, key, path]);
  return (
    <section className="propose-changes" aria-labelledby="changes" aria-live="polite">
      <h2 id="changes">What will change</h2>
      {hunks.length === 0 ? (
        <p className="work-hint">Nothing yet. Everything you do not touch stays exactly as it is.</p>
      ) : (
        hunks.map((hunk, index) => (
          <Change key={hunk.id} hunk={hunk} html={drawn.key === key ? (drawn.html[index] ?? null) : null} />
        ))
      )}
    </section>
  );
});

function Change({ hunk, html }: { hunk: Hunk; html: string | null }) {
  return (
    <article className="hunk">
      <p className="hunk-place">{hunk.section ?? "Beginning"}</p>
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
