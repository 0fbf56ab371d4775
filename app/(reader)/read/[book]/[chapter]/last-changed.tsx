"use client";

import { useEffect, useState } from "react";
import { Day } from "#lib/ui/index.ts";

/**
 * When the chapter last changed, as the way to its history. Who has read an earlier revision in this browser is led to
 * what changed since, for as long as they are here.
 */
export function LastChanged({ chapter, blob, at }: { chapter: string; blob: string; at: string }) {
  const [since, setSince] = useState<string | null>(null);
  useEffect(() => setSince(readBefore(chapter, blob)), [blob, chapter]);
  const history = `${chapter}/history`;
  if (since !== null) return <a href={`${history}?from=${since}`}>Changed since you read this</a>;
  return (
    <a href={history}>
      Last changed <Day at={at} />
    </a>
  );
}

/** The revision that was read before this one; null where there is none. Remembers this one as read. */
function readBefore(chapter: string, blob: string): string | null {
  const key = `colophon.read:${chapter}`;
  try {
    const last = localStorage.getItem(key);
    if (last !== null && last !== blob) sessionStorage.setItem(key, last);
    localStorage.setItem(key, blob);
    const since = sessionStorage.getItem(key);
    return since === blob || !/^[0-9a-f]{40,64}$/u.test(since ?? "") ? null : since;
  } catch {
    // A browser that keeps nothing tells of nothing.
    return null;
  }
}
