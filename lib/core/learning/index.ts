export {
  type PathChapter,
  type PlannedPath,
  planPath,
  type ReadingPath,
  readingMinutes,
} from "./reading-path.ts";
