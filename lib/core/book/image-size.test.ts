import { describe, expect, it } from "vitest";
import { imageSize } from "./index.ts";

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part)),
  );
const u16 = (n: number) => [n >> 8, n & 255];
const u32 = (n: number) => [...u16(n >>> 16), ...u16(n & 65535)];
const le16 = (n: number) => u16(n).reverse();
const box = (name: string, ...inside: (string | number[])[]) => {
  const body = [...bytes(...inside)];
  return [...u32(body.length + 8), ...bytes(name), ...body];
};
const svg = (source: string) => imageSize(new TextEncoder().encode(source), "image/svg+xml");

/** A JPEG's markers up to its size, with a turn in its EXIF data where one is given. */
const jpeg = (width: number, height: number, turn?: number) =>
  bytes(
    [0xff, 0xd8],
    turn === undefined
      ? []
      : [
          ...[0xff, 0xe1, ...u16(34)],
          ...bytes("Exif", [0, 0], "MM", [0, 42, ...u32(8), ...u16(1)]),
          ...[...u16(274), ...u16(3), ...u32(1), ...u16(turn), 0, 0, 0, 0, 0, 0],
        ],
    [0xff, 0xdb, ...u16(4), 0, 0],
    [0xff, 0xc0, ...u16(17), 8, ...u16(height), ...u16(width), 3, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0xff, 0xd9],
  );

describe("the size of an image", () => {
  it("is read from the header of every kind that pages show", () => {
    const png = bytes([137], "PNG\r\n", [26, 10], u32(13), "IHDR", u32(640), u32(480));
    expect(imageSize(png, "image/png")).toEqual({ width: 640, height: 480 });
    expect(imageSize(bytes("GIF89a", le16(30), le16(20), [0]), "image/gif")).toEqual({
      width: 30,
      height: 20,
    });
    const webp = bytes(
      "RIFF",
      [60, 0, 0, 0],
      "WEBPVP8X",
      [10, 0, 0, 0, 0, 0, 0, 0],
      [99, 0, 0],
      [49, 0, 0],
      [0],
    );
    expect(imageSize(webp, "image/webp")).toEqual({ width: 100, height: 50 });
    const ispe = box("ispe", [0, 0, 0, 0], u32(320), u32(200));
    const avif = bytes(
      box("ftyp", "avif", [0, 0, 0, 0], "avifmif1"),
      box("meta", [0, 0, 0, 0], box("iprp", box("ipco", ispe))),
    );
    expect(imageSize(avif, "image/avif")).toEqual({ width: 320, height: 200 });
    expect(imageSize(jpeg(800, 600), "image/jpeg")).toEqual({ width: 800, height: 600 });
  });

  it("is that of a photograph as it is turned", () => {
    expect(imageSize(jpeg(800, 600, 6), "image/jpeg")).toEqual({ width: 600, height: 800 });
    expect(imageSize(jpeg(800, 600, 3), "image/jpeg")).toEqual({ width: 800, height: 600 });
  });

  it("of a drawing is what it says in a length, and as wide as there is room where it has only a shape", () => {
    expect(svg('<?xml version="1.0"?>\n<svg width="120" height="80px">')).toEqual({ width: 120, height: 80 });
    expect(svg("<svg height='3in' width='72pt'>")).toEqual({ width: 96, height: 288 });
    expect(svg('<svg viewBox="0 0 200 100" width="50">')).toEqual({ width: 50, height: 25 });
    expect(svg('<svg viewBox="0,0,200,100" height="50">')).toEqual({ width: 100, height: 50 });
    expect(svg('<svg xmlns="x" viewBox="0 0 800 400" width="100%">')).toEqual({ width: 1600, height: 800 });
    expect(svg('<svg data-width="7" aria-label="a > b" viewBox="0 0 4 4">')).toEqual({
      width: 1600,
      height: 1600,
    });
  });

  it("is unknown where the file says nothing, or nonsense", () => {
    expect(svg("<svg>")).toBeNull();
    expect(svg("<svg >")).toBeNull();
    expect(svg('<svg viewBox="0 0 0 0">')).toBeNull();
    expect(svg('<svg viewBox="none" width="1e9">')).toBeNull();
    expect(svg('<svg width="999999" height="10">')).toBeNull();
    expect(svg(`<svg ${'a="'.repeat(3000)}`)).toBeNull();
    expect(imageSize(bytes("%PDF-1.7"), "application/pdf")).toBeNull();
    expect(imageSize(bytes([0xff, 0xd8, 0xff]), "image/jpeg")).toBeNull();
    expect(imageSize(new Uint8Array(), "image/png")).toBeNull();
    expect(imageSize(bytes("RIFF\0\0\0\0WEBP"), "image/webp")).toBeNull();
  });

  it("takes no long for a large file of nothing", () => {
    const large = new Uint8Array(8 * 1024 * 1024);
    large.set([0xff, 0xd8, 0xff]);
    expect(imageSize(large, "image/jpeg")).toBeNull();
  });
});
