import { pathFrom } from "../book/index.ts";
import type { Addition } from "./addition.ts";

/**
 * What a proposal would bring into the book: the texts that changed, and what they refer to of what was added. Where no
 * text changed, what was added is what is proposed.
 */
export function patchOf<F extends { path: string; base: string; text: string }>(proposal: {
  files: readonly F[];
  additions: readonly Addition[];
  bookRoot: string;
}): { files: F[]; additions: Addition[] } {
  const files = proposal.files.filter((file) => file.base !== file.text);
  const additions =
    files.length === 0
      ? [...proposal.additions]
      : carriedAdditions(proposal.additions, files, proposal.bookRoot);
  return { files, additions };
}

/** An addition that is decided on by itself, like a change of text. */
export interface LoneAddition {
  path: string;
  /** By which decisions name it, in the place of a change's id. */
  hunk: string;
  addition: Addition;
}

/** The additions of a proposal that changes no text: each is decided on by itself. None where they come along with text. */
export function loneAdditions(proposal: {
  files: readonly { base: string; text: string }[];
  additions: readonly Addition[];
}): LoneAddition[] {
  if (proposal.files.some((file) => file.base !== file.text)) return [];
  return proposal.additions.map((addition) => ({
    path: addition.path,
    hunk: `added-${addition.sha256.slice(0, 32)}`,
    addition,
  }));
}

/**
 * The additions that texts refer to: images whose address stands in one, works cited. What nobody refers to (any more)
 * stays out of the grant, the review and the book, without anybody having to throw it away. The source is searched as
 * text, so that captions, raw HTML and parts for print count as well.
 * @param root the book's folder in the repository, where addresses with a leading slash begin
 */
export function carriedAdditions(
  additions: readonly Addition[],
  files: readonly { path: string; text: string }[],
  root: string,
): Addition[] {
  return additions.filter((each) =>
    files.some((file) => (each.kind === "image" ? shows(file, each.path, root) : cites(file.text, each.key))),
  );
}

function shows(file: { path: string; text: string }, image: string, root: string): boolean {
  const name = image.slice(image.lastIndexOf("/") + 1);
  for (let at = file.text.indexOf(name); at >= 0; at = file.text.indexOf(name, at + 1)) {
    if (/[\p{L}\p{N}_-]/u.test(file.text[at + name.length] ?? " ")) continue;
    let start = at;
    while (start > 0 && !/[\s()<>"'=[\]]/u.test(file.text[start - 1]!)) start--;
    if (pathFrom(file.path, root, file.text.slice(start, at + name.length)) === image) return true;
  }
  return false;
}

/** A key ends where Pandoc ends it: punctuation within counts only before another letter. */
function cites(text: string, key: string): boolean {
  for (let at = text.indexOf(`@${key}`); at >= 0; at = text.indexOf(`@${key}`, at + 1)) {
    const before = text[at - 1] ?? " ";
    const after = text.slice(at + 1 + key.length, at + 3 + key.length);
    if (!/[\p{L}\p{N}]/u.test(before) && !/^(?:[\p{L}\p{N}_]|[:.#$%&\-+?<>~/][\p{L}\p{N}_])/u.test(after))
      return true;
  }
  return text.includes(`@{${key}}`);
}
