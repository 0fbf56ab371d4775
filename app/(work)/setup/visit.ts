import { cookies, headers } from "next/headers";
import { type SetupVisit, server, setupCookie } from "#lib/server.ts";

/** The cookie by which an answer of GitHub is known to belong to this browser. */
export const stateCookie = "colophon.app-state";

/** Who asks to set up. */
export async function visit(): Promise<SetupVisit> {
  return { headers: await headers(), pass: (await cookies()).get(setupCookie)?.value ?? null };
}

/** Keep a word in this browser for an hour, for the pages of setting up only. */
export async function keep(name: string, value: string): Promise<void> {
  (await cookies()).set(name, value, {
    httpOnly: true,
    // GitHub sends people back by a link, which carries it.
    sameSite: "lax",
    secure: server.publicUrl().startsWith("https:"),
    path: "/setup",
    maxAge: 3600,
  });
}

/** Back to the page, with what there is to say. */
export function backToSetup(search: Record<string, string>): Response {
  const address = new URL("/setup", server.publicUrl());
  for (const [name, value] of Object.entries(search)) address.searchParams.set(name, value);
  return new Response(null, {
    status: 303,
    headers: { Location: address.href, "Cache-Control": "no-store" },
  });
}
