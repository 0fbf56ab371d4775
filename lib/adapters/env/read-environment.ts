import { z } from "zod";
import { isLoopback } from "#lib/core/network/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import type { Environment } from "./environment.ts";

/** A variable that is set to nothing counts as not set, as in `PORT= npm start`. */
const text = z.preprocess(
  (value) => (typeof value === "string" && value.trim() !== "" ? value.trim() : undefined),
  z.string().optional(),
);

const address = (example: string, protocols: RegExp) =>
  text.refine((value) => value === undefined || isAddress(value, protocols), {
    message: `is not an address Colophon can use. Write it like ${example}`,
  });

const wholeNumber = (lowest: number, highest: number, example: string) =>
  text
    .refine((value) => value === undefined || isWholeNumber(value, lowest, highest), {
      message: `must be a whole number from ${lowest} to ${highest}. Try ${example}`,
    })
    .transform((value) => (value === undefined ? undefined : Number(value)));

const webhookSecret = text.refine((value) => value === undefined || value.length >= 16, {
  message: "must have at least 16 characters. Make one with: openssl rand -hex 32",
});

const yesOrNo = text
  .transform((value) => value?.toLowerCase())
  .refine((value) => value === undefined || yes.has(value) || no.has(value), {
    message: "must be on or off. Leave it out to let Colophon decide",
  })
  .transform((value) => (value === undefined ? undefined : yes.has(value)));

const yes = new Set(["1", "true", "yes", "on"]);
const no = new Set(["0", "false", "no", "off"]);

const variables = z.object({
  NODE_ENV: text,
  DATABASE_URL: address("postgresql://user:password@host:5432/colophon", /^postgres(ql)?:$/),
  BOOK_REMOTE: text,
  BOOK_MANIFEST: text,
  BOOK_BRANCH: text,
  BOOK_ID: text.refine((value) => value === undefined || /^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$/.test(value), {
    message: "must be 3 to 64 small letters, digits and dashes. Try BOOK_ID=my-book",
  }),
  BOOK_SAMPLE: yesOrNo,
  BOOK_EDITORS: text
    .transform((value) =>
      (value ?? "")
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((login) => login !== ""),
    )
    .refine((logins) => logins.every((login) => /^[a-z0-9](?:[a-z0-9-]{0,38})$/.test(login)), {
      message: "must be GitHub logins with commas between them. Try BOOK_EDITORS=ada,grace",
    }),
  PORT: wholeNumber(1, 65_535, "PORT=3000"),
  HOST: text,
  PUBLIC_URL: address("https://book.example.org", /^https?:$/),
  TRUSTED_PROXIES: wholeNumber(0, 9, "TRUSTED_PROXIES=1"),
  AUTH_SECRET: text.refine((value) => value === undefined || value.length >= 32, {
    message: "must have at least 32 characters. Make one with: openssl rand -base64 32",
  }),
  GITHUB_CLIENT_ID: text,
  GITHUB_CLIENT_SECRET: text,
  GITHUB_TOKEN: text,
  GITHUB_APP_ID: wholeNumber(1, 999_999_999, "GITHUB_APP_ID=12345"),
  GITHUB_APP_INSTALLATION_ID: wholeNumber(1, 999_999_999, "GITHUB_APP_INSTALLATION_ID=12345"),
  GITHUB_APP_PRIVATE_KEY: text.refine((value) => value === undefined || value.includes("PRIVATE KEY"), {
    message: "must be the app's key in PEM form, with its first and last line",
  }),
  GITHUB_WEBHOOK_SECRET: webhookSecret,
  GITHUB_WEBHOOK_SECRET_PREVIOUS: webhookSecret,
  GITHUB_API_URL: address("https://api.github.com", /^https?:$/),
  GITHUB_SERVER_URL: address("https://github.com", /^https?:$/),
  SETUP_CODE: text,
  AI_BASE_URL: address("http://localhost:11434/v1", /^https?:$/),
  AI_API_KEY: text,
  AI_MODEL: text,
  DOI_RESOLVER: text.refine(
    (value) => value === undefined || no.has(value.toLowerCase()) || isAddress(value, /^https?:$/),
    { message: "must be an address like https://doi.org, or off" },
  ),
  SMTP_URL: address("smtp://user:password@mail.example.org:587", /^smtps?:$/),
  MAIL_FROM: text,
  COLOPHON_DATA_DIR: text,
  COLOPHON_DEMO: yesOrNo,
  RENDER_THREADS: wholeNumber(1, 64, "RENDER_THREADS=2"),
});

/** The names of every variable Colophon reads, for scripts that must hide or pass them on. */
export const variableNames: readonly string[] = Object.keys(variables.shape);

/**
 * Parse the variables of a process (or any record of strings) into an Environment.
 * Refuses with `input.invalid` and, in `at`, the name of the variable to change; the message says how.
 */
export function readEnvironment(raw: Record<string, string | undefined>): Outcome<Environment> {
  const parsed = variables.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? "");
    return refuse("input.invalid", `${name} ${issue?.message ?? "cannot be read"}.`, name);
  }
  const set = parsed.data;
  const host = set.HOST ?? "127.0.0.1";
  const port = set.PORT ?? 3000;

  if (set.PUBLIC_URL === undefined && !isLoopback(host)) {
    return missing(
      "PUBLIC_URL",
      `With HOST=${host} people come from elsewhere, so Colophon must know its own address`,
      "PUBLIC_URL=https://book.example.org",
    );
  }
  const publicUrl = (set.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, "");
  const loopback = isLoopback(host) && isLoopback(new URL(publicUrl).hostname);

  if ((set.GITHUB_CLIENT_ID === undefined) !== (set.GITHUB_CLIENT_SECRET === undefined)) {
    const name = set.GITHUB_CLIENT_ID === undefined ? "GITHUB_CLIENT_ID" : "GITHUB_CLIENT_SECRET";
    return missing(
      name,
      "Signing in with GitHub needs both the client id and the client secret",
      `${name}=…`,
    );
  }
  const signIn =
    set.GITHUB_CLIENT_ID !== undefined && set.GITHUB_CLIENT_SECRET !== undefined
      ? { clientId: set.GITHUB_CLIENT_ID, clientSecret: set.GITHUB_CLIENT_SECRET }
      : undefined;

  const appParts = [set.GITHUB_APP_ID, set.GITHUB_APP_INSTALLATION_ID, set.GITHUB_APP_PRIVATE_KEY] as const;
  const absent = appParts.indexOf(undefined);
  if (absent >= 0 && appParts.some((part) => part !== undefined)) {
    const name = (["GITHUB_APP_ID", "GITHUB_APP_INSTALLATION_ID", "GITHUB_APP_PRIVATE_KEY"] as const)[
      absent
    ]!;
    return missing(name, "A GitHub App needs its id, its key and the id of its installation", `${name}=…`);
  }
  const [appId, installationId, privateKey] = appParts;

  if (set.COLOPHON_DEMO === true && !loopback) {
    return refuse(
      "input.invalid",
      `COLOPHON_DEMO is on, but ${isLoopback(host) ? publicUrl : `HOST=${host}`} can be reached from other machines and anyone could sign in as the editor. Remove COLOPHON_DEMO and set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET instead.`,
      "COLOPHON_DEMO",
    );
  }
  if (set.AUTH_SECRET === undefined && set.DATABASE_URL !== undefined && !loopback) {
    return missing(
      "AUTH_SECRET",
      "Every process that shares the database must sign sessions alike",
      "AUTH_SECRET=$(openssl rand -base64 32)",
    );
  }
  if (set.AI_MODEL === undefined && set.AI_BASE_URL !== undefined) {
    return missing("AI_MODEL", "AI_BASE_URL is set, but not which model to ask there", "AI_MODEL=llama3.1");
  }
  if (set.AI_BASE_URL === undefined && (set.AI_MODEL !== undefined || set.AI_API_KEY !== undefined)) {
    return missing(
      "AI_BASE_URL",
      "A model is named, but not where to reach it",
      "AI_BASE_URL=https://api.openai.com/v1",
    );
  }

  return ok({
    mode: set.NODE_ENV === "development" || set.NODE_ENV === "test" ? set.NODE_ENV : "production",
    dataDir: set.COLOPHON_DATA_DIR ?? ".data",
    databaseUrl: set.DATABASE_URL,
    book: {
      remote: set.BOOK_REMOTE,
      manifest: set.BOOK_MANIFEST,
      branch: set.BOOK_BRANCH,
      id: set.BOOK_ID,
      sample: set.BOOK_REMOTE === undefined || set.BOOK_SAMPLE === true,
      mirror: undefined,
    },
    web: { port, host, publicUrl, loopback, trustedProxies: set.TRUSTED_PROXIES ?? 0 },
    authSecret: set.AUTH_SECRET,
    editors: set.BOOK_EDITORS,
    demoAccounts: loopback && (set.COLOPHON_DEMO ?? signIn === undefined),
    github: {
      signIn,
      token: set.GITHUB_TOKEN,
      app:
        appId !== undefined && installationId !== undefined && privateKey !== undefined
          ? { appId, installationId, privateKey: privateKey.replace(/\\n/g, "\n") }
          : undefined,
      webhook:
        set.GITHUB_WEBHOOK_SECRET === undefined
          ? undefined
          : { secret: set.GITHUB_WEBHOOK_SECRET, previous: set.GITHUB_WEBHOOK_SECRET_PREVIOUS },
      apiUrl: (set.GITHUB_API_URL ?? "https://api.github.com").replace(/\/+$/, ""),
      serverUrl: (set.GITHUB_SERVER_URL ?? "https://github.com").replace(/\/+$/, ""),
    },
    setupCode: set.SETUP_CODE,
    model:
      set.AI_BASE_URL !== undefined && set.AI_MODEL !== undefined
        ? { baseUrl: set.AI_BASE_URL, apiKey: set.AI_API_KEY, name: set.AI_MODEL }
        : undefined,
    mail: {
      smtpUrl: set.SMTP_URL,
      from: set.MAIL_FROM ?? `Colophon <colophon@${new URL(publicUrl).hostname}>`,
    },
    doiResolver: no.has((set.DOI_RESOLVER ?? "").toLowerCase())
      ? null
      : (set.DOI_RESOLVER ?? "https://doi.org").replace(/\/+$/, ""),
    renderThreads: set.RENDER_THREADS,
  });
}

function missing(name: string, why: string, example: string) {
  return refuse("input.invalid", `${name} is missing. ${why}: set ${example}.`, name);
}

function isAddress(value: string, protocols: RegExp): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return protocols.test(url.protocol) && url.hostname !== "";
}

function isWholeNumber(value: string, lowest: number, highest: number): boolean {
  return /^\d{1,9}$/.test(value) && Number(value) >= lowest && Number(value) <= highest;
}
