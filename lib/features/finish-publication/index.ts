export { finishPublication } from "./finish-publication.ts";
