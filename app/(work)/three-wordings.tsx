import { diffWords } from "#lib/core/prose/index.ts";
import { WordDiff } from "./word-diff.tsx";

/** A passage that two sides changed: how it was, and what each made of it, word by word. */
export function ThreeWordings({ base, book, proposed }: { base: string; book: string; proposed: string }) {
  return (
    <div className="three-wordings">
      <div>
        <h3 className="wording-title">In the book now</h3>
        <pre className="wording">
          <WordDiff runs={diffWords(base, book)} />
        </pre>
      </div>
      <div>
        <h3 className="wording-title">In the proposal</h3>
        <pre className="wording">
          <WordDiff runs={diffWords(base, proposed)} />
        </pre>
      </div>
    </div>
  );
}
