import { imageSize as readHeader } from "image-size";
import type { PixelSize } from "../text/render/index.ts";

/** Wider than any column: a drawing that has a shape and no size takes the room there is. */
const roomy = 1600;

/** More than any picture of a book is wide or high; what says so is broken. */
const most = 100_000;

/**
 * How large an image is on a page, in CSS pixels, by its header alone; null when it does not say. PNG, JPEG (turned as
 * its EXIF data asks), GIF, WebP, AVIF and SVG. An SVG with nothing but a `viewBox` has only a shape, and the browser
 * stretches it: it is given as wide as a page can be.
 */
export function imageSize(bytes: Uint8Array, mediaType: string): PixelSize | null {
  if (mediaType === "image/svg+xml") return drawingSize(new TextDecoder().decode(bytes.subarray(0, 8192)));
  if (!mediaType.startsWith("image/")) return null;
  try {
    const { width, height, orientation = 1 } = readHeader(bytes);
    return orientation < 5 ? sane(width, height) : sane(height, width);
  } catch {
    // A broken or cut-off file; the browser makes of it what it can.
    return null;
  }
}

function drawingSize(head: string): PixelSize | null {
  const root = /<svg\s(?:[^>"']|"[^"]*"|'[^']*')*>/u.exec(head)?.[0];
  if (!root) return null;
  const width = length(root, "width");
  const height = length(root, "height");
  const box = written(root, "viewBox")
    ?.trim()
    .split(/[\s,]+/u)
    .map(Number);
  const [, , boxWidth = 0, boxHeight = 0] = box ?? [];
  if (width && height) return sane(width, height);
  if (!(boxWidth > 0 && boxHeight > 0)) return null;
  const ratio = boxWidth / boxHeight;
  const wide = width ?? (height ? height * ratio : roomy);
  return sane(wide, height ?? wide / ratio);
}

/** CSS pixels in a unit (CSS Values 4, 6.2); a length in others depends on what is around it. */
const units: Record<string, number> = {
  "": 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 9.6 / 2.54,
};

function length(root: string, name: string): number | null {
  const [, number, unit = ""] =
    /^\s*(\d{1,6}(?:\.\d{1,6})?)([a-z]*)\s*$/u.exec(written(root, name) ?? "") ?? [];
  return number && Object.hasOwn(units, unit) ? Number(number) * units[unit]! : null;
}

function written(root: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "u").exec(root);
  return found?.[1] ?? found?.[2];
}

function sane(width: number, height: number): PixelSize | null {
  const size = { width: Math.round(width), height: Math.round(height) };
  return size.width > 0 && size.height > 0 && size.width <= most && size.height <= most ? size : null;
}
