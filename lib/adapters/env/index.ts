export { bookId } from "./book-id.ts";
export type { Environment } from "./environment.ts";
export { environment } from "./process-environment.ts";
export { readEnvironment, variableNames } from "./read-environment.ts";
export { secretFile } from "./secret-file.ts";
export { withConnection, withPassword } from "./with-connection.ts";
