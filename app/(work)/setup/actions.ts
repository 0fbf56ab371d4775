"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Outcome, Problem } from "#lib/core/outcome.ts";
import type { AppWish } from "#lib/features/make-app.ts";
import { server, setupCookie } from "#lib/server.ts";
import { sameOrigin } from "../../same-origin.ts";
import { keep, stateCookie, visit } from "./visit.ts";

/** Why something was not done, and what was filled in. */
export interface SetupAnswer {
  problem: Problem | null;
  filled: Record<string, string>;
}

const field = (form: FormData, name: string) => String(form.get(name) ?? "");

/** Do it, and show the page anew with what was done; or say why not, with everything that is no secret still there. */
async function answer(
  form: FormData,
  done: string,
  work: () => Promise<Outcome<unknown>>,
): Promise<SetupAnswer> {
  const same = await sameOrigin();
  const pass = same.ok ? await server.setup.passFor(await visit()) : null;
  if (pass !== null) await keep(setupCookie, pass);
  const outcome = same.ok ? await work() : same;
  if (outcome.ok) redirect(done);
  const filled = ["place", "branch", "manifest", "name", "organisation"].map((name) => [
    name,
    field(form, name),
  ]);
  return { problem: outcome.problem, filled: Object.fromEntries(filled) };
}

export async function enterCode(_: SetupAnswer | null, form: FormData): Promise<SetupAnswer> {
  return answer(form, "/setup", async () => {
    const spent = await server.auth.spend(await headers());
    if (!spent.ok) return spent;
    const entered = await server.setup.enter(field(form, "code"));
    if (entered.ok) await keep(setupCookie, entered.value.pass);
    return entered;
  });
}

export async function becomeAdmin(_: SetupAnswer | null, form: FormData): Promise<SetupAnswer> {
  return answer(form, "/setup?done=admin", async () => server.setup.becomeAdmin(await visit()));
}

export async function giveToken(_: SetupAnswer | null, form: FormData): Promise<SetupAnswer> {
  return answer(form, "/setup?done=token", async () =>
    server.setup.giveToken(await visit(), { token: field(form, "token").trim() }),
  );
}

export async function forget(_: SetupAnswer | null, form: FormData): Promise<SetupAnswer> {
  return answer(form, "/setup?done=removed", async () =>
    server.setup.forget(await visit(), { what: field(form, "what") }),
  );
}

export async function findInstallation(_: SetupAnswer | null, form: FormData): Promise<SetupAnswer> {
  return answer(form, "/setup?done=installed", async () => {
    const found = await server.setup.takeInstallation(await visit(), null);
    return found.ok && found.value === null
      ? {
          ok: false,
          problem: {
            code: "github.not-found" as const,
            message: "GitHub says that the app is installed nowhere yet. Install it, then look again.",
          },
        }
      : found;
  });
}

export async function lookAtBook(_: SetupAnswer | null, form: FormData): Promise<SetupAnswer> {
  return answer(form, "/setup#book", async () =>
    server.setup.lookAtBook(await visit(), {
      place: field(form, "place").trim() || field(form, "chosen"),
      branch: field(form, "branch"),
    }),
  );
}

export async function takeBook(_: SetupAnswer | null, form: FormData): Promise<SetupAnswer> {
  return answer(form, "/progress", async () =>
    server.setup.takeBook(await visit(), {
      search: field(form, "search"),
      manifest: field(form, "manifest"),
    }),
  );
}

export async function check(_: SetupAnswer | null, form: FormData): Promise<SetupAnswer> {
  return answer(form, "/setup?done=checked#checks", async () => server.setup.check(await visit()));
}

/** What is to be sent to GitHub, or why not. */
export interface MakeAppAnswer extends SetupAnswer {
  wish: AppWish | null;
}

/** Prepare the app; the browser then takes it to GitHub. */
export async function makeApp(_: MakeAppAnswer | null, form: FormData): Promise<MakeAppAnswer> {
  const filled = { name: field(form, "name"), organisation: field(form, "organisation") };
  const same = await sameOrigin();
  if (!same.ok) return { problem: same.problem, filled, wish: null };
  // GitHub sends people back to the public address, where a cookie set under another name is not seen.
  const home = new URL("/setup", server.publicUrl());
  if ((await headers()).get("host") !== home.host) redirect(home.href);
  const wish = await server.setup.wishForApp(await visit(), filled);
  if (!wish.ok) return { problem: wish.problem, filled, wish: null };
  await keep(stateCookie, wish.value.state);
  return { problem: null, filled, wish: wish.value };
}
