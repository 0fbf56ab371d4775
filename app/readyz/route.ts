import { server } from "#lib/server.ts";

export const dynamic = "force-dynamic";

/** Whether this process can do its work: the database answers. */
export async function GET(): Promise<Response> {
  const ready = await server.isReady();
  return new Response(ready ? "ready\n" : "not ready\n", {
    status: ready ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
