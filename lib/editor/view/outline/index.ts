export { goToHeading } from "./go-to-heading.ts";
export { headingAt, type OutlineEntry } from "./outline-of.ts";
export { OutlinePanel } from "./outline-panel.tsx";
export { useOutline } from "./use-outline.ts";
