export const syncBook = () => 1;
