import { close } from "./close.ts";
export const open = () => close;
