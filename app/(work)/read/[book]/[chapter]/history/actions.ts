"use server";

import { redirect } from "next/navigation";
import type { Problem } from "#lib/core/outcome.ts";
import { server } from "#lib/server.ts";
import { sameOrigin } from "../../../../../same-origin.ts";

/** Make the draft and go there; or say why not. */
export async function proposeUndo(_: Problem | null, form: FormData): Promise<Problem | null> {
  const same = await sameOrigin();
  if (!same.ok) return same.problem;
  const [book, chapter, commit] = ["book", "chapter", "commit"].map((name) => String(form.get(name) ?? ""));
  const made = await server.proposeUndo({ book, chapter, commit });
  if (made.ok) redirect(`/propose/${book}/${made.value.chapter}`);
  if (made.problem.code === "actor.signed-out")
    redirect(`/sign-in?to=${encodeURIComponent(`/read/${book}/${chapter}/history?to=${commit}`)}`);
  return made.problem;
}
