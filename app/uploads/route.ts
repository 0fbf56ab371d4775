import { httpStatus, type Outcome, refuse } from "#lib/core/outcome.ts";
import { authorise } from "#lib/core/policy/index.ts";
import { imageLimit } from "#lib/core/proposal/index.ts";
import { server } from "#lib/server.ts";
import { readBody } from "../read-body.ts";
import { sameOrigin } from "../same-origin.ts";

/**
 * An image for a draft: its bytes as the body, `proposal`, `path` (the chapter) and `about` in the query. A route and no
 * server action, so that a body that is too large is never read whole.
 */
export async function POST(request: Request): Promise<Response> {
  const origin = await sameOrigin();
  if (!origin.ok) return answer(origin);
  // Nobody else's body is read; whose draft it is comes after.
  const ruling = authorise(await server.actor(), "draft.open");
  if (!ruling.ok) return answer(ruling);
  const bytes = await readBody(request, imageLimit);
  if (!bytes) return answer(refuse("input.too-large", "Please keep an image under 5 MB.", "image"));
  const { searchParams } = new URL(request.url);
  const input = {
    id: searchParams.get("proposal"),
    path: searchParams.get("path"),
    about: searchParams.get("about"),
  };
  return answer(await server.addImage(input, bytes));
}

function answer(outcome: Outcome<unknown>): Response {
  return Response.json(outcome, {
    status: outcome.ok ? 201 : httpStatus[outcome.problem.code],
    headers: { "Cache-Control": "no-store" },
  });
}
