import { type DestinationStream, type Logger, pino } from "pino";
import { hideSecrets, scrub } from "./scrub.ts";

export type Log = Logger;

/**
 * A log of JSON lines on the standard output, one event a line: `log.info({ proposal: 7 }, "was published")`.
 * Secrets and mail addresses are hidden before a line is written, in nested values, errors and messages alike.
 * @param name the part of the product that speaks, such as "worker"
 * @param to where lines go instead of the standard output
 */
export function createLog(name: string, to?: DestinationStream): Log {
  const options = {
    name,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: scrub, error: scrub },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => scrub(fields) as Record<string, unknown>,
      bindings: (fields: Record<string, unknown>) => scrub(fields) as Record<string, unknown>,
    },
    hooks: { streamWrite: hideSecrets },
  };
  return to ? pino(options, to) : pino(options);
}
