import type { RouteName } from "./contract/operations.ts";

/** What a test lets go wrong. `after` means that what was asked has been done before it goes wrong. */
export type Fault =
  /** A scripted answer in place of the forge's own. */
  | {
      kind: "answer";
      status: number;
      headers?: Record<string, string>;
      body?: unknown;
      when?: "before" | "after";
    }
  /** The connection is cut without an answer. */
  | { kind: "drop"; when: "before" | "after" }
  /** The answer waits until the promise is kept. */
  | { kind: "wait"; until: Promise<unknown>; when?: "before" | "after" }
  /** Half of the answer is sent, the rest when the promise is kept. */
  | { kind: "slow-body"; until: Promise<unknown> }
  /** What the same address answered last time, or 404 where it was never asked: a replica that lags. */
  | { kind: "stale" }
  /** The forge's own answer, changed. */
  | { kind: "rewrite"; change: (body: unknown) => unknown }
  /** Done or not, no answer ever comes. */
  | { kind: "silence"; when?: "before" | "after" };

/** Where faults apply: a route of the REST interface, or one of git's two services. */
export type FaultPlace = RouteName | "git fetch" | "git push";

export interface FaultOptions {
  /** How many requests it meets; one when left out. */
  times?: number;
  /** Only requests of which this is true. */
  meets?: (request: FaultedRequest) => boolean;
}

export interface FaultedRequest {
  path: string;
  query: URLSearchParams;
  body: unknown;
  token: string | undefined;
}

interface Armed {
  place: FaultPlace;
  fault: Fault;
  left: number;
  meets: (request: FaultedRequest) => boolean;
}

/** The script of what goes wrong, by route, in the order in which it was written. */
export function createFaults() {
  const armed: Armed[] = [];
  return {
    add(place: FaultPlace, fault: Fault, { times = 1, meets = () => true }: FaultOptions = {}): void {
      armed.push({ place, fault, left: times, meets });
    },
    /** The fault that meets this request, used up by one. */
    take(place: FaultPlace, request: FaultedRequest): Fault | undefined {
      const found = armed.find((each) => each.left > 0 && each.place === place && each.meets(request));
      if (found) found.left--;
      return found?.fault;
    },
    /** Faults that no request has met yet: a test that expects them to strike can check that they did. */
    left(): number {
      return armed.reduce((sum, each) => sum + (Number.isFinite(each.left) ? each.left : 0), 0);
    },
    clear(): void {
      armed.length = 0;
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;

/** GitHub's limits and failures in its own words. */
export const faults = {
  /** Sources: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api. */
  secondaryLimit: (retryAfterSeconds?: number): Fault => ({
    kind: "answer",
    status: 403,
    headers: retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) },
    body: {
      message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
      documentation_url:
        "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
    },
  }),
  tooManyRequests: (retryAfterSeconds: number): Fault => ({
    kind: "answer",
    status: 429,
    headers: { "retry-after": String(retryAfterSeconds) },
    body: {
      message: "You have exceeded a secondary rate limit.",
      documentation_url: "https://docs.github.com/rest",
    },
  }),
  badCredentials: (): Fault => ({
    kind: "answer",
    status: 401,
    body: { message: "Bad credentials", documentation_url: "https://docs.github.com/rest", status: "401" },
  }),
  /** An error page of the balancer in front, which is not JSON. */
  serverError: (status: 500 | 502 | 503 | 504 = 502, when: "before" | "after" = "before"): Fault => ({
    kind: "answer",
    status,
    headers: { "content-type": "text/html" },
    body: "<html><body><h1>Unicorn!</h1></body></html>",
    when,
  }),
  dropBefore: (): Fault => ({ kind: "drop", when: "before" }),
  dropAfter: (): Fault => ({ kind: "drop", when: "after" }),
  stale: (): Fault => ({ kind: "stale" }),
  /** A tree too large for one answer. */
  truncatedTree: (entries: number): Fault => ({
    kind: "rewrite",
    change: (body) => {
      const tree = body as { tree: unknown[] };
      return { ...tree, truncated: true, tree: tree.tree.slice(0, entries) };
    },
  }),
  baseModified: (): Fault => ({
    kind: "answer",
    status: 405,
    body: {
      message: "Base branch was modified. Review and try the merge again.",
      documentation_url: "https://docs.github.com/rest/pulls/pulls#merge-a-pull-request",
      status: "405",
    },
  }),
} as const;
