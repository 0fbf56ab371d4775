import {
  type BookSurroundings,
  type CslEntry,
  type GlossaryTerm,
  labelTargets,
  type Manifest,
  type OrderedChapter,
  orderChapters,
  type PathFile,
  pathFrom,
  readGlossary,
  readReadingPaths,
  renderContext,
} from "#lib/core/book/index.ts";
import { canonicalJson, sha256Hex } from "#lib/core/licence/index.ts";
import { type Outcome, ok, type Problem } from "#lib/core/outcome.ts";
import { carryAnchors } from "#lib/core/prose/index.ts";
import { rendererVersion } from "#lib/core/text/render/index.ts";
import type {
  BookKeeping,
  BookRecord,
  BookState,
  ChapterRecord,
  Clock,
  Ids,
  OpenAnchor,
  Renderer,
  RenderingRecord,
  Repository,
  RepositoryEntry,
  SyncLog,
} from "./ports/index.ts";
import { bibliographyPaths } from "./sync-book/bibliography-paths.ts";
import { bookShape } from "./sync-book/book-shape.ts";
import { carryErrata } from "./sync-book/carry-errata.ts";
import { chooseManifest } from "./sync-book/choose-manifest.ts";
import { drawQuizzes } from "./sync-book/draw-quizzes.ts";
import { findEqualLabels } from "./sync-book/find-equal-labels.ts";
import { mediaType } from "./sync-book/media-type.ts";
import { fileTitle, placed } from "./sync-book/place-chapter.ts";
import { decode, type Texts, textsOf } from "./sync-book/texts.ts";

export interface SyncPorts {
  repository: Repository;
  bookKeeping: BookKeeping;
  syncs: SyncLog;
  renderer: Renderer;
  clock: Clock;
  ids: Ids;
}

/** The book this installation is set up for. */
export interface BookSettings {
  id: string;
  remote: string;
  branch: string | null;
  manifest: string | null;
}

export interface SyncResult {
  head: string;
  /** Chapters whose text or page is another one than before. */
  changed: number;
  failed: number;
}

/** Chapters longer than this are not drawn. */
const chapterLimit = 2_000_000;
/** Images over this are left out, with a warning. */
const assetLimit = 8 * 1024 * 1024;

/**
 * Take in the book's present state: fetch, compare by tree, read and draw what changed, store all in one transaction.
 * When it fails, readers keep the last good state and the log says why. Cost follows what changed.
 */
export async function syncBook(
  ports: SyncPorts,
  wish: { book: BookSettings; trigger: string },
): Promise<Outcome<SyncResult>> {
  const { book: settings, trigger } = wish;
  const last = await ports.bookKeeping.load(settings.id);
  const fetched = await ports.repository.fetch();
  if (!fetched.ok) return reportFailure(ports, settings.id, last?.book ?? null, trigger, fetched.problem);
  const { head, branch, rewritten } = fetched.value;
  if (last?.book.head === head && last.book.shape?.renderer === rendererVersion) {
    return ok({ head, changed: 0, failed: 0 });
  }
  // The log hangs on the book's row, so a new book begins with one.
  const book = last?.book ?? newBook(settings, branch);
  if (!last) {
    const begun = await ports.bookKeeping.begin(book);
    if (!begun.ok) return begun;
  }
  const run = new SyncRun(ports, book, ports.ids.next());
  await ports.syncs.begin({ id: run.id, bookId: book.id, trigger, fromCommit: book.head });
  if (rewritten)
    await ports.syncs.note(
      run.id,
      "warning",
      "The history of the repository was rewritten; the book follows it.",
    );
  try {
    const result = await run.takeIn(
      head,
      branch,
      settings.manifest,
      last ?? { chapters: [], anchors: [], bibliography: {} },
    );
    await ports.syncs.finish(run.id, {
      state: result.ok ? "done" : "failed",
      toCommit: result.ok ? head : null,
      problem: result.ok ? null : result.problem.message,
    });
    return result;
  } catch (error) {
    await ports.syncs.finish(run.id, {
      state: "failed",
      toCommit: null,
      problem: "Something unexpected went wrong; the log of the worker has it.",
    });
    throw error;
  }
}

function newBook(settings: BookSettings, branch: string): BookRecord {
  return {
    id: settings.id,
    slug: settings.id,
    title: "A book",
    remote: settings.remote.replace(/\/\/[^/@]*@/u, "//"),
    branch,
    manifestPath: settings.manifest,
    root: "",
    head: null,
    shape: null,
    syncedAt: null,
  };
}

/** A repository that stays away is told once, not every minute. */
async function reportFailure(
  ports: SyncPorts,
  bookId: string,
  book: BookRecord | null,
  trigger: string,
  problem: Problem,
): Promise<Outcome<SyncResult>> {
  if (book) {
    const [latest] = await ports.syncs.recent(bookId, 1);
    if (latest?.state !== "failed" || latest.problem !== problem.message) {
      const id = ports.ids.next();
      await ports.syncs.begin({ id, bookId, trigger, fromCommit: book.head });
      await ports.syncs.finish(id, { state: "failed", toCommit: null, problem: problem.message });
    }
  }
  return { ok: false, problem };
}

/** One sync on its way. */
class SyncRun {
  readonly ports: SyncPorts;
  readonly book: BookRecord;
  readonly id: string;

  constructor(ports: SyncPorts, book: BookRecord, id: string) {
    this.ports = ports;
    this.book = book;
    this.id = id;
  }

  async takeIn(
    head: string,
    branch: string,
    manifestPath: string | null,
    last: LastState,
  ): Promise<Outcome<SyncResult>> {
    const known = last.chapters;
    const { repository, syncs, bookKeeping, clock } = this.ports;
    await syncs.progress(this.id, "Reading the list of files", 0, 0);
    const tree = (await repository.tree(head)).filter(
      (entry) => entry.kind === "file" || entry.kind === "executable",
    );
    const files = new Map(tree.map((entry) => [entry.path, entry]));
    const read = textsOf(repository, files);
    const chosen = await chooseManifest(read, files, manifestPath);
    if (!chosen.ok) return chosen;
    const manifest = chosen.value;
    const warnings = [...manifest.warnings];
    const order = orderChapters(manifest);
    const slug =
      this.book.slug === this.book.id && manifest.title
        ? await this.freeSlug(manifest.title)
        : this.book.slug;

    const chapters = await this.examine(order, files, read, known, head);
    warnings.push(...findEqualLabels(chapters.map(({ record }) => record)));
    const { bibliography, bibliographyKey } = await this.readBibliographies(
      manifest,
      order,
      read,
      files,
      last.bibliography,
      warnings,
    );
    const includes = await read(chapters.flatMap(({ record }) => includePaths(record, manifest.root)));
    const surroundings: BookSurroundings = {
      slug,
      root: manifest.root,
      labels: labelTargets(
        slug,
        chapters.map(({ record }) => ({ ...record, labels: record.labels ?? [] })),
      ),
      works: bibliography,
      files: new Map(tree.map((entry) => [entry.path, entry.blob])),
      slugs: new Map(order.map((chapter) => [chapter.path, chapter.slug])),
      includes,
    };
    const renderings = await this.draw(chapters, surroundings, head);
    await this.drawQuizzesOf(chapters, surroundings, files, read, warnings);
    const assets = await this.readAssets(chapters, manifest.root, files, manifest.cover, warnings);
    const gone = known.filter((old) => !chapters.some(({ record }) => record.id === old.id));
    const shape = await bookShape(manifest, order, read, files, warnings, bibliographyKey);

    await syncs.progress(this.id, "Storing the book", chapters.length, chapters.length);
    const state: BookState = {
      book: {
        ...this.book,
        slug,
        branch,
        title: manifest.title ?? "Untitled book",
        root: manifest.root,
        manifestPath: manifest.path,
        head,
        shape,
        syncedAt: clock.now(),
      },
      bibliography,
      chapters: chapters.map(({ record }) => record),
      removed: gone.map((chapter) => chapter.id),
      renderings,
      files: tree.map(({ path, blob, size }) => ({ path, blob, size })),
      assets,
      anchors: carryErrata(
        last,
        chapters.map(({ record }) => record),
        head,
      ),
    };
    const stored = await bookKeeping.store(state);
    if (!stored.ok) return stored;
    const failed = chapters.filter(({ record }) => record.state === "failed").length;
    return ok({ head, changed: chapters.filter((chapter) => chapter.changed).length, failed });
  }

  /** Read the text of every chapter whose blob is new, number it, and see what it uses of the book. */
  async examine(
    order: OrderedChapter[],
    files: ReadonlyMap<string, RepositoryEntry>,
    read: Texts,
    known: ChapterRecord[],
    head: string,
  ): Promise<Examined[]> {
    const byPath = new Map(known.map((chapter) => [chapter.path, chapter]));
    const renamed = this.book.head ? await this.ports.repository.renames(this.book.head, head) : [];
    const former = new Map(renamed.map(({ from, to }) => [to, from]));
    let done = 0;
    return Promise.all(
      order.map(async (chapter): Promise<Examined> => {
        const old = byPath.get(chapter.path) ?? byPath.get(former.get(chapter.path) ?? "") ?? null;
        const record = placed(chapter, old, this.book.id, this.ports.ids);
        const entry = files.get(chapter.path);
        if (!entry)
          return {
            record: {
              ...record,
              state: "missing",
              problem: "The manifest names this file, but it is not in the repository.",
            },
            changed: false,
          };
        const same = old?.blob === entry.blob && old.number === chapter.number && old.state === "ready";
        if (same) return { record, changed: false };
        const text = decode((await read.bytes([entry.blob])).get(entry.blob), entry, chapterLimit);
        const seen = text.ok
          ? await this.ports.renderer.run({ kind: "examine", source: text.value, number: chapter.number })
          : text;
        await this.ports.syncs.progress(this.id, "Reading chapters", ++done, order.length);
        if (!text.ok || !seen.ok) {
          const problem = !text.ok ? text.problem : (seen as { problem: Problem }).problem;
          await this.ports.syncs.note(this.id, "error", `${chapter.path}: ${problem.message}`);
          return { record: { ...record, state: "failed", problem: problem.message }, changed: true };
        }
        return {
          record: {
            ...record,
            title: chapter.title ?? (seen.value.title || fileTitle(chapter.path)),
            state: "ready",
            problem: null,
            labels: seen.value.labels,
            uses: seen.value.uses,
            source: text.value,
            blob: entry.blob,
            commit: head,
            changedAt: this.ports.clock.now(),
          },
          changed: true,
        };
      }),
    );
  }

  /** Draw what has no page for its text, number and surroundings yet. */
  async draw(chapters: Examined[], book: BookSurroundings, head: string): Promise<RenderingRecord[]> {
    const { renderer, bookKeeping, syncs } = this.ports;
    const wanted = chapters.flatMap((chapter) => {
      const { record } = chapter;
      if (record.state !== "ready" || record.source === null || !record.uses) return [];
      const context = renderContext(record.uses, book, record);
      return [
        {
          chapter,
          context,
          source: record.source,
          key: sha256Hex(canonicalJson([rendererVersion, record.blob, context])),
        },
      ];
    });
    const { renderings: have } = await bookKeeping.known({
      renderings: wanted.map((each) => each.key),
      assets: [],
    });
    const missing = wanted.filter((each) => !have.has(each.key));
    const pages: RenderingRecord[] = [];
    let done = 0;
    await Promise.all(
      wanted.map(async ({ chapter, context, source, key }) => {
        const { record } = chapter;
        if (!have.has(key)) {
          const drawn = await renderer.run({ kind: "chapter", source, context });
          await syncs.progress(this.id, "Drawing pages", ++done, missing.length);
          if (!drawn.ok) {
            await syncs.note(this.id, "error", `${record.path}: ${drawn.problem.message}`);
            chapter.record = { ...record, state: "failed", problem: drawn.problem.message };
            return;
          }
          const { title: _, labels: __, ...page } = drawn.value;
          pages.push({ key, ...page });
          if (page.warnings.length > 0) {
            await syncs.note(
              this.id,
              "warning",
              `${record.path}: ${page.warnings.length} things to look at, the first in line ${page.warnings[0]?.line}: ${page.warnings[0]?.message}`,
            );
          }
        }
        if (record.rendering !== key) chapter.changed = true;
        chapter.record = { ...record, rendering: key, commit: record.commit ?? head };
      }),
    );
    return pages;
  }

  /** The works of every .bib file; what was stored, when none of the files changed. */
  async readBibliographies(
    manifest: Manifest,
    order: OrderedChapter[],
    read: Texts,
    files: ReadonlyMap<string, RepositoryEntry>,
    stored: Record<string, CslEntry>,
    warnings: { message: string; path: string; line: number | null }[],
  ): Promise<{ bibliography: Record<string, CslEntry>; bibliographyKey: string }> {
    const paths = bibliographyPaths(manifest, order, read.paths);
    const bibliographyKey = sha256Hex(
      canonicalJson(paths.map((path) => [path, files.get(path)?.blob ?? null])),
    );
    if (this.book.shape?.bibliographyKey === bibliographyKey) {
      warnings.push(...this.book.shape.warnings.filter((warning) => warning.path.endsWith(".bib")));
      return { bibliography: stored, bibliographyKey };
    }
    const entries: Record<string, CslEntry> = Object.create(null);
    let done = 0;
    const texts = await read(paths);
    const parsed = await Promise.all(
      [...texts].map(async ([path, text]) => {
        const result = await this.ports.renderer.run({ kind: "bibliography", text, path });
        await this.ports.syncs.progress(this.id, "Reading bibliographies", ++done, texts.size);
        return { path, result };
      }),
    );
    for (const { path, result } of parsed) {
      if (!result.ok) warnings.push({ message: result.problem.message, path, line: null });
      else {
        warnings.push(...result.value.warnings);
        for (const [key, entry] of result.value.entries) entries[key] ??= entry;
      }
    }
    return { bibliography: { ...entries }, bibliographyKey };
  }

  async drawQuizzesOf(
    chapters: Examined[],
    book: BookSurroundings,
    files: ReadonlyMap<string, RepositoryEntry>,
    read: Texts,
    warnings: { message: string; path: string; line: number | null }[],
  ): Promise<void> {
    for (const chapter of chapters) {
      const drawn = await drawQuizzes(this.ports.renderer, chapter.record, book, files, read);
      warnings.push(...drawn.warnings);
      chapter.record = { ...chapter.record, quizzes: drawn.quizzes };
    }
  }

  /** The images chapters show, those that are not stored yet. */
  async readAssets(
    chapters: Examined[],
    root: string,
    files: ReadonlyMap<string, RepositoryEntry>,
    cover: string | null,
    warnings: { message: string; path: string; line: number | null }[],
  ): Promise<BookState["assets"]> {
    const wanted = new Map<string, RepositoryEntry>();
    const want = (path: string | null) => {
      const entry = path === null ? undefined : files.get(path);
      if (entry) wanted.set(entry.blob, entry);
    };
    want(cover);
    for (const { record } of chapters) {
      for (const written of record.uses?.files ?? []) want(pathFrom(record.path, root, written));
    }
    const { assets: have } = await this.ports.bookKeeping.known({
      renderings: [],
      assets: [...wanted.keys()],
    });
    const missing = [...wanted.values()].filter((entry) => !have.has(entry.blob));
    for (const entry of missing.filter((each) => each.size > assetLimit)) {
      warnings.push({
        message: "This file is over 8 MB, so pages leave it out.",
        path: entry.path,
        line: null,
      });
    }
    const small = missing.filter((entry) => entry.size <= assetLimit);
    await this.ports.syncs.progress(this.id, "Reading images", 0, small.length);
    const bytes = await this.ports.repository.read(small.map((entry) => entry.blob));
    return small.flatMap((entry) => {
      const content = bytes.get(entry.blob);
      const type = content && mediaType(content, entry.path);
      if (content && !type) {
        warnings.push({ message: "This is not an image that pages can show.", path: entry.path, line: null });
      }
      return content && type ? [{ blob: entry.blob, mediaType: type, bytes: content }] : [];
    });
  }

  async freeSlug(title: string): Promise<string> {
    const slug =
      title
        .normalize("NFKD")
        .toLowerCase()
        .replace(/[^a-z0-9]+/gu, "-")
        .replace(/^-+|-+$/gu, "")
        .slice(0, 60) || this.book.id;
    return (await this.ports.bookKeeping.slugTaken(slug, this.book.id))
      ? `${slug}-${this.book.id.slice(0, 4)}`
      : slug;
  }
}

/** What the last sync stored. */
interface LastState {
  chapters: ChapterRecord[];
  anchors: OpenAnchor[];
  bibliography: Record<string, CslEntry>;
}

interface Examined {
  record: ChapterRecord;
  changed: boolean;
}

function includePaths(record: ChapterRecord, root: string): string[] {
  return (record.uses?.includes ?? []).flatMap((written) => pathFrom(record.path, root, written) ?? []);
}
