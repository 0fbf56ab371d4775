export { FindBar } from "./find-bar.tsx";
export { goToMatchBeside } from "./go-to.ts";
export { findPlugin } from "./plugin.ts";
