import { imageSize, pathFrom } from "#lib/core/book/index.ts";
import type { PixelSize } from "#lib/core/text/render/index.ts";
import type { BookState, RepositoryEntry } from "../ports/index.ts";
import { mediaType } from "./media-type.ts";
import type { Examined, SyncRun } from "./sync-run.ts";

/** Images over this are left out, with a warning. */
const assetLimit = 8 * 1024 * 1024;

/** The images chapters show: those that are not stored yet, and how large all of them are, by blob. */
export async function readAssets(
  run: SyncRun,
  chapters: Examined[],
  root: string,
  files: ReadonlyMap<string, RepositoryEntry>,
  cover: string | null,
  warnings: { message: string; path: string; line: number | null }[],
): Promise<{ assets: BookState["assets"]; sizes: Map<string, PixelSize> }> {
  const wanted = new Map<string, RepositoryEntry>();
  const want = (path: string | null) => {
    const entry = path === null ? undefined : files.get(path);
    if (entry) wanted.set(entry.blob, entry);
  };
  want(cover);
  for (const { record, uses } of chapters) {
    for (const written of uses?.files ?? []) want(pathFrom(record.path, root, written));
  }
  const { assets: have } = await run.ports.bookKeeping.known({
    renderings: [],
    assets: [...wanted.keys()],
  });
  const missing = [...wanted.values()].filter((entry) => !have.has(entry.blob));
  for (const entry of missing.filter((each) => each.size > assetLimit)) {
    warnings.push({
      message: "This file is over 8 MB, so pages leave it out.",
      path: entry.path,
      line: null,
    });
  }
  const small = missing.filter((entry) => entry.size <= assetLimit);
  await run.ports.syncs.progress(run.id, "Reading images", 0, small.length);
  const bytes = await run.ports.repository.read(small.map((entry) => entry.blob));
  const assets = small.flatMap((entry) => {
    const content = bytes.get(entry.blob);
    const type = content && mediaType(content, entry.path);
    if (content && !type) {
      const inLfs = new TextDecoder()
        .decode(content.subarray(0, 43))
        .startsWith("version https://git-lfs.github.com/");
      warnings.push({
        message: inLfs
          ? "This image is kept in Git LFS, and only its pointer is here."
          : "This is not an image that pages can show.",
        path: entry.path,
        line: null,
      });
    }
    return content && type
      ? [{ blob: entry.blob, mediaType: type, bytes: content, size: imageSize(content, type) }]
      : [];
  });
  const sizes = new Map<string, PixelSize>();
  for (const [blob, size] of have) if (size) sizes.set(blob, size);
  for (const { blob, size } of assets) if (size) sizes.set(blob, size);
  return { assets, sizes };
}
