"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Problem } from "#lib/core/outcome.ts";
import { server } from "#lib/server.ts";
import { sameOrigin } from "../../same-origin.ts";

/** What a form that could not be taken shows again: the problem, and everything the person typed. */
export interface FormAnswer {
  problem: Problem;
  values: Record<string, string>;
}

function valuesOf(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === "string" && !name.startsWith("$")) values[name] = value;
  return values;
}

/** File a report from the form, with or without JavaScript, and go on to its status page. */
export async function fileErratum(_: FormAnswer | null, form: FormData): Promise<FormAnswer> {
  const values = valuesOf(form);
  const same = await sameOrigin();
  if (!same.ok) return { problem: same.problem, values };
  const filed = await server.fileErratum({ ...values, origin: server.originOf(await headers()) });
  if (!filed.ok) return { problem: filed.problem, values };
  const { erratum, key } = filed.value;
  redirect(key ? `/errata/mine/${key}` : `/errata/${erratum.number}?again=1`);
}

/** Rule on a report. */
export async function triageErratum(_: FormAnswer | null, form: FormData): Promise<FormAnswer | null> {
  const values = valuesOf(form);
  const same = await sameOrigin();
  if (!same.ok) return { problem: same.problem, values };
  const { number, ...wish } = values;
  const ruled = await server.triageErratum(wish);
  if (!ruled.ok) return { problem: ruled.problem, values };
  redirect(`/errata/${number ?? ruled.value.number}`);
}

/** Make a draft that answers a report, and open it. */
export async function proposeFromErratum(_: FormAnswer | null, form: FormData): Promise<FormAnswer | null> {
  const values = valuesOf(form);
  const same = await sameOrigin();
  if (!same.ok) return { problem: same.problem, values };
  const made = await server.proposeFromErratum({ id: values.id, apply: values.apply === "1" });
  if (!made.ok) return { problem: made.problem, values };
  redirect(`/propose/${values.book}/${made.value.chapter}`);
}
