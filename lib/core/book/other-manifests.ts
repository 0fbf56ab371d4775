import { type Outcome, ok } from "../outcome.ts";
import {
  chapterFile,
  emptyManifest,
  folderOf,
  joinPath,
  type Manifest,
  type ManifestChapter,
} from "./manifest.ts";
import { readYaml, type YamlValue } from "./yaml-file.ts";

/** Find a file that a table of contents names without its ending. */
function resolve(root: string, name: string, files: ReadonlySet<string>): string | null {
  const path = joinPath(root, name);
  if (path === null) return null;
  if (files.has(path) || chapterFile.test(path)) return path;
  return (
    [".md", ".qmd", ".markdown"].map((ending) => path + ending).find((each) => files.has(each)) ??
    `${path}.md`
  );
}

function add(
  manifest: Manifest,
  into: ManifestChapter[],
  name: string,
  title: string | null,
  line: number | null,
  files: ReadonlySet<string>,
) {
  const path = resolve(manifest.root, name, files);
  if (path === null || /^[a-z]+:/iu.test(name) || /\.(?:ipynb|html?|pdf)$/iu.test(name)) return;
  if (!files.has(path)) {
    manifest.warnings.push({
      message: `The manifest names “${name}”, which is not in the book.`,
      path: manifest.path ?? "",
      line,
    });
  }
  if (manifest.parts.every((part) => part.chapters.every((each) => each.path !== path)))
    into.push({ path, title });
}

/** Jupyter Book's `_toc.yml`, in its book and article forms. (https://jupyterbook.org/structure/toc.html) */
export function readJupyterBook(text: string, path: string, files: ReadonlySet<string>): Outcome<Manifest> {
  const parsed = readYaml(text, path);
  if (!parsed.ok) return parsed;
  const { root } = parsed.value;
  const manifest = emptyManifest("jupyter-book", path, folderOf(path));
  const front: ManifestChapter[] = [];
  add(manifest, front, root.at("root").text() ?? "index", null, root.at("root").line, files);
  manifest.parts.push({ title: null, kind: "front", numbered: false, chapters: front });
  const groups = root.at("parts").items();
  for (const group of groups.length > 0 ? groups : [root]) {
    const chapters: ManifestChapter[] = [];
    manifest.parts.push({ title: group.at("caption").text(), kind: "main", numbered: true, chapters });
    const walk = (items: YamlValue[]) => {
      for (const item of items) {
        const file = item.at("file").text();
        if (file) add(manifest, chapters, file, item.at("title").text(), item.line, files);
        walk(item.at("sections").items());
      }
    };
    walk([
      ...group.at("chapters").items(),
      ...(group.at("chapters").exists ? [] : group.at("sections").items()),
    ]);
  }
  return ok(manifest);
}

/** MyST's `project.toc`. (https://mystmd.org/guide/table-of-contents) */
export function readMyst(text: string, path: string, files: ReadonlySet<string>): Outcome<Manifest> {
  const parsed = readYaml(text, path);
  if (!parsed.ok) return parsed;
  const project = parsed.value.root.at("project");
  const manifest = emptyManifest("myst", path, folderOf(path));
  manifest.title = project.at("title").text();
  manifest.description = project.at("description").text();
  manifest.authors = project.at("authors").texts();
  manifest.licence = project.at("license").text();
  manifest.bibliography = project
    .at("bibliography")
    .texts()
    .flatMap((file) => joinPath(manifest.root, file) ?? []);
  const addBelow = (items: YamlValue[], into: ManifestChapter[]) => {
    for (const item of items) {
      const file = item.at("file").text();
      if (file) add(manifest, into, file, item.at("title").text(), item.line, files);
      addBelow(item.at("children").items(), into);
    }
  };
  const walk = (items: YamlValue[], title: string | null) => {
    let open: ManifestChapter[] | null = null;
    for (const item of items) {
      const file = item.at("file").text();
      const children = item.at("children").items();
      if (file) {
        if (!open) {
          open = [];
          manifest.parts.push({ title, kind: "main", numbered: true, chapters: open });
        }
        add(manifest, open, file, item.at("title").text(), item.line, files);
        addBelow(children, open);
      } else if (children.length > 0) {
        walk(children, item.at("title").text());
        open = null;
      }
    }
  };
  walk(project.at("toc").items(), null);
  return ok(manifest);
}

/** mdBook's and GitBook's `SUMMARY.md`. (https://rust-lang.github.io/mdBook/format/summary.html) */
export function readSummary(text: string, path: string, files: ReadonlySet<string>): Outcome<Manifest> {
  const manifest = emptyManifest("summary", path, folderOf(path));
  let chapters: ManifestChapter[] | null = null;
  let title: string | null = null;
  let numbered = false;
  text.split(/\r?\n/u).forEach((line, index) => {
    const heading = /^#{1,6}\s+(.+?)\s*#*$/u.exec(line)?.[1];
    if (heading) {
      title = /^(?:summary|table of contents)$/iu.test(heading) ? null : heading;
      chapters = null;
      return;
    }
    const item = /^(\s*(?:[-*+]|\d+[.)])\s+)?\[((?:[^\]\\]|\\.)*)\]\(<?([^)>\s]*)>?[^)]*\)/u.exec(line);
    if (!item?.[3]) return;
    const isNumbered = item[1] !== undefined;
    if (!chapters || isNumbered !== numbered) {
      chapters = [];
      numbered = isNumbered;
      const begun = manifest.parts.some((part) => part.kind === "main");
      manifest.parts.push({
        title,
        kind: isNumbered ? "main" : begun ? "back" : "front",
        numbered: isNumbered,
        chapters,
      });
    }
    add(
      manifest,
      chapters,
      decodeURI(item[3].replace(/%(?![0-9a-f]{2})/giu, "%25")),
      item[2] ?? null,
      index + 1,
      files,
    );
  });
  return ok(manifest);
}

/** A plain folder: its text files in order, the index or readme first. */
export function readFolder(files: ReadonlySet<string>, root: string): Manifest {
  const manifest = emptyManifest("folder", null, root);
  const inside = [...files].filter(
    (path) => chapterFile.test(path) && (root === "" || path.startsWith(`${root}/`)),
  );
  const first = (path: string) => (/(?:^|\/)(?:index|readme)\.\w+$/iu.test(path) ? 0 : 1);
  const depth = (path: string) => path.split("/").length;
  inside.sort((a, b) => {
    const byFolder = folderOf(a) === folderOf(b) ? first(a) - first(b) : depth(a) - depth(b);
    return byFolder || a.localeCompare(b, "en", { numeric: true });
  });
  const chapters = inside
    .filter(
      (path) =>
        !/(?:^|\/)(?:\.|_)|(?:^|\/)(?:LICENSE|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SUMMARY)\.md$/u.test(
          path,
        ),
    )
    .map((path) => ({ path, title: null }));
  if (chapters.length > 0) manifest.parts.push({ title: null, kind: "main", numbered: true, chapters });
  return manifest;
}
