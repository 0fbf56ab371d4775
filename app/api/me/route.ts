import { server } from "#lib/server.ts";

export const dynamic = "force-dynamic";

/** Who is signed in, for the islands of pages that are cached for everyone. */
export async function GET(): Promise<Response> {
  return Response.json({ person: await server.me() }, { headers: { "Cache-Control": "private, no-store" } });
}
