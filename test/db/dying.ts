/** What a process that was killed leaves: nothing after this runs. */
export class Killed extends Error {}

/** One process, which dies right after one of its calls that change something. */
export interface Life {
  /** How many such calls were made. */
  calls: number;
  /** Die after this one, counted from one; never when it is greater than all. */
  end: number;
}

/** Calls that leave something behind. Dying after any other is dying after the one of these before it. */
const changing = new Set(["fetch", "publish", "save", "open", "change", "merge", "complete", "note", "fail"]);

/**
 * Ports whose process dies after one call, as by SIGKILL: no feature catches, so what is left is what the calls before
 * did.
 */
export function dying<P extends object>(ports: P, life: Life): P {
  return new Proxy(ports, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value === "object" && value !== null) return dying(value, life);
      if (typeof value !== "function" || !changing.has(String(name))) return value;
      return async (...given: unknown[]) => {
        if (life.calls >= life.end) throw new Killed();
        const result: unknown = await value.apply(target, given);
        life.calls++;
        if (life.calls === life.end) throw new Killed();
        return result;
      };
    },
  });
}
