import { crc32, deflateSync } from "node:zlib";
import { imageSize } from "image-size";
import { describe, expect, it } from "vitest";
import { withoutPngData, withoutWebpData } from "./image-chunks.ts";
import { orientationOf } from "./orientation.ts";

const bytes = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const text = (image: Uint8Array | null) => String.fromCharCode(...(image ?? []));
const long = (n: number) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const short = (n: number) => long(n).slice(2);
/** Exif data with how it is turned and where it was taken. */
const exif = (orientation: number) => [
  ...bytes("MM"),
  ...short(42),
  ...long(8),
  ...short(2),
  ...[...short(0x0112), ...short(3), ...long(1), ...short(orientation), 0, 0],
  ...[...short(0x8825), ...short(3), ...long(1), ...short(1), 0, 0],
  ...long(0),
  ...bytes("52.5 N, 13.4 E"),
];

describe("a PNG", () => {
  const signature = [0x89, ...bytes("PNG\r\n\u001a\n")];
  /** The sum is not looked at, but by the browser. */
  const chunk = (name: string, data: number[]) => [...long(data.length), ...bytes(name), ...data, 1, 2, 3, 4];
  const header = chunk("IHDR", [...long(3), ...long(2), 8, 0, 0, 0, 0]);
  const pixels = chunk("IDAT", [...deflateSync(Buffer.from([0, 1, 2, 3, 0, 4, 5, 6]))]);
  const profile = chunk("iCCP", bytes("colours\0\0"));
  const end = chunk("IEND", []);
  const png = (...chunks: number[][]) => Uint8Array.from([...signature, ...chunks.flat()]);

  it("loses text, times, places and what is behind it, and keeps its picture and colours", () => {
    const clean = withoutPngData(
      png(
        header,
        chunk("tEXt", bytes("Author\0Ada")),
        profile,
        chunk("iTXt", bytes("XML:com.adobe.xmp\0\0\0\0\0<GPS/>")),
        chunk("zTXt", bytes("Comment\0\0x")),
        chunk("eXIf", exif(1)),
        chunk("tIME", [7, 231, 1, 1, 0, 0, 0]),
        chunk("prVt", bytes("of a program")),
        pixels,
        end,
        bytes("more behind"),
      ),
    );
    expect([...(clean ?? [])]).toEqual([...png(header, profile, pixels, end)]);
    expect(imageSize(clean ?? new Uint8Array())).toMatchObject({ width: 3, height: 2 });
  });

  it("keeps how it is turned, with a sum that is right", () => {
    const clean = withoutPngData(png(header, chunk("eXIf", exif(6)), pixels, end)) ?? new Uint8Array();
    const at = text(clean).indexOf("eXIf");
    expect(orientationOf(clean.subarray(at + 4))).toBe(6);
    expect(text(clean)).not.toContain("52.5");
    expect([...clean.subarray(at + 30, at + 34)]).toEqual(long(crc32(clean.subarray(at, at + 30))));
    expect(withoutPngData(clean)).toEqual(clean);
  });

  it.each([
    ["cut off in a chunk", png(header, pixels).slice(0, -6)],
    ["without an end", png(header, pixels)],
    ["without a beginning", png(pixels, end)],
    ["nothing", png()],
  ])("%s is not taken", (_, broken) => {
    expect(withoutPngData(broken)).toBeNull();
  });
});

describe("a WebP", () => {
  const little = (n: number) => long(n).reverse();
  const chunk = (name: string, data: number[]) => [
    ...bytes(name),
    ...little(data.length),
    ...data,
    ...(data.length % 2 ? [0] : []),
  ];
  const webp = (...chunks: number[][]) =>
    Uint8Array.from([
      ...bytes("RIFF"),
      ...little(chunks.flat().length + 4),
      ...bytes("WEBP"),
      ...chunks.flat(),
    ]);
  const extended = (flags: number) => chunk("VP8X", [flags, 0, 0, 0, 9, 0, 0, 19, 0, 0]);
  const profile = chunk("ICCP", bytes("colours"));
  const picture = chunk("VP8L", [0x2f, 9, 0xc0, 4, 0, 1, 2]);

  it("loses Exif and XMP, and keeps its picture and colours", () => {
    const clean = withoutWebpData(
      webp(extended(0x2c), profile, picture, chunk("EXIF", exif(1)), chunk("XMP ", bytes("<GPS/>"))),
    );
    expect([...(clean ?? [])]).toEqual([...webp(extended(0x20), profile, picture)]);
    expect(imageSize(clean ?? new Uint8Array())).toMatchObject({ width: 10, height: 20 });
  });

  it.each([[exif(8)], [[...bytes("Exif\0\0"), ...exif(8)]]])("keeps how it is turned", (data) => {
    const clean = withoutWebpData(webp(extended(0x08), picture, chunk("EXIF", data))) ?? new Uint8Array();
    const at = text(clean).indexOf("EXIF");
    expect(orientationOf(clean.subarray(at + 8))).toBe(8);
    expect(clean[20]).toBe(0x08);
    expect(text(clean)).not.toContain("52.5");
    expect(withoutWebpData(clean)).toEqual(clean);
  });

  it("of the simple kind keeps its picture, and what is behind it goes", () => {
    const simple = webp(picture);
    expect(withoutWebpData(simple)).toEqual(simple);
    expect(withoutWebpData(Uint8Array.from([...simple, ...bytes("more")]))).toEqual(simple);
  });

  it.each([
    ["cut off", webp(extended(0), picture).slice(0, -4)],
    ["without a picture", webp(extended(0), profile)],
    ["of nothing", Uint8Array.from(bytes("RIFF"))],
  ])("%s is not taken", (_, broken) => {
    expect(withoutWebpData(broken)).toBeNull();
  });
});
