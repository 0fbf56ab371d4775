import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Repository, RepositoryEntry } from "../ports/index.ts";

/** Reads texts of the book by path; what is not there or not UTF-8 is left out. */
export interface Texts {
  (paths: readonly string[]): Promise<Map<string, string>>;
  paths: readonly string[];
  bytes: Repository["read"];
}

/** Files longer than this are not read as text. */
const longest = 4 * 1024 * 1024;

export function textsOf(
  repository: Pick<Repository, "read">,
  files: ReadonlyMap<string, RepositoryEntry>,
): Texts {
  const read = async (paths: readonly string[]) => {
    const entries = [...new Set(paths)]
      .flatMap((path) => files.get(path) ?? [])
      .filter((entry) => entry.size <= longest);
    const bytes = await repository.read(entries.map((entry) => entry.blob));
    const texts = new Map<string, string>();
    for (const entry of entries) {
      const text = decode(bytes.get(entry.blob), entry, longest);
      if (text.ok) texts.set(entry.path, text.value);
    }
    return texts;
  };
  return Object.assign(read, {
    paths: [...files.keys()],
    bytes: (blobs: readonly string[]) => repository.read(blobs),
  });
}

/** Bytes as text, exactly: UTF-8 with its byte order mark kept, or a problem for the editor. */
export function decode(
  bytes: Uint8Array | undefined,
  entry: RepositoryEntry,
  limit: number,
): Outcome<string> {
  if (!bytes || bytes.byteLength > limit * 3) {
    return refuse(
      "input.too-large",
      `This file is too large to be a chapter (${Math.round(entry.size / 1024)} kB).`,
      entry.path,
    );
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.startsWith("version https://git-lfs.github.com/spec/")) {
      return refuse(
        "chapter.unrenderable",
        "This file is kept in Git LFS, and only its pointer is here.",
        entry.path,
      );
    }
    if (text.includes("\0"))
      return refuse("chapter.not-utf8", "This file holds binary data, not text.", entry.path);
    return text.length > limit
      ? refuse("input.too-large", "This chapter is too long to be drawn.", entry.path)
      : ok(text);
  } catch {
    return refuse(
      "chapter.not-utf8",
      "This file is not UTF-8 text. Save it as UTF-8; readers keep the last good version.",
      entry.path,
    );
  }
}
