import { type Outcome, ok } from "../outcome.ts";
import {
  chapterFile,
  emptyManifest,
  folderOf,
  joinPath,
  type Manifest,
  type ManifestPart,
} from "./manifest.ts";
import { readYaml, type YamlValue } from "./yaml-file.ts";

/**
 * `_quarto.yml`: `book.chapters` (flat or with `part:`) and `book.appendices`, or the order of `website.sidebar`.
 * (https://quarto.org/docs/books/book-structure.html) `files` decides where paths begin: a configuration kept in a
 * folder of its own names chapters from the folder above it.
 */
export function readQuarto(text: string, path: string, files: ReadonlySet<string>): Outcome<Manifest> {
  const parsed = readYaml(text, path);
  if (!parsed.ok) return parsed;
  const { root } = parsed.value;
  const isBook = root.at("book").at("chapters").exists;
  const manifest = emptyManifest(isBook ? "quarto-book" : "quarto-website", path, "");
  const place = isBook ? root.at("book") : root.at("website");
  const order = isBook ? bookParts(place) : sidebarParts(place);
  manifest.root = rootFor(path, order, files);

  manifest.title = place.at("title").text() ?? root.at("title").text();
  manifest.subtitle = place.at("subtitle").text();
  manifest.description = place.at("description").text() ?? place.at("abstract").text();
  manifest.authors = place.at("author").texts().concat(root.at("author").texts());
  manifest.language = root.at("lang").text() ?? "en";
  manifest.licence = place.at("license").text() ?? root.at("license").text() ?? footerLicence(place);
  manifest.cover = inRoot(
    manifest,
    place.at("cover-image").text() ?? place.at("open-graph").at("image").text(),
  );
  const bibliography = root
    .at("bibliography")
    .texts()
    .concat(root.at("format").at("html").at("bibliography").texts());
  manifest.bibliography = bibliography.flatMap((file) => inRoot(manifest, file) ?? []);

  let begun = false;
  for (const part of order) {
    const chapters = part.entries.flatMap((entry) => {
      const found = inRoot(manifest, entry.path);
      if (!found || !chapterFile.test(found)) return [];
      if (!files.has(found)) {
        manifest.warnings.push({
          message: `The manifest names “${entry.path}”, which is not in the book.`,
          path,
          line: entry.line,
        });
      }
      return [{ path: found, title: entry.title }];
    });
    if (chapters.length === 0) continue;
    begun ||=
      part.title !== null ||
      (isBook && part.kind === "main" && chapters.some((chapter) => !isFront(chapter.path)));
    manifest.parts.push(...arrange(part, chapters, begun, isBook));
  }
  return ok(manifest);
}

interface Entry {
  path: string;
  title: string | null;
  line: number | null;
}
interface RawPart {
  title: string | null;
  kind: ManifestPart["kind"];
  entries: Entry[];
}

function entry(value: YamlValue): Entry | null {
  const path = value.text() ?? value.at("href").text() ?? value.at("file").text();
  return path ? { path, title: value.at("text").text(), line: value.line } : null;
}

function bookParts(book: YamlValue): RawPart[] {
  const parts: RawPart[] = [];
  const loose = (kind: ManifestPart["kind"]): RawPart => {
    const last = parts.at(-1);
    if (last && last.title === null && last.kind === kind) return last;
    const part: RawPart = { title: null, kind, entries: [] };
    parts.push(part);
    return part;
  };
  const read = (items: YamlValue[], kind: ManifestPart["kind"]) => {
    for (const item of items) {
      const title = item.at("part").text();
      if (title === null) {
        const one = entry(item);
        if (one) loose(kind).entries.push(one);
        continue;
      }
      const chapters = item
        .at("chapters")
        .items()
        .flatMap((chapter) => entry(chapter) ?? []);
      const page = chapterFile.test(title) ? [{ path: title, title: null, line: item.line }] : [];
      parts.push({ title: page.length > 0 ? null : title, kind, entries: [...page, ...chapters] });
    }
  };
  read(book.at("chapters").items(), "main");
  read(book.at("appendices").items(), "appendix");
  return parts;
}

function sidebarParts(website: YamlValue): RawPart[] {
  const bars = website.at("sidebar").items();
  const bar = bars.find((each) => each.at("contents").items().length > 0) ?? website.at("sidebar");
  const parts: RawPart[] = [];
  const walk = (items: YamlValue[], title: string | null) => {
    for (const item of items) {
      const section = item.at("section").text();
      if (section !== null) {
        const head = chapterFile.test(section) ? [{ path: section, title: null, line: item.line }] : [];
        const inner: RawPart = { title: head.length > 0 ? title : section, kind: "main", entries: head };
        parts.push(inner);
        walk(item.at("contents").items(), inner.title);
        continue;
      }
      const one = entry(item);
      if (!one) continue;
      let last = parts.at(-1);
      if (!last || last.title !== title) {
        last = { title, kind: "main", entries: [] };
        parts.push(last);
      }
      last.entries.push(one);
    }
  };
  walk(bar.at("contents").items(), null);
  return parts;
}

/** Unnumbered pages before the body are front matter, after it back matter; prefaces in a book as well. */
function arrange(
  part: RawPart,
  chapters: Manifest["parts"][number]["chapters"],
  begun: boolean,
  isBook: boolean,
): ManifestPart[] {
  if (part.kind === "appendix")
    return [{ title: part.title ?? "Appendices", kind: "appendix", numbered: true, chapters }];
  if (part.title !== null) {
    const back = /^(?:references?|backmatter|back matter|resources|glossary|appendi)/iu.test(part.title);
    return [{ title: part.title, kind: back ? "back" : "main", numbered: !back, chapters }];
  }
  if (!isBook) return [{ title: null, kind: begun ? "back" : "front", numbered: false, chapters }];
  const runs: ManifestPart[] = [];
  for (const chapter of chapters) {
    const kind = isFront(chapter.path)
      ? begun && runs.some((run) => run.kind === "main")
        ? "back"
        : "front"
      : "main";
    const last = runs.at(-1);
    if (last?.kind === kind) last.chapters.push(chapter);
    else runs.push({ title: null, kind, numbered: kind === "main", chapters: [chapter] });
  }
  return runs;
}

const unnumbered =
  /(?:^|\/)(?:index|preface|foreword|about|acknowledg\w*|dedication|copyright|front|toc|references|glossary|contributors|conventions|404)\.\w+$/iu;

function isFront(path: string): boolean {
  return unnumbered.test(path) || /(?:^|\/)(?:frontmatter|backmatter)\//u.test(path);
}

/** The folder, at or above the configuration's own, below which most of its chapters are. */
function rootFor(path: string, order: RawPart[], files: ReadonlySet<string>): string {
  const names = order.flatMap((part) => part.entries.map((each) => each.path));
  let best = folderOf(path);
  let most = -1;
  for (
    let folder: string | null = folderOf(path);
    folder !== null;
    folder = folder === "" ? null : folderOf(folder)
  ) {
    const found = names.filter((name) => files.has(joinPath(folder as string, name) ?? "")).length;
    if (found > most) {
      most = found;
      best = folder;
    }
  }
  return best;
}

function inRoot(manifest: Manifest, path: string | null): string | null {
  return path === null || /^[a-z]+:/iu.test(path) ? null : joinPath(manifest.root, path.replace(/^\//u, ""));
}

function footerLicence(place: YamlValue): string | null {
  const footer = place.at("page-footer");
  const words = ["left", "center", "right"].flatMap((side) => footer.at(side).texts()).join(" ");
  return /(?:CC[ -]BY[A-Z0-9. -]*|creativecommons\.org\/[\w./-]+)/iu.exec(words)?.[0] ?? null;
}
