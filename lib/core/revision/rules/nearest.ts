import { editDistance } from "#lib/core/prose/index.ts";

/**
 * The known name that a mistyped one most likely means; null when none is near or two are equally near.
 * Looks at names of about the same length only, so that long lists stay cheap.
 */
export function nearestName(
  wrong: string,
  known: Iterable<string>,
): { name: string; distance: number } | null {
  const most = wrong.length < 8 ? 1 : Math.min(4, Math.floor(wrong.length / 5));
  const folded = wrong.toLowerCase();
  if (wrong.length > 200) return null;
  let best: { name: string; distance: number } | null = null;
  let alone = true;
  for (const name of known) {
    if (Math.abs(name.length - wrong.length) > most || name === wrong) continue;
    const distance = editDistance(folded, name.toLowerCase());
    if (distance > most || (best !== null && distance > best.distance)) continue;
    alone = best === null || distance < best.distance;
    best = { name, distance };
  }
  return alone ? best : null;
}

/** Second sentence of a message, naming the likely right one. */
export function didYouMean(name: string | undefined): string {
  return name === undefined ? "" : ` Did you mean ${name}?`;
}
