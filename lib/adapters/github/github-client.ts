import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import type { RequestError } from "@octokit/request-error";
import type { Endpoints } from "@octokit/types";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { createAnswerCache } from "./answer-cache.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { createCredentials, type GithubIdentity, silence } from "./credentials.ts";
import {
  explainFailure,
  explainSignIn,
  explainSilence,
  isUncertain,
  readFailure,
} from "./explain-failure.ts";
import { createRateWatch, type RateBudget } from "./rate-watch.ts";

export type Route = keyof Endpoints;
export type ReadRoute = Extract<Route, `GET ${string}`>;
export type WriteRoute = Exclude<Route, ReadRoute>;
export type Parameters<R extends Route> = Endpoints[R]["parameters"];
export type Data<R extends Route> = Endpoints[R]["response"]["data"];

export interface GithubOptions {
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise server. */
  apiUrl: string;
  identity: GithubIdentity;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds for one attempt; GitHub itself gives up after ten seconds. */
  timeoutMs?: number;
  /** Bytes of one answer. */
  maxBytes?: number;
  /** Keeps the pace that GitHub asks for: a second between writes, three between those that notify people. */
  paced?: boolean;
  /** Milliseconds before the first repeated reading; the second waits four times as long. */
  retryMs?: number;
}

export interface WriteOptions<T> {
  /**
   * Looks for the effect, where an earlier sending may have had it; null when it is not there. Without it, a change
   * whose reply is lost stays uncertain, and the caller has to find out.
   */
  readBack?: () => Promise<Outcome<T | null>>;
  /** Look before the first sending too, where an earlier asking may have left the effect and sending again repeats it. */
  lookFirst?: boolean;
  /** Statuses beyond 2xx that answer the question with the usual data, such as 409 for what is under way already. */
  accept?: readonly number[];
}

/** Where reading a list ends before the list does. */
export interface ListEnd<T> {
  /** Entries at most; 10,000 when left out, which is a hundred requests. */
  most?: number;
  /** True of the first entry that is no longer wanted; what follows it on its page may still come along. */
  until?: (entry: T) => boolean;
}

/**
 * GitHub, spoken to carefully. Readings are repeated; changes are sent once, and sent again only after a look has shown
 * that the first sending had no effect. While GitHub asks for silence, nothing is sent.
 */
export interface GithubClient {
  read<R extends ReadRoute>(route: R, parameters: Parameters<R>): Promise<Outcome<Data<R>>>;
  /** Every page of a list, as far as it is wanted. */
  readAll<R extends ReadRoute, T>(
    route: R,
    parameters: Parameters<R>,
    entries: (page: Data<R>) => readonly T[],
    end?: ListEnd<T>,
  ): Promise<Outcome<T[]>>;
  /** For an address that GitHub's description does not list. */
  readPath(path: string): Promise<Outcome<unknown>>;
  write<R extends WriteRoute>(
    route: R,
    parameters: Parameters<R>,
    options?: WriteOptions<Data<R>>,
  ): Promise<Outcome<Data<R>>>;
  /** What git signs in with over https: Basic, a token as the password, that lives an hour at most. */
  gitCredentials(): Promise<Outcome<{ username: string; password: string }>>;
  /** What is left of the hour; null before the first answer. */
  budget(): RateBudget | null;
  /** Until when GitHub asked for silence; null when it did not. */
  silentUntil(): string | null;
}

/** Whose shapes and rules we know: https://docs.github.com/en/rest/about-the-rest-api/api-versions. */
export const apiVersion = "2022-11-28";
const pageSize = 100;
const notRepeated = [400, 401, 403, 404, 405, 409, 410, 422, 429, 451];
const Client = Octokit.plugin(retry, throttling);

/** A client for one identity. It holds no connection; there is nothing to close. */
export function createGithubClient(options: GithubOptions): GithubClient {
  const { apiUrl, identity, now, timeoutMs = 15_000, maxBytes = 32 * 1024 * 1024 } = options;
  const rate = createRateWatch(now);
  const cache = createAnswerCache();
  const fetchIt = boundedFetch({ timeoutMs, maxBytes, onAnswer: rate.heard });
  // The app has an hour's budget of its own.
  const appRate = createRateWatch(now);
  const credentials = createCredentials(
    identity,
    apiUrl,
    boundedFetch({ timeoutMs, maxBytes, onAnswer: appRate.heard }),
  );
  const silentUntil = () => rate.silentUntil()?.at ?? appRate.silentUntil()?.at ?? null;
  const octokit = new Client({
    baseUrl: apiUrl,
    userAgent: "Colophon",
    request: { fetch: fetchIt },
    log: silence,
    retry: { doNotRetry: notRepeated, retries: 2, retryAfterBaseValue: options.retryMs ?? 1000 },
    throttle: {
      enabled: options.paced ?? true,
      id: `${apiUrl} ${identity.kind === "app" ? identity.installationId : "token"}`,
      // Waiting is for the queue of jobs, which outlives this process.
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
  });
  const failureOf = (error: unknown) => readFailure(error, silentUntil());

  /** The token to sign in with; without one nothing is sent. */
  const signIn = async (): Promise<Outcome<string>> => {
    const silent = silentUntil();
    if (silent !== null) return explainSilence(silent);
    try {
      return ok(await credentials.token());
    } catch (error) {
      return explainSignIn(failureOf(error));
    }
  };

  /** @throws RequestError */
  const send = (route: string, parameters: object, token: string, once: boolean, known = {}) =>
    octokit.request(route, {
      ...parameters,
      headers: { ...known, authorization: `token ${token}`, "x-github-api-version": apiVersion },
      request: once ? { retries: 0 } : {},
    });

  type Page = { data: unknown; link: string | undefined };

  const readPage = async (route: string, parameters: object): Promise<Outcome<Page>> => {
    const key = `${route} ${JSON.stringify(parameters)}`;
    const kept = cache.get(key);
    const known: Record<string, string> = kept ? { "if-none-match": kept.etag } : {};
    for (let renewed = false; ; renewed = true) {
      const token = await signIn();
      if (!token.ok) return token;
      try {
        const given = await send(route, parameters, token.value, false, known);
        if (given.status >= 300) return explainFailure({ ...nothing, status: given.status }, "read");
        const { etag, link } = given.headers;
        if (etag !== undefined) {
          cache.set(key, { etag, data: given.data, link, bytes: sizeOf(given.data) });
        }
        return ok({ data: given.data, link });
      } catch (error) {
        const failure = failureOf(error);
        if (failure.status === 304 && kept) return ok(kept);
        if (failure.status === 401 && !renewed && (await renew())) continue;
        return explainFailure(failure, "read");
      }
    }
  };

  const renew = () => credentials.renew().catch(() => false);

  const write: GithubClient["write"] = async (
    route,
    parameters,
    { readBack, accept = [], lookFirst } = {},
  ) => {
    type Result = Data<typeof route>;
    const before = lookFirst && readBack ? await readBack() : ok(null);
    if (!before.ok || before.value !== null) return before as Outcome<Result>;
    for (let renewed = false; ; renewed = true) {
      const token = await signIn();
      if (!token.ok) return token;
      try {
        const given = await send(route, parameters as object, token.value, true);
        if (given.status >= 300) return explainFailure({ ...nothing, status: given.status }, "write");
        return ok(given.data as Result);
      } catch (error) {
        const failure = failureOf(error);
        if (accept.includes(failure.status)) return ok((error as RequestError).response?.data as Result);
        const expired = failure.status === 401 && !renewed && (await renew());
        if (!expired && !isUncertain(failure)) return explainFailure(failure, "write");
        const seen = readBack ? await readBack() : undefined;
        if (seen?.ok && seen.value !== null) return ok(seen.value);
        // Only a look that found nothing allows a second sending, and only where GitHub turned the first away unread.
        if (!expired || !seen?.ok) return explainFailure(failure, "write");
      }
    }
  };

  return {
    async read(route, parameters) {
      const page = await readPage(route, parameters as object);
      return page.ok ? ok(page.value.data as Data<typeof route>) : page;
    },
    async readAll(route, parameters, entries, { most = 10_000, until = () => false } = {}) {
      const found: ReturnType<typeof entries>[number][] = [];
      for (let number = 1; found.length < most; number++) {
        const page = await readPage(route, { per_page: pageSize, ...(parameters as object), page: number });
        if (!page.ok) return page;
        found.push(...entries(page.value.data as Data<typeof route>));
        const last = found.at(-1);
        if (last !== undefined && until(last)) break;
        if (!/rel="next"/.test(page.value.link ?? "")) break;
      }
      return ok(found.slice(0, most));
    },
    async readPath(path) {
      const page = await readPage(`GET ${path}`, {});
      return page.ok ? ok(page.value.data) : page;
    },
    write,
    async gitCredentials() {
      const token = await signIn();
      return token.ok ? ok({ username: "x-access-token", password: token.value }) : token;
    },
    budget: rate.budget,
    silentUntil,
  };
}

/** Numbers too large for JavaScript come as BigInt, which JSON.stringify would throw on. */
function sizeOf(data: unknown): number {
  return JSON.stringify(data, (_, each) => (typeof each === "bigint" ? String(each) : each))?.length ?? 0;
}

const nothing = { words: "", needs: "", silentUntil: null };
