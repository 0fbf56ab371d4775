/** GitHub's hourly budget, one for each token. */
export interface Budget {
  limit: number;
  used: number;
  /** Seconds since 1970. */
  reset: number;
}

export function createRates(now: () => string) {
  const budgets = new Map<string, Budget>();
  const seconds = () => Math.floor(Date.parse(now()) / 1000);
  const of = (key: string): Budget => {
    let budget = budgets.get(key);
    if (!budget || budget.reset <= seconds()) {
      budget = { limit: key === "" ? 60 : 5000, used: 0, reset: seconds() + 3600 };
      budgets.set(key, budget);
    }
    return budget;
  };
  return {
    of,
    /** Leave a token this much, until the given second. */
    set(key: string, remaining: number, reset: number): void {
      const { limit } = of(key);
      budgets.set(key, { limit, used: limit - remaining, reset });
    },
    headers(key: string): Record<string, string> {
      const { limit, used, reset } = of(key);
      return {
        // Of the forge's own clock, by which spans are measured.
        date: new Date(now()).toUTCString(),
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(Math.max(0, limit - used)),
        "x-ratelimit-used": String(used),
        "x-ratelimit-reset": String(reset),
        "x-ratelimit-resource": "core",
      };
    },
    show(key: string) {
      const { limit, used, reset } = of(key);
      const rate = { limit, used, reset, remaining: Math.max(0, limit - used) };
      return { resources: { core: rate, search: { ...rate, limit: 30, used: 0, remaining: 30 } }, rate };
    },
  };
}

export type Rates = ReturnType<typeof createRates>;
