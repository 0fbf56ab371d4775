import { syncBook } from "./sync-book.ts";
export const acceptProposal = () => syncBook();
