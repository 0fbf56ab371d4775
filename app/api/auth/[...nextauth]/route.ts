import { server } from "#lib/server.ts";

/**
 * Where the provider sends browsers back to. Signing in and out begin in forms of ours, so nothing is taken by POST.
 */
export async function GET(request: Request): Promise<Response> {
  const spent = await server.auth.spend(request.headers);
  if (spent.ok) return server.auth.callback(request);
  return Response.redirect(new URL("/sign-in?error=limited", server.publicUrl()), 303);
}
