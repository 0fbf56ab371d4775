export {
  type CommentChanges,
  commentForHost,
  compareComments,
  type HostComment,
  hunkAt,
  type KeptComment,
  markOf,
} from "./comments.ts";
export { type Duty, dutiesOf, type Hint, hintOf } from "./delivery.ts";
export { largestText, type PulledChange, sortChanges } from "./pull-files.ts";
export { eventOfPull, isOwnBranch, stateOfPull, wordsOfPull } from "./pull-state.ts";
