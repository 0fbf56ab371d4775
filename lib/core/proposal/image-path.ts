import { folderOf, joinPath } from "../book/index.ts";

/** Folders named after a format hold files of that format only. */
const formats: Readonly<Record<string, readonly string[]>> = {
  png: ["png"],
  jpg: ["jpg", "jpeg"],
  gif: ["gif"],
  webp: ["webp"],
  avif: ["avif"],
  svg: ["svg"],
};

/** Names that Windows keeps for devices. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u;

/**
 * Where a new image of a chapter goes: into the folder where most of the chapter's figures lie (in `images/png` where
 * they are in `images/svg` and this one is a PNG), else `images` beside the chapter. Its name is made from words, and
 * numbered until it is not taken, in whatever case.
 * @param figures the chapter's figures, as paths in the repository
 * @param about what the image shows, or its file's name without the ending
 */
export function imagePath(
  chapter: string,
  figures: readonly string[],
  about: string,
  extension: string,
  taken: Iterable<string>,
): string {
  const home = folderOf(chapter);
  const folder = withFormat(usualFolder(figures) ?? joinPath(home, "images") ?? "images", extension);
  const used = new Set([...taken].map((path) => path.toLowerCase()));
  const words = kebab(about);
  const name = words === "" || reserved.test(words) ? `figure${words && `-${words}`}` : words;
  const place = folder === "" ? "" : `${folder}/`;
  for (let number = 1; ; number++) {
    const path = `${place}${number === 1 ? name : `${name}-${number}`}.${extension}`;
    if (!used.has(path.toLowerCase())) return path;
  }
}

/** The folder where most figures lie; the first of equals. */
function usualFolder(figures: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const path of figures) counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function withFormat(folder: string, extension: string): string {
  const at = folder.lastIndexOf("/") + 1;
  const last = folder.slice(at).toLowerCase();
  const own = Object.values(formats).find((names) => names.includes(last));
  return own && !formats[extension]?.includes(last) ? folder.slice(0, at) + extension : folder;
}

/** Words as a file name or label: `A cache, warming up` as `a-cache-warming-up`; at most 48 letters, by whole words. */
export function kebab(words: string): string {
  const parts = words
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter(Boolean);
  let name = "";
  for (const part of parts) {
    const longer = name === "" ? part.slice(0, 48) : `${name}-${part}`;
    if (longer.length > 48) break;
    name = longer;
  }
  return name;
}

/** How a chapter writes the address of a file of the book. */
export function writtenPath(chapter: string, path: string): string {
  const from = folderOf(chapter).split("/").filter(Boolean);
  const to = path.split("/");
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => ".."), ...to.slice(common)].join("/");
}
