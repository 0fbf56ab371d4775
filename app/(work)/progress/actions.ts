"use server";

import { refresh } from "next/cache";
import { server } from "#lib/server.ts";
import { sameOrigin } from "../../same-origin.ts";

/** Look at the repository now. What is refused shows by nothing happening; the button is only for editors. */
export async function syncNow(form: FormData): Promise<void> {
  if (!(await sameOrigin()).ok) return;
  await server.requestSync(String(form.get("book")));
  refresh();
}

/** Draw chapters again that could not be drawn. */
export async function drawAgain(form: FormData): Promise<void> {
  if (!(await sameOrigin()).ok) return;
  await server.requestSync(String(form.get("book")), true);
  refresh();
}
