/** One figure. */
export interface Row {
  suite: string;
  name: string;
  value: number;
  unit: string;
  /** What was measured beside it, in the same run and on the same files; null where nothing compares. */
  peer: string | null;
  peerValue: number | null;
  /** The bound an issue set; null where a figure is only watched. */
  target: number | null;
  met: boolean | null;
}

/** A bound and on which side of it a figure is good. */
export interface Target {
  bound: number;
  good: "below" | "above";
}

/** A figure to three significant digits, judged before it is rounded. */
export function row(
  suite: string,
  name: string,
  value: number,
  unit: string,
  more: { peer?: { name: string; value: number } | null; target?: Target } = {},
): Row {
  const { peer, target } = more;
  return {
    suite,
    name,
    value: round(value),
    unit,
    peer: peer?.name ?? null,
    peerValue: peer ? round(peer.value) : null,
    target: target?.bound ?? null,
    met: target ? (target.good === "below" ? value <= target.bound : value >= target.bound) : null,
  };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** Rows as a table for people. */
export function table(rows: readonly Row[]): string {
  const head = ["suite", "figure", "value", "beside", "target"];
  const lines = rows.map((each) => [
    each.suite,
    each.name,
    `${each.value} ${each.unit}`,
    each.peer === null ? "" : `${each.peer}: ${each.peerValue} ${each.unit}`,
    each.target === null ? "" : `${each.target} ${each.unit}, ${each.met ? "met" : "MISSED"}`,
  ]);
  const widths = head.map((title, at) =>
    Math.max(title.length, ...lines.map((line) => line[at]?.length ?? 0)),
  );
  return [head, widths.map((width) => "-".repeat(width)), ...lines]
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
