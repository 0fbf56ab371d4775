/** What a camera writes into a JPEG besides the picture: where and when it was taken, by whom, with what. */

import { joined, orientationOf, startsWith, turnedTiff } from "./orientation.ts";

const exif = "Exif\0\0";
/** Segments (marker, beginning) that tell of the person or only make sense with what is taken out. */
const telling: readonly (readonly [marker: number, start: string])[] = [
  [0xe1, exif],
  [0xe1, "http://ns.adobe.com/xap/1.0/\0"],
  [0xe1, "http://ns.adobe.com/xmp/extension/\0"],
  // Further pictures behind the first, each with data of its own.
  [0xe2, "MPF\0"],
];

/**
 * A JPEG without its camera's data and without what follows the picture; how it is turned stays. Colour profiles and
 * signed provenance stay as well. Null for one that is broken or cut off.
 * (https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B; Exif 2.32, 4.5)
 */
export function withoutCameraData(jpeg: Uint8Array): Uint8Array | null {
  const kept: Uint8Array[] = [jpeg.subarray(0, 2)];
  let orientation = 1;
  let at = 2;
  while (at + 4 <= jpeg.length) {
    if (jpeg[at] !== 0xff) return null;
    const marker = jpeg[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9) || end > jpeg.length) return null;
    const data = jpeg.subarray(at + 4, end);
    if (!telling.some(([of, start]) => of === marker && startsWith(data, start)))
      kept.push(jpeg.subarray(at, end));
    else if (startsWith(data, exif)) orientation = orientationOf(data.subarray(exif.length)) ?? orientation;
    at = end;
    if (marker === 0xda) {
      const over = endOfPicture(jpeg, at);
      if (over === null) return null;
      kept.push(jpeg.subarray(at, over));
      if (orientation > 1) kept.splice(1, 0, turned(orientation));
      return joined(kept);
    }
  }
  return null;
}

/** After the mark that ends the picture, from within its first scan; null when it has no end. */
function endOfPicture(jpeg: Uint8Array, from: number): number | null {
  for (let at = from; at + 1 < jpeg.length; at++) {
    if (jpeg[at] !== 0xff) continue;
    const marker = jpeg[at + 1]!;
    if (marker === 0xd9) return at + 2;
    // Stuffing, fill and restarts belong to the scan; tables and headers of the next one are skipped whole.
    if (marker >= 0xc0 && !(marker >= 0xd0 && marker <= 0xd7) && marker !== 0xff)
      at += 1 + (jpeg[at + 2] ?? 0) * 256 + (jpeg[at + 3] ?? 0);
  }
  return null;
}

/** A segment of Exif data that says nothing but how the picture is turned. */
function turned(orientation: number): Uint8Array {
  const tiff = turnedTiff(orientation);
  return joined([
    Uint8Array.from([0xff, 0xe1, 0, 2 + exif.length + tiff.length]),
    Uint8Array.from([...exif].map((letter) => letter.charCodeAt(0))),
    tiff,
  ]);
}
