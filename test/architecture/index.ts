export { findCycles } from "./find-cycles.ts";
export { environmentReaders, longestFile, longFiles, sideDoors } from "./house.ts";
export { codeOnly, readImports } from "./read-imports.ts";
export { rules } from "./rules.ts";
export { readTree } from "./source-tree.ts";
