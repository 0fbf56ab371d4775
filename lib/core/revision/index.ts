export { checkChapter } from "./check.ts";
export {
  type GuardPolicy,
  type GuardReport,
  guardRevision,
  inspectRevision,
  usualPolicy,
  type Violation,
} from "./guard.ts";
export { type HiddenCharacter, hiddenCharacters } from "./hidden.ts";
export { type Masked, maskProtected, type Placeholder, unmask } from "./mask.ts";
export {
  promptVersion,
  type RevisionMessage,
  type RevisionStyle,
  type RevisionTask,
  readRevision,
  revisionPrompt,
  revisionTasks,
  taskLimits,
} from "./prompt.ts";
export { type ProtectedKind, type ProtectedToken, protectedTokens } from "./protected.ts";
export {
  bareContext,
  type CheckConfig,
  type CheckContext,
  type Finding,
  type GlossaryTerm,
  type Rule,
} from "./rule.ts";
export { rules } from "./rules/index.ts";
export type { Severity, Suggestion } from "./suggestion.ts";
