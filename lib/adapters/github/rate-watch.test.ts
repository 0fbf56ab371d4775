import { expect, it } from "vitest";
import { createRateWatch } from "./rate-watch.ts";

const start = Date.parse("2026-03-01T10:00:00Z");

/** A watch whose own clock is wrong by so many seconds, and time that passes. */
function watchWith(skewSeconds: number) {
  let passed = 0;
  const watch = createRateWatch(() => start + (skewSeconds + passed) * 1000);
  return {
    watch,
    later(seconds: number) {
      passed += seconds;
    },
    heard(status: number, more: Record<string, string> = {}, body = "") {
      const date = new Date(start + passed * 1000).toUTCString();
      watch.heard(status, new Headers({ date, ...more }), body);
    },
    left: () => watch.silentUntil()?.seconds ?? 0,
  };
}

const spent = (minutes: number) => ({
  "x-ratelimit-limit": "5000",
  "x-ratelimit-remaining": "0",
  "x-ratelimit-reset": String(start / 1000 + minutes * 60),
});

it.each([-600, 0, 600])(
  "waits for the hour to end by GitHub's clock, with one of our own %i s off",
  (skew) => {
    const { heard, left, later, watch } = watchWith(skew);
    heard(403, spent(20));
    expect(left()).toBe(1200);
    expect(watch.budget()).toMatchObject({ remaining: 0, resetAt: "2026-03-01T10:20:00.000Z" });
    later(1199);
    expect(left()).toBe(1);
    later(1);
    expect(watch.silentUntil()).toBeNull();
  },
);

it("takes the answer that spends the last of the hour as a reason to wait, too", () => {
  const { heard, left } = watchWith(0);
  heard(200, spent(5));
  expect(left()).toBe(300);
});

it("waits a minute where no time is given, twice as long when that was not enough, an hour at most", () => {
  const { heard, left, later } = watchWith(0);
  const waits: number[] = [];
  for (let i = 0; i < 8; i++) {
    heard(403, {}, "You have exceeded a secondary rate limit.");
    waits.push(left());
    later(left());
  }
  expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
  later(901);
  heard(429);
  expect(left()).toBe(60);
});

it("does not take a missing permission for a limit, nor a shorter wait for the end of a longer one", () => {
  const { heard, left } = watchWith(0);
  heard(403, {}, "Resource not accessible by integration");
  expect(left()).toBe(0);
  heard(429, { "retry-after": "90" });
  heard(429, { "retry-after": "10" });
  expect(left()).toBe(90);
});

it("ignores figures that are none", () => {
  const { heard, left, watch } = watchWith(0);
  heard(200, { "x-ratelimit-limit": "many", "x-ratelimit-remaining": "-1", "x-ratelimit-reset": "soon" });
  expect([left(), watch.budget()]).toEqual([0, null]);
});
