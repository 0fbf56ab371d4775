/**
 * Paths inside a book's repository. The rules keep a proposal from touching the repository's own machinery on any
 * file system a reader may check the book out on: HFS+ drops ignorable characters, NTFS has short names, streams,
 * trailing dots and device names, both fold case.
 */

/** Code points that HFS+ ignores when it compares names (the list git's own check uses). */
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;
const controls = /\p{Cc}/u;
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

function namesGitDirectory(part: string): boolean {
  const folded = part
    .replace(ignoredByHfs, "")
    .toLowerCase()
    .split(":")[0]!
    .replace(/[. ]+$/, "");
  return folded === ".git" || /^git~\d+$/.test(folded);
}

/**
 * Why this path may not be written, in words for the contributor, or null when it may.
 * @param existing the path is in the book already: names that only some systems dislike are then left alone
 */
export function pathFault(path: string, existing = false): string | null {
  if (path === "") return "The file has no name.";
  if (!path.isWellFormed()) return "The file name holds broken characters.";
  if (Buffer.byteLength(path) > 1024) return "The file name is too long.";
  if (controls.test(path)) return "The file name holds control characters.";
  if (path.startsWith("/") || path.includes("\\"))
    return "A file name is relative to the book and uses forward slashes.";
  for (const part of path.split("/")) {
    if (part === "" || part === "." || part === "..")
      return "The file name leaves the book or has an empty part.";
    if (namesGitDirectory(part)) return "That name belongs to the repository itself.";
    if (Buffer.byteLength(part) > 255) return "A part of the file name is too long.";
    if (existing) continue;
    if (/[. ]$/.test(part)) return "A file or folder name cannot end with a dot or a space.";
    if (/[<>:"|?*]/.test(part)) return 'A file name cannot hold any of < > : " | ? *.';
    if (deviceName.test(part)) return "That name is reserved on Windows.";
    if (part.search(ignoredByHfs) >= 0) return "The file name holds invisible characters.";
  }
  return null;
}

/** Two paths with the same key are one file on a file system that folds case or normalises Unicode. */
export function clashKey(path: string): string {
  return path.normalize("NFC").toLowerCase().normalize("NFC");
}

/** The folders above a path, outermost first: `a/b/c.md` gives `a`, `a/b`. */
export function foldersAbove(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join("/"));
}

/**
 * A path as git stores it (bytes) to a string. Bytes that are not UTF-8 show as `\xNN`; since a backslash is never
 * allowed in a path that is written, such a name can be read but not aimed at.
 */
export function decodePath(bytes: Buffer): { path: string; utf8: boolean } {
  const text = bytes.toString("utf8");
  if (Buffer.from(text, "utf8").equals(bytes)) return { path: text, utf8: true };
  const shown = bytes
    .toString("latin1")
    .replace(/[\u0080-\u00ff]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`);
  return { path: shown, utf8: false };
}
