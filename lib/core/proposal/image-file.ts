import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { imageKind, imageSize } from "../book/index.ts";
import { type Outcome, ok, refuse } from "../outcome.ts";
import { imageLimit } from "./addition.ts";
import { withoutCameraData } from "./camera-data.ts";
import { withoutPngData, withoutWebpData } from "./image-chunks.ts";
import { sanitiseSvg } from "./sanitise-svg.ts";

/** What takes out of a photo or picture what programs wrote into it; null for what is broken. */
const clean: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array | null>> = {
  jpg: withoutCameraData,
  png: withoutPngData,
  webp: withoutWebpData,
};

/** A small file can claim a size that no browser has the memory for. */
const mostPixels = 50_000_000;
const broken = "This image is broken or cut off.";

/** An image as it may be stored: its kind known by its bytes, a drawing made harmless, a photo without its camera's data, a picture without its program's. */
export interface AcceptedImage {
  bytes: Uint8Array;
  mediaType: string;
  /** Without a dot. */
  extension: string;
  sha256: string;
}

/** Take an uploaded image, or say why not: `input.too-large`, `input.invalid`. */
export function acceptImage(bytes: Uint8Array): Outcome<AcceptedImage> {
  if (bytes.byteLength === 0) return refuse("input.invalid", "This file is empty.", "image");
  if (bytes.byteLength > imageLimit)
    return refuse("input.too-large", "Please keep an image under 5 MB.", "image");
  const kind = imageKind(bytes);
  if (!kind) {
    return refuse(
      "input.invalid",
      "This is no image that the book can show. PNG, JPEG, GIF, WebP, AVIF and SVG can be added.",
      "image",
    );
  }
  if (kind.extension !== "svg") {
    const size = imageSize(bytes, kind.mediaType);
    if (!size) return refuse("input.invalid", broken, "image");
    if (size.width * size.height > mostPixels)
      return refuse("input.too-large", "Please make the image smaller: at most 50 megapixels.", "image");
    const cleaned = clean[kind.extension];
    const shown = cleaned ? cleaned(bytes) : bytes;
    if (!shown) return refuse("input.invalid", broken, "image");
    return ok({ ...kind, bytes: shown, sha256: bytesToHex(sha256(shown)) });
  }
  const text = utf8(bytes);
  const drawing = text === null ? null : sanitiseSvg(text);
  if (drawing === null) return refuse("input.invalid", "This drawing (SVG) is not in UTF-8.", "image");
  if (!drawing.ok) return drawing;
  const written = new TextEncoder().encode(drawing.value);
  return ok({ ...kind, bytes: written, sha256: bytesToHex(sha256(written)) });
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
