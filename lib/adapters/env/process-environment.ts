import type { Environment } from "./environment.ts";
import { readEnvironment } from "./read-environment.ts";

let read: Environment | undefined;

/**
 * The environment of this process, read from process.env the first time it is asked for and the same
 * ever after. Throws with the sentence of `readEnvironment` when a variable is wrong: `npm start` checks
 * them all before it starts a process, so that this only happens to a process started by hand.
 */
export function environment(): Environment {
  if (read === undefined) {
    const outcome = readEnvironment(process.env);
    if (!outcome.ok) throw new Error(outcome.problem.message);
    read = outcome.value;
  }
  return read;
}
