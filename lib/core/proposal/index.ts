export {
  type Addition,
  additionsLimit,
  type ImageAddition,
  imageLimit,
  imagesLimit,
  type ReferenceAddition,
  uploadAddress,
} from "./addition.ts";
export { carriedAdditions, type LoneAddition, loneAdditions, patchOf } from "./carried.ts";
export { type CommitFile, commitChanges, readText } from "./commit-changes.ts";
export { checkRuling, type Decision, type HunkRuling, type Tally, tally } from "./decision.ts";
export { type AcceptedImage, acceptImage } from "./image-file.ts";
export { imagePath, kebab, writtenPath } from "./image-path.ts";
export { type CoAuthor, grantRequest, isWriter, partiesOf, writersOf } from "./parties.ts";
export {
  acceptedText,
  fitWording,
  originsOf,
  type PresentFile,
  type PresentHunk,
  presentFile,
  stillProposed,
} from "./present-changes.ts";
export { newPullLink, type OutsideChange, type PullLink } from "./pull-link.ts";
export { nextBranch, platform, proposalBranch, pullRequestBody, shownMessage } from "./pull-request.ts";
export { isEditable, nextState, type ProposalEvent, type ProposalState, stateWords } from "./state.ts";
