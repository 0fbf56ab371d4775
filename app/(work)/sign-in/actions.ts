"use server";

import { server } from "#lib/server.ts";
import { sameOrigin } from "../../same-origin.ts";

/** Only paths of this site are returned to after signing in. */
function back(form: FormData): string {
  const to = form.get("to");
  return typeof to === "string" && /^\/(?![/\\])/u.test(to) ? to : "/";
}

export async function signInWithGitHub(form: FormData): Promise<void> {
  if (!(await sameOrigin()).ok) return;
  await server.auth.signIn("github", { redirectTo: back(form) });
}

export async function signInAsDemo(form: FormData): Promise<void> {
  if (!(await sameOrigin()).ok) return;
  await server.auth.signIn("demo", { role: String(form.get("role")), redirectTo: back(form) });
}

export async function signOut(): Promise<void> {
  if (!(await sameOrigin()).ok) return;
  await server.auth.signOut({ redirectTo: "/" });
}
