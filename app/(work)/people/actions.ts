"use server";

import { redirect } from "next/navigation";
import type { Problem } from "#lib/core/outcome.ts";
import { server } from "#lib/server.ts";
import { sameOrigin } from "../../same-origin.ts";

/** Why a role was not changed, and what was chosen. */
export interface RoleAnswer {
  problem: Problem;
  to: string;
}

/** Give somebody another role; the page then says what happened. */
export async function changeRole(_: RoleAnswer | null, form: FormData): Promise<RoleAnswer> {
  const [id, from, to] = ["id", "from", "to"].map((name) => String(form.get(name) ?? ""));
  const same = await sameOrigin();
  const changed = same.ok ? await server.changeRole({ id, from, to }) : same;
  if (!changed.ok) return { problem: changed.problem, to: to ?? "" };
  const search = String(form.get("search") ?? "");
  redirect(`/people?${new URLSearchParams({ ...(search && { search }), changed: id ?? "" })}`);
}
