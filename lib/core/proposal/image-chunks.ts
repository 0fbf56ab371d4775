/** PNG and WebP without what programs wrote into them besides the picture. The picture's own bytes stay as they are. */
import { joined, orientationOf, startsWith, turnedTiff } from "./orientation.ts";

/**
 * What of a PNG says how it looks (https://www.w3.org/TR/png-3/#4Concepts.FormatTypes), and signed provenance. Text,
 * times, Exif and what is private to some program is not among it.
 */
const pngKept: ReadonlySet<string> = new Set(
  (
    "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV mDCv cLLI cLLi bKGD hIST pHYs sPLT " +
    "acTL fcTL fdAT caBX"
  ).split(" "),
);

/** The same of a WebP (https://developers.google.com/speed/webp/docs/riff_container). */
const webpKept: ReadonlySet<string> = new Set([
  "VP8X",
  "VP8 ",
  "VP8L",
  "ICCP",
  "ALPH",
  "ANIM",
  "ANMF",
  "C2PA",
]);
const flags = { exif: 0x08, xmp: 0x04 };

interface Chunk {
  name: string;
  data: Uint8Array;
  /** With its name, length and whatever closes it. */
  whole: Uint8Array;
}

/** A PNG with nothing but its picture, its colours and how it is turned. Null for one that is broken or cut off. */
export function withoutPngData(png: Uint8Array): Uint8Array | null {
  const chunks = pngChunks(png);
  if (chunks?.[0]?.name !== "IHDR") return null;
  const kept = chunks.filter(({ name }) => pngKept.has(name)).map(({ whole }) => whole);
  const exif = chunks.find(({ name }) => name === "eXIf");
  const orientation = (exif && orientationOf(exif.data)) ?? 1;
  if (orientation > 1) kept.splice(1, 0, pngChunk("eXIf", turnedTiff(orientation)));
  return joined([png.subarray(0, 8), ...kept]);
}

/** The chunks up to the end of the picture; null when it has none. */
function pngChunks(png: Uint8Array): Chunk[] | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > png.length) return null;
    const name = letters(png, at + 4);
    chunks.push({ name, data: png.subarray(at + 8, end - 4), whole: png.subarray(at, end) });
    if (name === "IEND") return chunks;
    at = end;
  }
  return null;
}

function pngChunk(name: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(codes(name), 4);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  return chunk;
}

/** The sum that closes a chunk (PNG 3, annex D); few bytes, so that no table is worth its while. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A WebP with nothing but its picture, its colours and how it is turned. Null for one that is broken or cut off. */
export function withoutWebpData(webp: Uint8Array): Uint8Array | null {
  const chunks = webpChunks(webp);
  if (!chunks?.some(({ name }) => name === "VP8 " || name === "VP8L" || name === "ANMF")) return null;
  const exif = chunks.find(({ name }) => name === "EXIF")?.data;
  const orientation = (exif && orientationOf(startsWith(exif, "Exif\0\0") ? exif.subarray(6) : exif)) ?? 1;
  const turned = orientation > 1 && chunks.some(({ name }) => name === "VP8X");
  const kept = chunks
    .filter(({ name }) => webpKept.has(name))
    .map(({ name, data, whole }) => {
      if (name !== "VP8X") return whole;
      const told = data.slice();
      told[0] = ((told[0] ?? 0) & ~(flags.exif | flags.xmp)) | (turned ? flags.exif : 0);
      return webpChunk(name, told);
    });
  if (turned) kept.push(webpChunk("EXIF", turnedTiff(orientation)));
  const body = joined(kept);
  const head = webp.slice(0, 12);
  new DataView(head.buffer).setUint32(4, body.length + 4, true);
  return joined([head, body]);
}

function webpChunks(webp: Uint8Array): Chunk[] | null {
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength);
  const over = webp.length < 12 ? 0 : 8 + view.getUint32(4, true);
  if (over < 20 || over > webp.length) return null;
  const chunks: Chunk[] = [];
  for (let at = 12; at < over; ) {
    if (at + 8 > over) return null;
    const size = view.getUint32(at + 4, true);
    const end = at + 8 + size + (size % 2);
    if (at + 8 + size > over) return null;
    chunks.push({
      name: letters(webp, at),
      data: webp.subarray(at + 8, at + 8 + size),
      // The last one may come without the byte that makes it even.
      whole:
        end > over
          ? webpChunk(letters(webp, at), webp.subarray(at + 8, at + 8 + size))
          : webp.subarray(at, end),
    });
    at = end;
  }
  return chunks;
}

function webpChunk(name: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(8 + data.length + (data.length % 2));
  chunk.set(codes(name));
  new DataView(chunk.buffer).setUint32(4, data.length, true);
  chunk.set(data, 8);
  return chunk;
}

const letters = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
const codes = (name: string): number[] => [...name].map((letter) => letter.charCodeAt(0));
