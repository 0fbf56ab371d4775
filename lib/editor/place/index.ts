export { carried } from "./carried.ts";
export { offsetAt, positionAt } from "./places.ts";
