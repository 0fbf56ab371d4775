import { describe, expect, it } from "vitest";
import { imageKind } from "../book/index.ts";
import { acceptImage, carriedAdditions, imageLimit, imagePath, kebab, writtenPath } from "./index.ts";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const pngOf = (size: string) =>
  bytes(`\u0089PNG\r\n\u001a\n\0\0\0\rIHDR${size}\u0008\u0006\0\0\0....\0\0\0\0IEND....`);
const png = pngOf("\0\0\0\u0001\0\0\0\u0001");
const draw = (svg: string) => {
  const accepted = acceptImage(new TextEncoder().encode(svg));
  return accepted.ok ? new TextDecoder().decode(accepted.value.bytes) : accepted.problem.code;
};
const ns = 'xmlns="http://www.w3.org/2000/svg"';

describe("an uploaded image", () => {
  it.each([
    ["png", "\u0089PNG\r\n\u001a\n"],
    ["jpg", "\u00ff\u00d8\u00ff\u00e0"],
    ["gif", "GIF89a"],
    ["webp", "RIFF....WEBPVP8 "],
    ["avif", "\0\0\0\u001cftypavif"],
    ["svg", "\n<?xml version='1.0'?><svg >"],
  ])("is known as %s by its first bytes", (extension, head) => {
    expect(imageKind(bytes(head))).toMatchObject({ extension });
  });

  it("is taken as it is, with its hash", () => {
    expect(acceptImage(png)).toMatchObject({ ok: true, value: { bytes: png, mediaType: "image/png" } });
  });

  it.each([
    ["a page", "<html><svg/></html>", "input.invalid"],
    ["a program", "MZ\u0090\0", "input.invalid"],
    ["nothing", "", "input.invalid"],
    ["cut off", "\u0089PNG\r\n\u001a\n", "input.invalid"],
    ["a broken drawing", `<svg ${ns}><g></svg>`, "input.invalid"],
  ])("is refused when it is %s", (_, content, code) => {
    expect(acceptImage(bytes(content))).toMatchObject({ ok: false, problem: { code } });
  });

  it("is refused when it is too large", () => {
    const large = new Uint8Array(imageLimit + 1);
    large.set(png);
    expect(acceptImage(large)).toMatchObject({ problem: { code: "input.too-large" } });
    expect(acceptImage(pngOf("\0\0\u00ff\u00ff\0\0\u00ff\u00ff"))).toMatchObject({
      problem: { code: "input.too-large", message: expect.stringContaining("megapixels") },
    });
  });
});

describe("a drawing", () => {
  it("keeps what it shows, as it is written", () => {
    const shown = `<svg ${ns} viewBox="0 0 2 2"><title>a &amp; b</title><style>.c{fill:url(#g)}</style><path class="c" d="M0 0h2"/><use xlink:href="#x"/></svg>`;
    expect(draw(`\ufeff<?xml version="1.0"?><!-- by hand --><!DOCTYPE svg>\n${shown}`)).toBe(`${shown}\n`);
    expect(draw("<svg><rect width='1'/></svg>")).toBe(`<svg ${ns}><rect width="1"/></svg>\n`);
  });

  it.each([
    ["scripts", "<script>alert(1)</script>"],
    ["scripts in CDATA", "<script><![CDATA[alert(1)]]></script>"],
    ["other markup", "<foreignObject><p>x</p></foreignObject>"],
    ["animation of links", '<animate attributeName="href" to="javascript:x"/><set/>'],
    ["styles that load", "<style>@import 'https://evil.example';</style>"],
    ["styles that load by escapes", "<style>a{b:\\75rl(https://evil.example)}</style>"],
    ["styles with entities", "<style>a{b:&#117;rl(//evil.example)}</style>"],
    ["foreign elements", '<svg:script xmlns:svg="http://www.w3.org/2000/svg"/><x:y/>'],
  ])("loses %s", (_, inside) => {
    expect(draw(`<svg ${ns}>${inside}</svg>`)).toBe(`<svg ${ns}/>\n`);
  });

  it.each([
    'onload="x()"',
    'ONCLICK="x()"',
    'href="https://evil.example/a.svg#b"',
    'xlink:href="javascript:alert(1)"',
    'xlink:href="data:image/svg+xml;base64,PHN2Zz4="',
    'src="//evil.example"',
    'style="fill:url( &quot;https://evil.example&quot; )"',
    'fill="u&#x72;l(https://evil.example)"',
    'inkscape:label="x"',
    'xmlns:evil="http://www.w3.org/1999/xhtml"',
  ])("loses the attribute %s", (attribute) => {
    expect(draw(`<svg ${ns}><use ${attribute}/></svg>`)).toBe(`<svg ${ns}><use/></svg>\n`);
  });

  it("keeps an embedded picture and what a link shows", () => {
    const image = '<image href="data:image/png;base64,AAAA"/>';
    expect(draw(`<svg ${ns}><a href="https://evil.example">${image}</a></svg>`)).toBe(
      `<svg ${ns}><g>${image}</g></svg>\n`,
    );
  });

  it.each([
    `<!DOCTYPE svg [<!ENTITY a "b">]><svg ${ns}>&a;</svg>`,
    `<svg ${ns}>&nbsp;</svg>`,
    `<svg ${ns}><text x="&a;"/></svg>`,
    `<svg ${ns} a="1" a="2"/>`,
    `<svg ${ns}/><svg ${ns}/>`,
    `<svg ${ns}/>text`,
    `${"<g>".repeat(300)}<svg ${ns}>`,
    `<svg ${ns}>${"<g>".repeat(300)}${"</g>".repeat(300)}</svg>`,
    `<svg ${ns}><!-- never ends`,
  ])("is refused: %s", (svg) => {
    expect(draw(svg)).toBe("input.invalid");
  });

  it("is read in time that grows with its size", () => {
    const many = `<svg ${ns}>${'<path d="M0 0"/>'.repeat(60_000)}</svg>`;
    expect(draw(many)).toHaveLength(many.length + 1);
    expect(draw(`<svg ${ns} d="${"a ".repeat(1_000_000)}">`)).toBe("input.invalid");
    expect(draw(`<svg ${ns}>${"<!--".repeat(200_000)}`)).toBe("input.invalid");
  });
});

describe("the place of a new image", () => {
  it.each([
    ["chapter.qmd", [], "png", "images/a-cat.png"],
    ["book/one/one.qmd", [], "png", "book/one/images/a-cat.png"],
    ["book/one.qmd", ["book/img/a.png", "book/img/b.png", "book/c.png"], "png", "book/img/a-cat.png"],
    ["book/one.qmd", ["book/images/svg/a.svg"], "png", "book/images/png/a-cat.png"],
    ["book/one.qmd", ["book/images/jpeg/a.jpeg"], "jpg", "book/images/jpeg/a-cat.jpg"],
    ["one.qmd", ["a.png"], "png", "a-cat.png"],
  ])("of %s with %j as %s is %s", (chapter, figures, extension, path) => {
    expect(imagePath(chapter, figures, "A cat", extension, [])).toBe(path);
  });

  it("is never one that is taken, in whatever case", () => {
    const taken = ["images/A-Cat.png", "images/a-cat-2.PNG"];
    expect(imagePath("one.qmd", [], "a cat", "png", taken)).toBe("images/a-cat-3.png");
  });

  it("has a name of plain letters, whatever it is called", () => {
    expect(kebab("Über “die” Größe: 3 × 4")).toBe("uber-die-gro-e-3-4");
    expect(kebab("x".repeat(90))).toBe("x".repeat(48));
    expect(kebab("a chart that shows how much longer than this a name must never become")).toBe(
      "a-chart-that-shows-how-much-longer-than-this-a",
    );
    expect(imagePath("one.qmd", [], "日本", "png", [])).toBe("images/figure.png");
    expect(imagePath("one.qmd", [], "CON", "png", [])).toBe("images/figure-con.png");
    expect(imagePath("one.qmd", [], "../../.git/config", "png", [])).toBe("images/git-config.png");
  });

  it("is written as the chapter sees it", () => {
    expect(writtenPath("book/one/one.qmd", "book/one/images/a.png")).toBe("images/a.png");
    expect(writtenPath("book/one/one.qmd", "book/img/a.png")).toBe("../img/a.png");
    expect(writtenPath("one.qmd", "a.png")).toBe("a.png");
  });
});

describe("what a proposal carries", () => {
  const image = {
    kind: "image" as const,
    path: "book/images/a.png",
    mediaType: "image/png",
    size: 1,
    sha256: "",
  };
  const work = {
    kind: "reference" as const,
    path: "refs.bib",
    key: "knuth1984",
    text: "",
    entry: { id: "knuth1984", type: "book" },
    sha256: "",
  };
  const carried = (text: string) =>
    carriedAdditions([image, work], [{ path: "book/one.qmd", text }], "book").map((each) => each.kind);

  it.each([
    ["![x](images/a.png)", ["image"]],
    ["![x](./images/a.png)", ["image"]],
    ["![x](/images/a.png)", ["image"]],
    ['<img src="images/a.png">', ["image"]],
    ["Text [see @knuth1984, p. 3].", ["reference"]],
    ["![x](images/b.png) @knuth1984a @knuth1984-b a@knuth1984", []],
    ["![x](b/images/a.png) ![x](images/aa.png) ![x](images/a.pngx)", []],
    ['::: {.content-visible when-format="pdf"}\n![x](<images/a.png>)\n:::', ["image"]],
    ["@knuth1984. [-@knuth1984] [@{knuth1984}]", ["reference"]],
    ["![x @knuth1984](images/a.png)", ["image", "reference"]],
  ])("in %s is %j", (text, kinds) => {
    expect(carried(text)).toEqual(kinds);
  });
});
