import { imageSize } from "image-size";
import { describe, expect, it } from "vitest";
import { withoutCameraData } from "./camera-data.ts";

const bytes = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const segment = (marker: number, data: number[]) => [
  0xff,
  marker,
  (data.length + 2) >> 8,
  (data.length + 2) & 255,
  ...data,
];
const exif = (little: boolean, orientation: number) => {
  const short = (n: number) => (little ? [n & 255, n >> 8] : [n >> 8, n & 255]);
  const long = (n: number) => (little ? [...short(n), 0, 0] : [0, 0, ...short(n)]);
  const entry = (tag: number, value: number) => [
    ...short(tag),
    ...short(3),
    ...long(1),
    ...short(value),
    0,
    0,
  ];
  const head = [...bytes(little ? "II" : "MM"), ...short(42), ...long(8), ...short(2)];
  return segment(0xe1, [
    ...bytes("Exif\0\0"),
    ...head,
    ...entry(0x0112, orientation),
    ...entry(0x8825, 1),
    ...long(0),
    ...bytes("52.5 N, 13.4 E"),
  ]);
};
const jfif = segment(0xe0, [...bytes("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const profile = segment(0xe2, bytes("ICC_PROFILE\0 colours"));
const provenance = segment(0xeb, bytes("JP signed"));
const frame = segment(0xc0, [8, 0, 20, 0, 10, 1, 1, 0x11, 0]);
const scan = segment(0xda, [1, 1, 0, 0, 63, 0]);
const data = [1, 2, 0xff, 0, 0xff, 0xd3, 7];
const picture = [...frame, ...scan, ...data, ...segment(0xc4, [0, 0xff, 0xd9]), ...scan, ...data, 0xff, 0xd9];
const start = [0xff, 0xd8];
const text = (jpeg: Uint8Array) => String.fromCharCode(...jpeg);
const cleaned = (jpeg: number[]) => {
  const clean = withoutCameraData(Uint8Array.from(jpeg));
  if (!clean) throw new Error("It is broken.");
  return clean;
};

describe("a photo", () => {
  it.each([
    [true, 6],
    [false, 8],
  ])("loses where it was taken and keeps how it is turned (%s, %i)", (little, orientation) => {
    const xmp = segment(0xe1, bytes("http://ns.adobe.com/xap/1.0/\0<GPS/>"));
    const more = segment(0xe2, bytes("MPF\0 more"));
    const clean = cleaned([
      ...start,
      ...exif(little, orientation),
      ...xmp,
      ...jfif,
      ...more,
      ...profile,
      ...provenance,
      ...picture,
      ...start,
      ...exif(little, 1),
    ]);
    expect(text(clean)).not.toMatch(/52\.5|GPS|MPF/u);
    expect(text(clean)).toContain("ICC_PROFILE");
    expect(text(clean)).toContain("JP signed");
    expect([...clean.subarray(-picture.length)]).toEqual(picture);
    expect(imageSize(clean)).toMatchObject({ width: 10, height: 20, orientation });
    expect(cleaned([...clean])).toEqual(clean);
  });

  it("that says nothing of the kind keeps every byte", () => {
    const plain = [...start, ...jfif, ...profile, ...picture];
    expect([...cleaned(plain)]).toEqual(plain);
    const upright = cleaned([...start, ...exif(true, 1), ...jfif, ...picture]);
    expect([...upright]).toEqual([...start, ...jfif, ...picture]);
  });

  it.each([
    ["cut off in a segment", [...start, 0xff, 0xe1, 0x40, 0, 1, 2]],
    ["cut off in the picture", [...start, ...exif(true, 1), ...frame, ...scan, ...data]],
    ["no segments", [...start, 1, 2, 3, 4, 5]],
    ["nothing", [...start]],
    ["broken Exif", [...start, ...segment(0xe1, bytes("Exif\0\0MM")), ...jfif]],
  ])("with %s is not taken", (_, broken) => {
    expect(withoutCameraData(Uint8Array.from(broken))).toBe(null);
  });
});
