export { checkRuling, type Decision, type HunkRuling, type Tally, tally } from "./decision.ts";
export { isEditable, nextState, type ProposalEvent, type ProposalState, stateWords } from "./state.ts";
