import { open } from "./open.ts";
export const close = () => open;
