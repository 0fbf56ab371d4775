export { answerFromStore, keepAnswer } from "./answers.ts";
export { createPageStore, type PageStore, pageStore } from "./store.ts";
