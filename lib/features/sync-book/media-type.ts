import { imageKind } from "#lib/core/book/index.ts";

/** The type of an image by its first bytes; null for what pages must not show. Names are never believed. */
export function mediaType(bytes: Uint8Array, path: string): string | null {
  const kind = imageKind(bytes);
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  if (kind?.extension === "svg")
    return /\.svg$/iu.test(path) && !/<!ENTITY/iu.test(head) ? kind.mediaType : null;
  if (kind) return kind.mediaType;
  return head.startsWith("%PDF-") ? "application/pdf" : null;
}
