"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { SignInFailure } from "#lib/core/policy/index.ts";
import { server } from "#lib/server.ts";
import { sameOrigin } from "../../same-origin.ts";

/** Only paths of this site are returned to after signing in. */
function back(form: FormData): string {
  const to = form.get("to");
  return typeof to === "string" && /^\/(?![/\\])/u.test(to) ? to : "/";
}

function again(failure: SignInFailure, to: string): never {
  redirect(`/sign-in?${new URLSearchParams({ error: failure, ...(to === "/" ? {} : { to }) })}`);
}

export async function signInWithGitHub(form: FormData): Promise<void> {
  if (!(await sameOrigin()).ok) return;
  const to = back(form);
  const sent = await headers();
  if (!(await server.auth.spend(sent)).ok) again("limited", to);
  // GitHub sends people back to the public address, where a cookie set under another name is not seen.
  const home = new URL("/sign-in", server.publicUrl());
  if (sent.get("host") !== home.host) {
    home.searchParams.set("to", to);
    redirect(home.href);
  }
  await server.auth.signIn("github", { redirectTo: to });
}

export async function signInAsDemo(form: FormData): Promise<void> {
  if (!(await sameOrigin()).ok) return;
  const to = back(form);
  const sent = await headers();
  if (!server.auth.mayUseDemo(sent)) again("demo-elsewhere", to);
  if (!(await server.auth.spend(sent)).ok) again("limited", to);
  await server.auth.signIn("demo", { role: String(form.get("role")), redirect: false });
  redirect(to);
}

export async function signOut(): Promise<void> {
  if (!(await sameOrigin()).ok) return;
  await server.auth.signOut({ redirect: false });
  redirect("/");
}
