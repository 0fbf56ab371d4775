/** Something only the person who started Colophon can put right; its message is all they need to read. */
export class Sentence extends Error {}
