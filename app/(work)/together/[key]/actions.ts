"use server";

import { redirect } from "next/navigation";
import { server } from "#lib/server.ts";
import { sameOrigin } from "../../../same-origin.ts";

/** Take part in what a link invites to, and go there. */
export async function joinDraft(form: FormData): Promise<void> {
  const key = String(form.get("key") ?? "");
  const origin = await sameOrigin();
  const joined = origin.ok ? await server.joinDraft({ key }) : origin;
  // The page says what is wrong with it.
  if (!joined.ok) redirect(`/together/${encodeURIComponent(key)}`);
  const { book, chapter, proposalId } = joined.value;
  redirect(`/propose/${book}/${chapter.slug}?proposal=${proposalId}`);
}
