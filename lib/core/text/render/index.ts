export type * from "./context.ts";
export { examineChapter } from "./examine.ts";
export { referenceWords } from "./label-kinds.ts";
export { drawMath } from "./math.ts";
export { drawReference } from "./reference-list.ts";
export { renderChapter, rendererVersion, renderFragment } from "./render-chapter.ts";
