/** What GitHub says is left of the hour. Times are those of GitHub's clock. */
export interface RateBudget {
  limit: number;
  remaining: number;
  /** ISO 8601. */
  resetAt: string;
  resource: string;
}

export interface RateWatch {
  /** The last that was heard; null before the first answer. */
  budget(): RateBudget | null;
  /** Until when GitHub asked us to be silent, on our own clock; null when it did not. */
  silentUntil(): { at: string; seconds: number } | null;
  heard(status: number, headers: Headers, body: string): void;
}

/** Without a time given, "wait at least one minute", then twice as long each time. Longest: an hour. */
const firstPauseMs = 60_000;
const longestPauseMs = 3_600_000;
/** After so long without another refusal, the next one begins at the first pause again. */
const forgottenMs = 900_000;

/**
 * Obeys https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api. Spans are measured against the
 * answer's own Date, so that a clock that is wrong here neither shortens nor stretches them.
 * @param now milliseconds since 1970
 */
export function createRateWatch(now: () => number): RateWatch {
  let budget: RateBudget | null = null;
  let until = Number.NEGATIVE_INFINITY;
  let pauseMs = firstPauseMs;

  return {
    budget: () => budget,
    silentUntil() {
      const left = until - now();
      return left <= 0 ? null : { at: new Date(until).toISOString(), seconds: Math.ceil(left / 1000) };
    },
    heard(status, headers, body) {
      const number = (name: string) => {
        const value = headers.get(name);
        return value !== null && /^\d{1,12}$/.test(value) ? Number(value) : null;
      };
      const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
        number(`x-ratelimit-${name}`),
      );
      if (limit != null && remaining != null && reset != null) {
        const resetAt = new Date(reset * 1000).toISOString();
        budget = { limit, remaining, resetAt, resource: headers.get("x-ratelimit-resource") ?? "core" };
      }
      const theirs = Date.parse(headers.get("date") ?? "");
      const untilReset =
        reset == null ? null : Math.max(0, reset * 1000 - (Number.isNaN(theirs) ? now() : theirs));
      const refused = status === 403 || status === 429;
      if (!refused) {
        if (remaining === 0 && untilReset !== null) until = Math.max(until, now() + untilReset);
        return;
      }
      const after = number("retry-after");
      if (after !== null) until = Math.max(until, now() + after * 1000);
      else if (remaining === 0 && untilReset !== null) until = Math.max(until, now() + untilReset);
      else if (status === 429 || /secondary rate limit|abuse detection/i.test(body)) {
        pauseMs = now() - until > forgottenMs ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2);
        until = now() + pauseMs;
      }
    },
  };
}
