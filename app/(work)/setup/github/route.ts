import { cookies } from "next/headers";
import { server } from "#lib/server.ts";
import { backToSetup, stateCookie, visit } from "../visit.ts";

/** Where GitHub sends the browser when the app was made; on to where it is installed. */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const jar = await cookies();
  const expected = jar.get(stateCookie)?.value ?? null;
  const taken = await server.setup.takeApp(await visit(), {
    code: asked.get("code") ?? "",
    state: asked.get("state") ?? "",
    expected,
  });
  if (!taken.ok) return backToSetup({ problem: taken.problem.message });
  const answer = new Response(null, {
    status: 303,
    headers: { Location: taken.value.installAt, "Cache-Control": "no-store" },
  });
  answer.headers.append("Set-Cookie", `${stateCookie}=; Path=/setup; Max-Age=0; HttpOnly; SameSite=Lax`);
  return answer;
}
