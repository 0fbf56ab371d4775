export { InsertPanel } from "./panel.tsx";
export { insertMenu } from "./plugin.ts";
