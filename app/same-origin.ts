import { headers } from "next/headers";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { server } from "#lib/server.ts";

/**
 * Next compares Origin with Host, but lets a request without Origin through. Forms of ours always send one of the two
 * headers looked at here, so what has neither, or another site's, is refused.
 */
export async function sameOrigin(): Promise<Outcome<true>> {
  const sent = await headers();
  const origin = sent.get("origin");
  const site = sent.get("sec-fetch-site");
  const own = new URL(server.publicUrl()).host;
  const here = [own, sent.get("host")];
  const fine = origin && origin !== "null" ? here.includes(new URL(origin).host) : site === "same-origin";
  return fine
    ? ok(true)
    : refuse("actor.forbidden", "This form was sent from another site, so it was not taken.");
}
