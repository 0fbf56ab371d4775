export { createRenderer, type Renderer, type RendererOptions } from "./create-renderer.ts";
export type { RenderAnswers, RenderTask, UnformattedContext } from "./messages.ts";
