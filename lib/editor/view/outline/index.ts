export { OutlinePanel } from "./outline-panel.tsx";
export { useOutline } from "./use-outline.ts";
