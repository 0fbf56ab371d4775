import { httpStatus, type Outcome, refuse } from "#lib/core/outcome.ts";
import { server } from "#lib/server.ts";
import { readBody } from "../../../read-body.ts";

/** GitHub delivers nothing larger (25 MB). */
const largest = 25 * 1024 * 1024;

/** A webhook of GitHub: kept and answered; what follows from it is done later. */
export async function POST(request: Request): Promise<Response> {
  const { headers } = request;
  const spent = await server.deliveries.spend(headers);
  if (!spent.ok) return answer(spent);
  const body = await readBody(request, largest);
  if (!body) return answer(refuse("input.too-large", "The webhook is too large."));
  return answer(
    await server.deliveries.receive({
      body: new TextDecoder("utf-8", { ignoreBOM: true }).decode(body),
      signature: headers.get("x-hub-signature-256"),
      id: headers.get("x-github-delivery"),
      event: headers.get("x-github-event"),
    }),
  );
}

function answer(outcome: Outcome<unknown>): Response {
  const status = outcome.ok ? 202 : httpStatus[outcome.problem.code];
  const words = outcome.ok ? "Accepted.\n" : `${outcome.problem.message}\n`;
  return new Response(words, { status, headers: { "Cache-Control": "no-store" } });
}
