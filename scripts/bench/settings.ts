import { variableNames } from "#lib/adapters/env/index.ts";

/** This process's environment without Colophon's settings: those of the person at the terminal decide nothing here. */
export function withoutSettings(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || variableNames.includes(name) ? [] : [[name, value] as const],
    ),
  );
}
