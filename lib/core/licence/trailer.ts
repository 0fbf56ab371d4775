/** A `Key: value` line at the end of a commit message (git-interpret-trailers). */
export type Trailer = readonly [key: string, value: string];

/** One line, no control characters: what a person typed cannot forge another trailer. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

/**
 * A commit message: subject (at most 72 characters), the rationale as body, then the trailers. Lines of the body
 * that look like trailers are indented so that only ours are read as such.
 */
export function commitMessage(subject: string, body: string, trailers: readonly Trailer[]): string {
  const head = oneLine(subject);
  const short = head.length > 72 ? `${head.slice(0, 71).trimEnd()}…` : head;
  const safeBody = body
    .replace(/\r\n?/gu, "\n")
    .split("\n")
    .map((line) => line.replace(/[\p{Cc}]/gu, " ").trimEnd())
    .map((line) => (/^[A-Za-z][A-Za-z0-9-]*:/u.test(line) ? ` ${line}` : line))
    .join("\n")
    .replace(/^\n+/u, "")
    .trimEnd();
  const block = trailers.map(([key, value]) => `${key}: ${oneLine(value)}`).join("\n");
  return [short || "Update", safeBody, block].filter(Boolean).join("\n\n").concat("\n");
}

/** The trailers of a message: the last paragraph, when every line of it is `Key: value`. */
export function parseTrailers(message: string): Trailer[] {
  const paragraphs = message.trimEnd().split(/\n{2,}/u);
  const last = paragraphs.length > 1 ? paragraphs[paragraphs.length - 1]! : "";
  const rows = last.split("\n").map((line) => /^([A-Za-z][A-Za-z0-9-]*): (.*)$/u.exec(line));
  if (rows.some((row) => row === null)) return [];
  return rows.map((row) => [row![1]!, row![2]!] as const);
}
