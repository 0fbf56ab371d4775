/** A kind of image that pages can show. */
export interface ImageKind {
  mediaType: "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif" | "image/svg+xml";
  /** Without a dot. */
  extension: string;
}

/** The kind of an image by its first bytes; null for what is none of them. Names are never believed. */
export function imageKind(bytes: Uint8Array): ImageKind | null {
  // Byte by byte: a decoder called "latin1" is windows-1252 on the web, which knows no U+0089.
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  if (head.startsWith("\u0089PNG\r\n\u001a\n")) return { mediaType: "image/png", extension: "png" };
  if (head.startsWith("\u00ff\u00d8\u00ff")) return { mediaType: "image/jpeg", extension: "jpg" };
  if (/^GIF8[79]a/u.test(head)) return { mediaType: "image/gif", extension: "gif" };
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP")
    return { mediaType: "image/webp", extension: "webp" };
  if (/^ftypavi[fs]/u.test(head.slice(4, 12))) return { mediaType: "image/avif", extension: "avif" };
  if (/^(?:\u00ef\u00bb\u00bf)?\s*</u.test(head) && /<svg[\s>]/u.test(head))
    return { mediaType: "image/svg+xml", extension: "svg" };
  return null;
}
