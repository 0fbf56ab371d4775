// `npm start` and `npm run dev`: everything Colophon needs on one machine. See scripts/start/main.ts.
// Plain JavaScript, so that a Node too old for TypeScript files gets as far as finding a newer one.
import { keepCompiled, switchRuntime } from "./bootstrap/runtime.mjs";

await switchRuntime(import.meta.url);
keepCompiled();
await import("./start/main.ts");
