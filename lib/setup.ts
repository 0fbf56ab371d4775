/**
 * Setting up, as the web process does it: who may while there is no admin yet, and the use cases with its adapters. Part
 * of `lib/server.ts`; nothing else imports it.
 */
import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { bookId, environment } from "#lib/adapters/env/index.ts";
import { createGitBook } from "#lib/adapters/git/index.ts";
import { createAppApi, createHostDoor, createHostTrial, readHostBudget } from "#lib/adapters/github/index.ts";
import { isLoopback } from "#lib/core/network/index.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, anonymous } from "#lib/core/policy/index.ts";
import { changeRole } from "#lib/features/change-role.ts";
import { checkConnection } from "#lib/features/check-connection.ts";
import { lookAtBook, takeBook } from "#lib/features/choose-book.ts";
import { findRepositories } from "#lib/features/find-repositories.ts";
import { forgetAccess, giveToken } from "#lib/features/give-access.ts";
import { takeApp, takeInstallation, wishForApp } from "#lib/features/make-app.ts";
import type { GivenSettings, HostBudget } from "#lib/features/ports/index.ts";
import { readBudget } from "#lib/features/read-budget.ts";
import { readSetup } from "#lib/features/read-setup.ts";
import { bookRepository, configuredBook, openAccount, openGithub } from "#lib/installation.ts";
import { ports, readSettings, settings } from "#lib/settings.ts";
import { actor, isFromHere } from "#lib/visitor.ts";
import { once } from "#lib/wiring.ts";

/** What a request says of itself, as far as it matters for setting up. */
export interface SetupVisit {
  headers: Pick<Headers, "get">;
  /** Of the cookie `setupCookie`. */
  pass: string | null;
}

/** The cookie of whoever had the code that `npm start` prints. */
export const setupCookie = "colophon.setup";

const now = () => Date.now();

/** What the cookie holds: it is made of the code, and tells nothing of it. */
function passOf(code: string): string {
  return createHmac("sha256", environment().authSecret ?? "")
    .update(`setup ${code}`)
    .digest("base64url");
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const hasAdmin = async () => (await ports().people.withRole("admin")).some(({ demo }) => !demo);

/** Somebody at this machine, where only this machine reaches the site. */
const isHere = (headers: Pick<Headers, "get">) => environment().web.loopback && isFromHere(headers);

/**
 * Who asks, with an admin's rights while the site has no admin and they are at this machine or had the code.
 */
async function setupActor({ headers, pass }: SetupVisit): Promise<Actor> {
  const who = await actor();
  if (who.role === "admin" || (await hasAdmin())) return who;
  const { setupCode } = environment();
  const hadCode = setupCode !== undefined && pass !== null && equal(pass, passOf(setupCode));
  if (!hadCode && !isHere(headers)) return who;
  return { ...who, name: who.id === null ? "The person who runs this site" : who.name, role: "admin" };
}

/** What the environment decides, and what is in use of what was stored. */
function given(): GivenSettings {
  const [base, full] = [environment(), settings()];
  const by = (ofBase: unknown, ofFull: unknown) =>
    ofBase ? ("environment" as const) : ofFull ? ("stored" as const) : null;
  const { app, token } = full.github;
  const letBy = by(base.github.app ?? base.github.token, app ?? token);
  const { publicUrl } = base.web;
  const { serverUrl } = base.github;
  return {
    book:
      base.book.sample || base.book.remote === undefined
        ? null
        : {
            remote: base.book.remote.replace(/\/\/[^/@]*@/u, "//"),
            branch: base.book.branch ?? null,
            manifest: base.book.manifest ?? null,
          },
    access: letBy && { kind: app ? "app" : "token", by: letBy },
    signIn: by(base.github.signIn, full.github.signIn),
    webhook: by(base.github.webhook, full.github.webhook),
    publicUrl,
    serverUrl,
    hears: !isLoopback(new URL(publicUrl).hostname) || isLoopback(new URL(serverUrl).hostname),
  };
}

const door = () => createHostDoor(settings().github.apiUrl, openAccount(settings()), now);

/** Everything that is asked for setting up. */
const setupPorts = () => ({ ...ports(), given: given(), door: door() });

/** The book that is followed, tried out with what lets Colophon in. */
function checkPorts() {
  const env = settings();
  const github = openGithub(env);
  const { app, apiUrl } = env.github;
  const git = createGitBook({ ...bookRepository(env, github), timeoutMs: 20_000 });
  return {
    ...ports(),
    given: given(),
    book: env.book.sample ? null : configuredBook(env),
    async fetchable() {
      if (!git.ok) return git;
      const listed = await git.value.repository.branches();
      git.value.close();
      return listed;
    },
    trial:
      github && createHostTrial(github.client, github, app ? createAppApi(app, { apiUrl, now }) : null, now),
  };
}

/** What was heard of the hour last, and of whom. */
const heard = () =>
  once("host budget", (): { of: unknown; at: number; value: Outcome<HostBudget> | null } => ({
    of: null,
    at: 0,
    value: null,
  }));

/**
 * Asked at most every half minute, and waited for three seconds: the page that shows it is also there to say that GitHub
 * is away.
 */
async function hostBudget(github: NonNullable<ReturnType<typeof openGithub>>): Promise<Outcome<HostBudget>> {
  const last = heard();
  const of = settings();
  if (last.value && last.of === of && now() - last.at < 30_000) return last.value;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<HostBudget>>((resolve) => {
    const away = refuse(
      "github.unreachable",
      "GitHub does not answer at the moment. What waits is done later.",
    );
    timer = setTimeout(() => resolve(away), 3_000);
  });
  const value = await Promise.race([readHostBudget(github.client), late]);
  clearTimeout(timer);
  Object.assign(last, { of, at: now(), value });
  return value;
}

/** Do something as whoever may set up; afterwards this process goes by what is set up then. */
function doing<Rest extends unknown[], T>(
  feature: (who: Actor, visit: SetupVisit, ...rest: Rest) => Promise<Outcome<T>>,
) {
  return async (visit: SetupVisit, ...rest: Rest): Promise<Outcome<T>> => {
    const done = await feature(await setupActor(visit), visit, ...rest);
    if (done.ok) await readSettings();
    return done;
  };
}

export const setup = {
  read: async (visit: SetupVisit) => readSetup(setupPorts(), await setupActor(visit)),
  /** Whether there is nobody yet who could be asked, and whether the code would help. */
  firstRun: async () => ({ open: !(await hasAdmin()), code: environment().setupCode !== undefined }),
  /** Take the code that `npm start` printed, once; what to keep in the cookie. */
  async enter(code: string): Promise<Outcome<{ pass: string }>> {
    const { setupCode } = environment();
    const spent = once("setup code", () => ({ by: false }));
    const right = setupCode !== undefined && equal(passOf(code.trim()), passOf(setupCode));
    if (!right || spent.by || (await hasAdmin())) {
      return refuse(
        "input.invalid",
        "This code does not open the page. It works once; the newest is the one that the last start printed.",
        "code",
      );
    }
    spent.by = true;
    return ok({ pass: passOf(setupCode) });
  },
  /**
   * The same for whoever may without a code: the page that an action leads to is asked for by the server itself, which
   * does not look as if it came from this machine.
   */
  async passFor({ headers }: SetupVisit): Promise<string | null> {
    const { setupCode } = environment();
    return setupCode !== undefined && isHere(headers) && !(await hasAdmin()) ? passOf(setupCode) : null;
  },
  /** Become the admin of a site that has none. */
  becomeAdmin: async (visit: SetupVisit) => {
    const who = await setupActor(visit);
    const person = who.role === "admin" && who.id !== null ? await ports().people.find(who.id) : null;
    if (!person || person.demo) return refuse("actor.signed-out", "Sign in with GitHub first.");
    return changeRole(
      ports(),
      { ...anonymous, name: "The person who set this site up", role: "admin" },
      { id: person.id, from: person.role, to: "admin" },
    );
  },
  repositories: async (visit: SetupVisit) => findRepositories(setupPorts(), await setupActor(visit)),
  wishForApp: doing((who, _, raw: unknown) => wishForApp(setupPorts(), who, raw)),
  takeApp: doing((who, _, answer: Parameters<typeof takeApp>[2]) => takeApp(setupPorts(), who, answer)),
  takeInstallation: doing((who, _, wanted: number | null) => takeInstallation(setupPorts(), who, wanted)),
  giveToken: doing((who, _, raw: unknown) => giveToken(setupPorts(), who, raw)),
  forget: doing((who, _, raw: unknown) => forgetAccess(setupPorts(), who, raw)),
  lookAtBook: doing((who, visit, raw: unknown) =>
    lookAtBook(
      {
        ...setupPorts(),
        mirrorOf: (remote, branch) => bookId({ remote, branch: branch ?? undefined }),
        fromHere: isHere(visit.headers),
      },
      who,
      raw,
    ),
  ),
  takeBook: doing((who, _, raw: unknown) =>
    takeBook(
      {
        ...setupPorts(),
        bookId: ({ remote, branch, manifest }) =>
          bookId({ remote, branch: branch ?? undefined, manifest: manifest ?? undefined }),
      },
      who,
      raw,
    ),
  ),
  check: doing((who) => checkConnection(checkPorts(), who)),
  /** What is left of GitHub's hour, and what waits; for editors. */
  async readBudget() {
    const env = settings();
    const github = openGithub(env);
    return readBudget(
      {
        waiting: ports().waiting,
        bookId: configuredBook(env).id,
        budget: github && (() => hostBudget(github)),
      },
      await actor(),
    );
  },
};
