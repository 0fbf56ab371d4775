export { moveRow, moveToCell } from "./table-commands.ts";
export { tablePlace } from "./table-place.ts";
export { TableTools } from "./table-tools.tsx";
