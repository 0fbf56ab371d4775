import { httpStatus, type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { authorise } from "#lib/core/policy/index.ts";
import { fromBase64, roomLimits, toBase64 } from "#lib/core/together/index.ts";
import { server } from "#lib/server.ts";
import { readBody } from "../read-body.ts";
import { sameOrigin } from "../same-origin.ts";

/**
 * What the socket at this address does, as a request: store what somebody wrote and answer with what they lack. For
 * connections that let no socket through, and for the last words of a page that is left.
 */
export async function POST(request: Request): Promise<Response> {
  const origin = await sameOrigin();
  if (!origin.ok) return answer(origin);
  const ruling = authorise(await server.actor(), "draft.join");
  if (!ruling.ok) return answer(ruling);
  const body = await readBody(request, roomLimits.frame * 2);
  if (!body) return answer(refuse("input.too-large", "This is more than can be stored at once."));
  const asked = readAsked(body);
  if (!asked) return answer(refuse("input.invalid", "This is not a change that an editor makes."));
  const exchanged = await server.exchangeDraft(asked);
  if (!exchanged.ok) return answer(exchanged);
  const { update, vector, version } = exchanged.value;
  return answer(ok({ update: toBase64(update), vector: toBase64(vector), version }));
}

function readAsked(body: Uint8Array) {
  try {
    const { id, path, vector, update } = JSON.parse(new TextDecoder().decode(body)) as Record<
      string,
      unknown
    >;
    const bytes = (value: unknown) => (typeof value === "string" ? fromBase64(value) : null);
    return { id, path, vector: bytes(vector), update: bytes(update) };
  } catch {
    return null;
  }
}

function answer(outcome: Outcome<unknown>): Response {
  return Response.json(outcome, {
    status: outcome.ok ? 200 : httpStatus[outcome.problem.code],
    headers: { "Cache-Control": "no-store" },
  });
}
