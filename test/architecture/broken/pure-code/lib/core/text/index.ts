export const now = () => new Date();
export const id = () => `${Math.random()}`;
export const page = () => fetch("https://example.org");
// Date.now() in a comment is fine, and so is new Date(0).
export const epoch = new Date(0);
;
}