export { createPageStore, type PageStore, pageStore } from "./store.ts";
