export { createWorks } from "./create-works.ts";
