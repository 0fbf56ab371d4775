import { appendReferences } from "../book/index.ts";
import { type Outcome, ok, refuse } from "../outcome.ts";
import type { Addition, ImageAddition } from "./addition.ts";

/** A file of a commit: its whole new content. */
export interface CommitFile {
  path: string;
  content: string | Uint8Array;
}

/**
 * What a commit changes: the texts, new images, and bibliographies with new entries at their end. What the book has
 * already is left alone; where it has something else in the place, `proposal.conflict` says what to do.
 * @param present the book's files at the paths of the additions; a path that is missing there is free, null
 *   stands for a file that is too large to be read
 * @param images bytes by SHA-256
 */
export function commitChanges(
  texts: readonly { path: string; text: string }[],
  additions: readonly Addition[],
  present: ReadonlyMap<string, Uint8Array | null>,
  images: ReadonlyMap<string, Uint8Array>,
): Outcome<CommitFile[]> {
  const changes: CommitFile[] = texts.map(({ path, text }) => ({ path, content: text }));
  const references = new Map<string, { key: string; text: string }[]>();
  for (const addition of additions) {
    if (addition.kind === "reference") {
      references.set(addition.path, [...(references.get(addition.path) ?? []), addition]);
      continue;
    }
    const image = newImage(addition, present, images);
    if (!image.ok) return image;
    if (image.value) changes.push(image.value);
  }
  for (const [path, entries] of references) {
    const before = readText(present.get(path));
    if (before === null)
      return refuse("proposal.conflict", `The book has no bibliography ${path} that can be added to.`, path);
    const after = appendReferences(before, entries);
    if (!after.ok) return after;
    if (after.value !== before) changes.push({ path, content: after.value });
  }
  return ok(changes);
}

function newImage(
  { path, sha256 }: ImageAddition,
  present: ReadonlyMap<string, Uint8Array | null>,
  images: ReadonlyMap<string, Uint8Array>,
): Outcome<CommitFile | null> {
  const content = images.get(sha256);
  if (!content) return refuse("proposal.conflict", `The image for ${path} is not stored any more.`, path);
  if (!present.has(path)) return ok({ path, content });
  const there = present.get(path);
  return there && sameBytes(there, content)
    ? ok(null)
    : refuse(
        "proposal.conflict",
        `The book has another file at ${path} now. Ask the author to add the image again, which gives it another name.`,
        path,
      );
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, at) => byte === other[at]);
}

/** Bytes as text, exactly; null for what is missing, too large to be read, or not UTF-8. */
export function readText(bytes: Uint8Array | null | undefined): string | null {
  if (!bytes) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
