/** What a job tells that is to be done again, because the host asked for silence until then. ISO 8601. */
export interface Later {
  later: string;
}

type Payload = Record<string, unknown>;

/**
 * Jobs for a host that may ask for silence: the one that hears of it and all that come while it lasts are put off until
 * it is over, so that none of them asks. The process that speaks to the host may end meanwhile; this one stays.
 * @param now milliseconds since 1970
 */
export function createHostJobs(options: {
  run: (name: string, payload: Payload, attempt: { isLast: boolean }) => Promise<unknown>;
  again: (name: string, payload: Payload, key: string, at: Date) => Promise<void>;
  now: () => number;
}) {
  let silentUntil = 0;
  return (name: string, keyOf: (payload: Payload) => string) =>
    async (payload: Payload, attempt: { isLast: boolean }): Promise<unknown> => {
      const putOff = async () => {
        await options.again(name, payload, keyOf(payload), new Date(silentUntil));
        return null;
      };
      if (options.now() < silentUntil) return putOff();
      const told = await options.run(name, payload, attempt);
      if (!isLater(told)) return told;
      silentUntil = Math.max(silentUntil, Date.parse(told.later));
      return putOff();
    };
}

function isLater(told: unknown): told is Later {
  return typeof told === "object" && told !== null && "later" in told;
}
