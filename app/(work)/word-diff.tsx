import type { WordRun } from "#lib/core/prose/index.ts";

/** Words that came and went, told by line and stroke as well as by colour. */
export function WordDiff({ runs }: { runs: readonly WordRun[] }) {
  return (
    <span className="word-diff">
      {runs.map((run, index) => {
        const key = `${index}${run.kind}`;
        if (run.kind === "inserted") return <ins key={key}>{run.text}</ins>;
        if (run.kind === "deleted") return <del key={key}>{run.text}</del>;
        return <span key={key}>{run.text}</span>;
      })}
    </span>
  );
}
