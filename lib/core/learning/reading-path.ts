/** A reading path as its file states it. */
export interface ReadingPath {
  id: string;
  title: string;
  audience: string;
  description: string;
  minutes: number | null;
  steps: readonly { chapter: string; section?: string | null; why?: string | null }[];
}

/** One chapter of the book a step can lead to. */
export interface PathChapter {
  path: string;
  slug: string;
  title: string;
  minutes: number;
}

export interface PlannedPath {
  id: string;
  title: string;
  audience: string;
  description: string;
  /** As stated, or the sum of the chapters' reading times. */
  minutes: number;
  steps: { chapter: string; title: string; section: string | null; why: string | null }[];
  /** Steps that name a chapter the book does not have. */
  missing: string[];
}

/** Resolve a path's steps (by source path or slug) against the book's chapters, keeping the order of the file. */
export function planPath(path: ReadingPath, chapters: readonly PathChapter[]): PlannedPath {
  const byName = new Map<string, PathChapter>();
  for (const chapter of chapters) {
    byName.set(chapter.path, chapter);
    byName.set(chapter.slug, chapter);
  }
  const planned: PlannedPath = {
    id: path.id,
    title: path.title,
    audience: path.audience,
    description: path.description,
    minutes: 0,
    steps: [],
    missing: [],
  };
  for (const step of path.steps) {
    const chapter = byName.get(step.chapter);
    if (!chapter) {
      planned.missing.push(step.chapter);
      continue;
    }
    planned.minutes += chapter.minutes;
    planned.steps.push({
      chapter: chapter.slug,
      title: chapter.title,
      section: step.section ?? null,
      why: step.why ?? null,
    });
  }
  if (path.minutes !== null) planned.minutes = path.minutes;
  return planned;
}

/** Minutes to read, at 220 words a minute, never under one. */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.round(words / 220));
}
