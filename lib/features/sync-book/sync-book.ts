import { type BookSurroundings, type CslEntry, labelTargets, orderChapters } from "#lib/core/book/index.ts";
import { type Outcome, ok, type Problem } from "#lib/core/outcome.ts";
import { rendererVersion } from "#lib/core/text/render/index.ts";
import type { BookRecord, BookState, ChapterRecord, OpenAnchor, RepositoryEntry } from "../ports/index.ts";
import { bookShape } from "./book-shape.ts";
import { carryErrata } from "./carry-errata.ts";
import { chooseManifest } from "./choose-manifest.ts";
import { drawPages } from "./draw-pages.ts";
import { drawQuizzes } from "./draw-quizzes.ts";
import { examineChapters } from "./examine-chapters.ts";
import { explainSubmodules } from "./explain-submodules.ts";
import { findEqualLabels } from "./find-equal-labels.ts";
import { followLinks } from "./follow-links.ts";
import { readAssets } from "./read-assets.ts";
import { readBibliographies } from "./read-bibliographies.ts";
import { readIncludes } from "./read-includes.ts";
import { movedWords, shownRemote } from "./remote-words.ts";
import type { Warning as BookWarning, Examined, SyncPorts, SyncRun } from "./sync-run.ts";
import { type Texts, textsOf } from "./texts.ts";

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
  /** Those of them whose text is good: drawing them again may go well. */
  undrawn: number;
}

/**
 * Take in the book's present state: fetch, compare by tree, read and draw what changed, store all in one transaction.
 * When it fails, readers keep the last good state and the log says why. Cost follows what changed. With `again`, chapters
 * that could not be drawn are drawn again although nothing changed.
 */
export async function syncBook(
  ports: SyncPorts,
  wish: { book: BookSettings; trigger: string; again?: boolean },
): Promise<Outcome<SyncResult>> {
  const { book: settings, trigger } = wish;
  const last = await ports.bookKeeping.load(settings.id);
  const fetched = await ports.repository.fetch(last?.book.head ?? null);
  if (!fetched.ok) return reportFailure(ports, settings.id, last?.book ?? null, trigger, fetched.problem);
  const { head, branch, rewritten, movedTo } = fetched.value;
  const told = !movedTo || last?.book.shape?.warnings.some(({ message }) => message === movedWords(movedTo));
  const redraw = wish.again === true && last?.chapters.some((chapter) => chapter.state === "failed") === true;
  if (last?.book.head === head && last.book.shape?.renderer === rendererVersion && !redraw && told) {
    return ok({ head, changed: 0, failed: 0, undrawn: 0 });
  }
  // The log hangs on the book's row, so a new book begins with one.
  const book = last ? { ...last.book, remote: shownRemote(settings.remote) } : newBook(settings, branch);
  if (!last) {
    const begun = await ports.bookKeeping.begin(book);
    if (!begun.ok) return begun;
  }
  const run = new Taking(ports, book, ports.ids.next());
  await ports.syncs.begin({ id: run.id, bookId: book.id, trigger, fromCommit: book.head });
  if (rewritten)
    await ports.syncs.note(
      run.id,
      "warning",
      "The history of the repository was rewritten; the book follows it.",
    );
  if (last && last.book.branch !== branch)
    await ports.syncs.note(
      run.id,
      "warning",
      `The book follows the branch “${branch}” now; it followed “${last.book.branch}” before.`,
    );
  if (movedTo) await ports.syncs.note(run.id, "warning", movedWords(movedTo));
  try {
    const result = await run.takeIn(
      head,
      { branch, movedTo },
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
    remote: shownRemote(settings.remote),
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
class Taking implements SyncRun {
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
    { branch, movedTo }: { branch: string; movedTo: string | null },
    manifestPath: string | null,
    last: LastState,
  ): Promise<Outcome<SyncResult>> {
    const known = last.chapters;
    const { repository, syncs, bookKeeping, clock } = this.ports;
    await syncs.progress(this.id, "Reading the list of files", 0, 0);
    const tree = await repository.tree(head);
    const linked: BookWarning[] = [];
    const files = await followLinks(repository, tree, linked);
    const read = textsOf(repository, files);
    const chosen = await chooseManifest(read, files, manifestPath);
    if (!chosen.ok) return chosen;
    const manifest = chosen.value;
    const warnings = [...manifest.warnings, ...linked];
    if (movedTo) warnings.push({ message: movedWords(movedTo), path: this.book.remote, line: null });
    const order = orderChapters(manifest);
    const slug =
      this.book.slug === this.book.id && manifest.title
        ? await this.freeSlug(manifest.title)
        : this.book.slug;

    const chapters = await examineChapters(this, order, files, read, known, head);
    explainSubmodules(chapters, tree);
    warnings.push(...findEqualLabels(chapters.map(({ record }) => record)));
    const { bibliography, bibliographyKey } = await readBibliographies(
      this,
      manifest,
      order,
      read,
      files,
      last.bibliography,
      warnings,
    );
    const includes = await readIncludes(this, chapters, manifest.root, read);
    const { assets, sizes } = await readAssets(
      this,
      chapters,
      manifest.root,
      files,
      manifest.cover,
      warnings,
    );
    const surroundings: BookSurroundings = {
      slug,
      root: manifest.root,
      labels: labelTargets(
        slug,
        chapters.map(({ record }) => ({ ...record, labels: record.labels ?? [] })),
      ),
      works: bibliography,
      files: new Map([...files].map(([path, { blob }]) => [path, blob])),
      sizes,
      slugs: new Map(order.map((chapter) => [chapter.path, chapter.slug])),
      includes,
    };
    const renderings = await drawPages(this, chapters, surroundings, head);
    await this.drawQuizzesOf(chapters, surroundings, files, read, warnings);
    const gone = known.filter((old) => !chapters.some(({ record }) => record.id === old.id));
    const shape = await bookShape(manifest, order, read, files, warnings, bibliographyKey);

    await syncs.progress(this.id, "Storing the book", chapters.length, chapters.length);
    const state: BookState = {
      before: this.book.head,
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
      chapters: chapters
        .filter((chapter) => chapter.changed || moved(chapter, known))
        .map(({ record }) => record),
      removed: gone.map((chapter) => chapter.id),
      renderings,
      files: [...files].map(([path, { blob, size }]) => ({ path, blob, size })),
      assets,
      renames: chapters.flatMap(({ record }) => {
        const from = known.find((old) => old.id === record.id)?.path ?? record.path;
        return from === record.path ? [] : [{ chapterId: record.id, from, to: record.path, commit: head }];
      }),
      anchors: carryErrata(
        last,
        chapters.map(({ record }) => record),
        head,
      ),
    };
    const stored = await bookKeeping.store(state);
    if (!stored.ok) return stored;
    const failed = chapters.filter(({ record }) => record.state === "failed").length;
    return ok({
      head,
      changed: chapters.filter((chapter) => chapter.changed).length,
      failed,
      undrawn: chapters.filter((chapter) => chapter.undrawn === true).length,
    });
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

/** Whether a chapter whose text is the same has another place, name or state in the book than before. */
function moved({ record }: Examined, known: readonly ChapterRecord[]): boolean {
  const old = known.find((each) => each.id === record.id);
  const light = (chapter: ChapterRecord) => {
    const { source: _, labels: __, uses: ___, quizzes, ...rest } = chapter;
    return JSON.stringify([Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)), quizzes?.key]);
  };
  return !old || light(old) !== light(record);
}
