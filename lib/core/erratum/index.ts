export { type ErratumKind, erratumKinds, needsLicence, reportFingerprint } from "./report.ts";
export { type ErratumState, erratumWords, isOpen, moveErratum } from "./state.ts";
