import type { Assets } from "./ports/index.ts";

/** A file of the book by the id of its content; null when there is none. */
export async function readAsset(
  ports: { assets: Assets },
  blob: string,
): Promise<{ mediaType: string; bytes: Uint8Array } | null> {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(blob) ? ports.assets.find(blob) : null;
}
