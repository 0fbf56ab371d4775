import { Octokit } from "@octokit/core";
import { z } from "zod";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { type AppKey, createAppClient, silence } from "./credentials.ts";
import {
  explainFailure,
  explainSignIn,
  explainSilence,
  explainStranger,
  readFailure,
} from "./explain-failure.ts";
import { createRateWatch } from "./rate-watch.ts";

/** Colophon's app as it is installed in one account. */
export interface Installation {
  id: number;
  account: string;
  allRepositories: boolean;
  /** By GitHub's names: contents, pull_requests, checks… to read or write. */
  permissions: Record<string, string>;
  suspended: boolean;
}

/** One attempt of GitHub to deliver a webhook to us. */
export interface DeliveryAttempt {
  id: number;
  /** The same for every attempt at one event. */
  deliveryId: string;
  event: string;
  action: string | null;
  /** ISO 8601. */
  at: string;
  /** What we answered; 0 where nobody did. */
  status: number;
  redelivery: boolean;
}

/** What the app itself may ask, signed with its key instead of a token. */
export interface AppClient {
  /** The installation that covers a repository. Problems: `github.not-found` where the app is not installed. */
  findInstallation(owner: string, repository: string): Promise<Outcome<Installation>>;
  listInstallations(): Promise<Outcome<Installation[]>>;
  /** Where the app's webhooks go; null where it has none. */
  readHook(): Promise<Outcome<{ url: string | null }>>;
  /** Attempts, newest first, at most `most`. GitHub keeps three days of them and does not repeat any by itself. */
  listDeliveries(most: number, status?: "success" | "failure"): Promise<Outcome<DeliveryAttempt[]>>;
  /** Ask GitHub to deliver again, under the same delivery id. */
  redeliver(attempt: number): Promise<Outcome<null>>;
}

const shown = z.object({
  id: z.number(),
  account: z.object({ login: z.string() }).nullable(),
  repository_selection: z.string(),
  permissions: z.record(z.string(), z.string()),
  suspended_at: z.string().nullish(),
});

function fromGithub(data: unknown): Installation {
  const { id, account, repository_selection, permissions, suspended_at } = shown.parse(data);
  return {
    id,
    account: account?.login ?? "",
    allRepositories: repository_selection === "all",
    permissions,
    suspended: suspended_at != null,
  };
}

/** @param now milliseconds since 1970 */
export function createAppApi(
  key: AppKey,
  { apiUrl, now, timeoutMs = 15_000 }: { apiUrl: string; now: () => number; timeoutMs?: number },
): AppClient {
  const rate = createRateWatch(now);
  const fetchIt = boundedFetch({ timeoutMs, maxBytes: 32 * 1024 * 1024, onAnswer: rate.heard });
  const app = createAppClient(key, apiUrl, fetchIt);

  const asked = async <T>(ask: () => Promise<T>, kind: "read" | "write" = "read"): Promise<Outcome<T>> => {
    const silent = rate.silentUntil();
    if (silent) return explainSilence(silent.at);
    try {
      return ok(await ask());
    } catch (error) {
      if (error instanceof z.ZodError) return explainStranger();
      const failure = readFailure(error, rate.silentUntil()?.at ?? null);
      return failure.status === 401 ? explainSignIn(failure) : explainFailure(failure, kind);
    }
  };

  return {
    findInstallation: (owner, repo) =>
      asked(async () =>
        fromGithub((await app.request("GET /repos/{owner}/{repo}/installation", { owner, repo })).data),
      ),
    listInstallations: () =>
      asked(async () => {
        const found: Installation[] = [];
        for (let page = 1; ; page++) {
          const { data } = await app.request("GET /app/installations", { per_page: 100, page });
          found.push(...data.map(fromGithub));
          if (data.length < 100) return found;
        }
      }),
    async readHook() {
      const read = await asked(async () => {
        const { data } = await app.request("GET /app/hook/config");
        return { url: data.url || null };
      });
      // An app without a webhook has no settings for one.
      return !read.ok && read.problem.code === "github.not-found" ? ok({ url: null }) : read;
    },
    listDeliveries: (most, status) =>
      asked(async () => {
        const found: DeliveryAttempt[] = [];
        let cursor: string | undefined;
        do {
          const { data, headers } = await app.request("GET /app/hook/deliveries", {
            per_page: Math.min(100, most),
            ...(cursor === undefined ? {} : { cursor }),
            ...(status === undefined ? {} : { status }),
          });
          found.push(
            ...data.map((each) => ({
              id: Number(each.id),
              deliveryId: each.guid,
              event: each.event,
              action: each.action,
              at: each.delivered_at,
              status: each.status_code,
              redelivery: each.redelivery,
            })),
          );
          cursor = /[?&]cursor=([^&>]+)[^>]*>; rel="next"/.exec(headers.link ?? "")?.[1];
        } while (cursor !== undefined && found.length < most);
        return found.slice(0, most);
      }),
    redeliver: (attempt) =>
      asked(async () => {
        await app.request("POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id: attempt });
        return null;
      }, "write"),
  };
}

/** What GitHub hands over when an app was made from a manifest: everything Colophon needs to be that app. */
export interface NewApp extends AppKey {
  slug: string;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
  pageUrl: string;
}

const converted = z.object({
  id: z.number(),
  slug: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  webhook_secret: z.string().nullable(),
  pem: z.string(),
  html_url: z.string(),
});

/**
 * Exchange the code that GitHub gave after an app was made from our manifest. It works once, within an hour.
 * Problems: `github.not-found` for a code that is used up or old; `github.uncertain` where the reply was lost, and the
 * app has to be made again.
 */
export async function convertManifest(code: string, apiUrl: string): Promise<Outcome<NewApp>> {
  const fetchIt = boundedFetch({ timeoutMs: 15_000, maxBytes: 1024 * 1024, onAnswer: () => {} });
  const github = new Octokit({
    baseUrl: apiUrl,
    userAgent: "Colophon",
    request: { fetch: fetchIt },
    log: silence,
  });
  try {
    const { data } = await github.request("POST /app-manifests/{code}/conversions", { code });
    const app = converted.parse(data);
    return ok({
      appId: app.id,
      privateKey: app.pem,
      slug: app.slug,
      clientId: app.client_id,
      clientSecret: app.client_secret,
      webhookSecret: app.webhook_secret ?? "",
      pageUrl: app.html_url,
    });
  } catch (error) {
    if (error instanceof z.ZodError) return explainStranger();
    return explainFailure(readFailure(error, null), "write");
  }
}
