import { httpStatus } from "#lib/core/outcome.ts";
import { server } from "#lib/server.ts";
import { readBody } from "../../../read-body.ts";

/** GitHub delivers nothing larger (25 MB). */
const largest = 25 * 1024 * 1024;
/** The signature is over the bytes, a mark at their beginning included. */
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** A webhook of GitHub: kept and answered; what follows from it is done later. */
export async function POST(request: Request): Promise<Response> {
  const taken = await server.receiveDelivery(request.headers, async () => {
    const bytes = await readBody(request, largest);
    return bytes && utf8.decode(bytes);
  });
  const words = taken.ok ? "Accepted." : taken.problem.message;
  return new Response(`${words}\n`, {
    status: taken.ok ? 202 : httpStatus[taken.problem.code],
    headers: { "Cache-Control": "no-store" },
  });
}
