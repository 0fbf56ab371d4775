export {
  type CslEntry,
  type FormattedWork,
  formatWorks,
  readBibliography,
  shortAuthor,
  yearOf,
} from "./bibliography.ts";
export { chapterSlugs, type OrderedChapter, orderChapters } from "./chapter-order.ts";
export { folderManifest, linkTarget, manifestCandidates, readManifest } from "./find-manifest.ts";
export { authorsOf, type ChapterRevision, mostRevisions, proposalOf } from "./history.ts";
export { type ImageKind, imageKind } from "./image-kind.ts";
export { imageSize } from "./image-size.ts";
export { type IncludedText, usesWithIncludes } from "./includes.ts";
export { type GlossaryTerm, type PathFile, readGlossary, readReadingPaths } from "./learning-files.ts";
export { agreedLicence, findLicenceNotices, type LicenceNotice } from "./licence-notice.ts";
export {
  folderOf,
  joinPath,
  type Manifest,
  type ManifestKind,
  type ManifestPart,
  type ManifestWarning,
  type PartKind,
} from "./manifest.ts";
export {
  appendReferences,
  bibliographyFor,
  citationKey,
  laidOut,
  type NewReference,
  namedDoi,
  offeredKey,
  readReference,
  sameWorks,
  suggestKey,
  withKey,
} from "./new-reference.ts";
export { type Question, type QuestionKind, readQuizzes, type SectionQuiz } from "./quiz.ts";
export {
  assetAddress,
  type BookSurroundings,
  labelTargets,
  pathFrom,
  renderContext,
} from "./render-context.ts";
