/** The type of an image by its first bytes; null for what pages must not show. Names are never believed. */
export function mediaType(bytes: Uint8Array, path: string): string | null {
  // Byte by byte: a decoder called "latin1" is windows-1252 on the web, which knows no U+0089.
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  if (head.startsWith("\u0089PNG\r\n")) return "image/png";
  if (head.startsWith("\u00ff\u00d8\u00ff")) return "image/jpeg";
  if (/^GIF8[79]a/u.test(head)) return "image/gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  if (head.slice(4, 12) === "ftypavif") return "image/avif";
  if (head.startsWith("%PDF-")) return "application/pdf";
  if (/\.svg$/iu.test(path) && /<svg[\s>]/u.test(head) && !/<!ENTITY/iu.test(head)) return "image/svg+xml";
  return null;
}
