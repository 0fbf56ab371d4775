import { server } from "#lib/server.ts";
import { backToSetup, visit } from "../visit.ts";

/** Where GitHub sends the browser when the app was installed, or its repositories were changed. */
export async function GET(request: Request): Promise<Response> {
  const id = new URL(request.url).searchParams.get("installation_id") ?? "";
  const taken = await server.setup.takeInstallation(
    await visit(),
    /^\d{1,15}$/u.test(id) ? Number(id) : null,
  );
  if (!taken.ok) return backToSetup({ problem: taken.problem.message });
  return backToSetup(
    taken.value ? { done: "installed" } : { problem: "GitHub says that the app is installed nowhere yet." },
  );
}
